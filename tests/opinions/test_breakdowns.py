"""How the public's words divide: counted every few minutes, and no small group told apart."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.opinions.actions import answer_request, group_points, mark, withdraw
from portal.opinions.actions.breakdowns import count_all
from portal.opinions.jobs.breakdowns import count
from portal.opinions.models import Breakdown
from portal.opinions.queries.breakdowns import divided, still_counting
from tests.builders import a_unit
from tests.opinions.matter import a_request, an_opinion


@pytest.fixture
def said(session, write, matter):
    """Nine neighbours and two merchants, six of them from 牛街, the others from nowhere in particular; seven about a lift."""
    with write() as now:
        opinions = [
            an_opinion(session, matter, now, f"t{number}", relation="neighbour" if number < 9 else "merchant",
                       street=matter.street if number < 6 else None)
            for number in range(11)
        ]
        group_points(session, matter.consultation, "二层要有电梯", [each.points[0] for each in opinions[:7]],
                     actor=matter.handler, now=now)
        group_points(session, matter.consultation, "门口要亮", [opinions[7].points[0]], actor=matter.handler, now=now)
    return opinions


def parts(session, matter, least=5):
    """What would be told now."""
    return divided(session, matter.consultation.id, least)


def test_small_groups_are_put_together_or_only_counted(session, matter, said):
    assert parts(session, matter) == {
        "themes": [["二层要有电梯", 7]], "few": 1, "relations": [[["neighbour", "merchant"], 11]],
        "streets": [[["牛街街道"], 6], [[""], 5]],
    }
    assert parts(session, matter, least=2)["relations"] == [[["neighbour"], 9], [["merchant"], 2]]


def test_only_what_counts_is_counted(session, write, matter, said):
    with write() as now:
        withdraw(session, said[0], now=now)
        mark(session, said[1], "invalid", "与方案无关", actor=matter.handler, now=now)
    assert parts(session, matter)["themes"] == [["二层要有电梯", 5]]


def test_what_units_reply_is_not_among_it(session, write, matter, said):
    with write() as now:
        letter = a_request(session, matter, now, unit=a_unit(session, now, "区市场监管局"))
        reply = answer_request(session, letter, stance="amend", text="冷藏另行备案。", token="r", actor=matter.handler, now=now)
        group_points(session, matter.consultation, "冷藏备案", reply.points, actor=matter.handler, now=now)
    assert parts(session, matter, least=1)["themes"] == [["二层要有电梯", 7], ["门口要亮", 1]]


def test_a_title_tells_nobody_s_number_or_door(session, write, matter):
    with write() as now:
        points = [an_opinion(session, matter, now, f"t{number}").points[0] for number in range(5)]
        group_points(session, matter.consultation, "3单元501室的13800000000说油烟", points, actor=matter.handler, now=now)
    [[title, _voices]] = parts(session, matter)["themes"]
    assert "501" not in title and "13800000000" not in title and "油烟" in title


def test_the_time_moves_only_when_the_numbers_do(session, write, clock, matter, said):
    def kept():
        session.expire_all()
        return session.scalars(select(Breakdown)).one()

    with write() as now:
        count_all(session, least=5, now=now)
    first = kept().counted_at
    clock.advance(timedelta(minutes=5))
    with write() as now:
        count_all(session, least=5, now=now)
    assert kept().counted_at == first
    with write() as now:
        withdraw(session, said[0], now=now)
        count_all(session, least=5, now=now)
    assert kept().counted_at > first and kept().parts["themes"] == [["二层要有电梯", 6]]


def test_once_everybody_has_an_answer_nothing_more_is_counted(session, write, clock, matter, said):
    assert still_counting(session) == [matter.consultation.id]
    clock.advance(timedelta(days=30))
    matter.consultation.answers_published_at = clock.now()
    session.flush()
    assert still_counting(session) == []


def test_the_workers_count(app, session, client, matter, said):
    count(app)
    assert session.scalars(select(Breakdown)).one().parts["few"] == 1
    page = client.get(f"/proposals/{matter.number}").text
    assert "二层要有电梯" in page and "门口要亮" not in page and "另有1类意见" in page
    assert "牛街街道" in page.partition("居民从哪个街道来")[2]
    assert "周边居民" not in page, "one group alone is not told"


def test_the_setting_says_how_small_is_too_small(app, client, matter, said):
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"small_group": 1})
    count(app)
    page = client.get(f"/proposals/{matter.number}").text
    assert "门口要亮" in page and "周边居民" in page and "商户" in page

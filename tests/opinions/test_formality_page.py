"""The formality check over rows: readings before verdicts, letters, the page and the explanations."""

from datetime import timedelta

import pytest

from portal.errors import InvalidInput, Refusal
from portal.opinions.actions import answer_request, decide_theme, group_points, split_opinion, withdraw
from portal.opinions.actions.formality import explain_flag
from portal.opinions.actions.reading import note_read
from portal.opinions.queries.formality import formality, formality_facts
from tests.builders import a_handler, a_unit
from tests.opinions.matter import a_request, an_opinion


def found(session, matter, now):
    session.expire_all()
    return {flag.key: note for flag, note in formality(session, matter.consultation, now)}


def decided(session, matter, now, opinion):
    theme = group_points(session, matter.consultation, "电梯", opinion.points, actor=matter.handler, now=now)
    decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="", seen_revision=1,
                 actor=matter.handler, now=now)
    return theme


@pytest.mark.parametrize("is_read", [True, False])
def test_a_verdict_over_words_nobody_read(session, write, matter, is_read):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        if is_read:
            note_read(session, matter.consultation, [opinion.id], actor=matter.handler, now=now)
        decided(session, matter, now, opinion)
    assert ("verdict.unread" in found(session, matter, now)) is not is_read


def test_reading_afterwards_is_no_reading_before(session, write, clock, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        decided(session, matter, now, opinion)
    clock.advance(timedelta(hours=1))
    with write() as now:
        note_read(session, matter.consultation, [opinion.id], actor=matter.handler, now=now)
    assert "verdict.unread" in found(session, matter, now)


def test_only_counted_words_that_nobody_opened_in_time_are_unread(session, write, clock, matter):
    with write() as now:
        said = {name: an_opinion(session, matter, now, name) for name in ("opened", "unopened", "late", "withdrawn", "twice")}
        said["wordless"] = an_opinion(session, matter, now, "wordless", stance="oppose", text="")
        split_opinion(session, said["twice"], [(0, 2), (2, len(said["twice"].text))], actor=matter.handler, now=now)
        points = [point for opinion in said.values() for point in opinion.points]
        theme = group_points(session, matter.consultation, "电梯", points, actor=matter.handler, now=now)
        note_read(session, matter.consultation, [said["opened"].id], actor=matter.handler, now=now)
        decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="", seen_revision=1,
                     actor=matter.handler, now=now)
        withdraw(session, said["withdrawn"], now=now)
    clock.advance(timedelta(hours=1))
    with write() as now:
        note_read(session, matter.consultation, [said["late"].id], actor=matter.handler, now=now)
    session.expire_all()
    answer, = formality_facts(session, matter.consultation, now).answers
    assert (answer.opinions, answer.unread) == (5, 3), "of the five that count: unopened, late and twice"


def test_units_that_say_nothing_in_the_same_words(session, write, clock, matter):
    with write() as now:
        for party, name in (("department", "区市场监管局"), ("industry_department", "区园林绿化局")):
            letter = a_request(session, matter, now, party, a_unit(session, now, name))
            answer_request(session, letter, stance="no_comment", text="经研究，我单位没有意见。", token=name,
                           actor=a_handler(session, now, name), now=now)
    keys = found(session, matter, now)
    assert "answers.no_comment" in keys and "letter.unconcerned:区园林绿化局" in keys
    assert [key for key in keys if key.startswith("answers.identical:")]
    clock.instant = matter.round.closes_at
    assert "public.silent" in found(session, matter, clock.now())


def test_a_flag_is_explained_once_and_shown_with_it(session, write, sign_in, clock, matter):
    clock.instant = matter.round.closes_at
    with write() as now:
        for key, words, error in (("public.silent", " ", InvalidInput), ("window.short:9", "确有其事。", Refusal)):
            with pytest.raises(error):
                explain_flag(session, matter.consultation, key, words, actor=matter.handler, now=now)
        explain_flag(session, matter.consultation, "public.silent", "逐户发了通知。", actor=matter.handler, now=now)
    assert found(session, matter, now)["public.silent"].explanation == "逐户发了通知。"
    staff, address = sign_in(matter.handler), f"/desk/proposals/{matter.number}/formality"
    page = staff.get(address).text
    assert "一条也没有收到" in page and "逐户发了通知。" in page
    wrong = staff.post(address, data={"prefix": "f0-", "f0-flag": "public.silent", "f0-explanation": " "})
    assert wrong.status_code == 422 and "请写明实际情况" in wrong.text
    staff.post(address, data={"prefix": "f0-", "f0-flag": "public.silent", "f0-explanation": "居委会上门两次。"})
    assert "居委会上门两次。" in staff.get(address).text


def test_opening_an_opinion_or_its_theme_is_reading_it(session, write, sign_in, matter):
    with write() as now:
        first, second = an_opinion(session, matter, now, "a"), an_opinion(session, matter, now, "b")
        theme = group_points(session, matter.consultation, "电梯", second.points, actor=matter.handler, now=now)
    staff = sign_in(matter.handler)
    for page in (f"/desk/opinions/{first.id}", f"/desk/themes/{theme.id}", f"/desk/themes/{theme.id}"):
        assert staff.get(page).status_code == 200
    with write() as now:
        decided_first = decided(session, matter, now, first)
    assert decided_first and "verdict.unread" not in found(session, matter, now)

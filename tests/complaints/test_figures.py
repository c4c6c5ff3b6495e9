"""The figures: each number is its cases, equal to a recount from rows; nothing to rate prints “—”."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from portal.accounts.queries import actor_of
from portal.complaints.actions import answer_follow_up, take_step
from portal.complaints.actions.following import open_question
from portal.complaints.models import Complaint, FollowUp
from portal.complaints.queries.figures import cases
from portal.complaints.rules.figures import GROUPS, Answer, Case, figures, grouped, hot_spots
from portal.complaints.values import Given
from tests.complaints.story import asked_to_close, in_hand, take, verified
from tests.settings import TODAY

HOUR = timedelta(hours=1)
WELL, BADLY = Answer(True, "satisfied"), Answer(False, "dissatisfied")


def a_case(id_=1, **changes) -> Case:
    given = {"unit": "区房管局", "streets": ("牛街街道",), "space": ("TT-1", "地下室"), "category": "nuisance",
             "month": "2026-06", "state": "in_hand", "accept_by": TODAY, "due_at": TODAY + 10 * HOUR}
    return Case(id=id_, number=f"TS-2026-{id_:05d}", **given | changes)


def rated(*told: Case) -> dict[str, str]:
    return {ratio.name: f"{len(ratio.part)}/{len(ratio.whole)} {ratio.percent}"
            for ratio in figures("", told, TODAY + HOUR).ratios}


@pytest.mark.parametrize(("case", "name", "expected"), [
    (a_case(accepted_at=TODAY - HOUR), "accepted", "1/1 100.0%"),
    (a_case(accepted_at=TODAY), "accepted", "0/1 0.0%"),
    (a_case(), "accepted", "0/1 0.0%"),
    (a_case(accept_by=TODAY + 5 * HOUR), "accepted", "0/0 —"),
    (a_case(verified_at=TODAY), "done", "1/1 100.0%"),
    (a_case(verified_at=TODAY, reopened=1), "done", "0/1 0.0%"),
    (a_case(verified_at=TODAY + 20 * HOUR), "done", "0/1 0.0%"),
    (a_case(), "done", "0/0 —"),
    (a_case(due_at=TODAY), "done", "0/1 0.0%"),
    (a_case(due_at=TODAY, is_apart=True, state="merged"), "done", "0/0 —"),
    (a_case(due_at=TODAY, is_apart=True, state="not_accepted"), "accepted", "0/0 —"),
    (a_case(), "solved", "0/0 —"),
    (a_case(answers=(BADLY, WELL)), "solved", "1/2 50.0%"),
    (a_case(answers=(Answer(True, "mostly"),)), "satisfied", "1/1 100.0%"),
    (a_case(answers=(Answer(True, "dissatisfied"),)), "satisfied", "0/1 0.0%"),
    (a_case(answers=(Answer(False, "satisfied"),)), "solved", "0/1 0.0%"),
])
def test_what_a_case_counts_for(case, name, expected):
    assert rated(case)[name] == expected


def test_nothing_is_never_a_hundred_percent():
    assert set(rated().values()) == {"0/0 —"}


@pytest.mark.parametrize("by", GROUPS)
def test_groups_hold_every_case_in_its_place(by):
    told = [a_case(1), a_case(2, unit="区教委", streets=("牛街街道", "天桥街道"), space=None, category="safety", month="2026-07")]
    found = {row.label: row.received for row in grouped(told, by, TODAY)}
    assert found == {
        "unit": {"区房管局": (1,), "区教委": (2,)}, "street": {"牛街街道": (1, 2), "天桥街道": (2,)},
        "space": {"TT-1 地下室": (1,)},
        "category": {"nuisance": (1,), "safety": (2,)}, "month": {"2026-06": (1,), "2026-07": (2,)},
    }[by]


def test_a_space_complained_about_again_and_again_is_to_be_looked_at():
    other = ("TT-2", "市场")
    told = [a_case(1), a_case(2), a_case(3, space=other, category="use_changed"), a_case(4, space=other), a_case(5, space=other),
            a_case(6, space=("TT-3", "仓库")), a_case(7, space=("TT-3", "仓库"), state="not_accepted"), a_case(8, space=None)]
    assert [(spot.number, spot.cases, spot.to_meeting) for spot in hot_spots(told)] == [
        ("TT-2", (3, 4, 5), True), ("TT-1", (1, 2), False)]


@pytest.fixture
def year(town, session, write, clock):
    """Complaints of every kind: late, joined, not taken up, dissatisfied, closed; and an accusation, which counts nowhere."""
    with write() as now:
        slow, well, badly, joined, declined = (town.complain(session, now, text=f"夜里卸货{n}") for n in range(5))
        town.complain(session, now, category="accusation")
        take_step(session, joined, "merge", Given(into=well.number), actor=town.handler, now=now)
        take_step(session, declined, "decline", Given(channel="petition", answer="请走信访"), actor=town.handler, now=now)
        in_hand(session, now, well)
    clock.advance(timedelta(days=5))
    with write() as now:
        in_hand(session, now, slow)
        for each, answer in ((well, ("satisfied", True)), (badly, ("dissatisfied", False))):
            verified(session, now, each) if each is badly else _close(session, now, each)
            answer_follow_up(session, open_question(session, each), solved=answer[1], satisfaction=answer[0], reason="还在卸",
                             actor=town.handler, now=now)
        take(session, now, well, "close")
    return town


def _close(session, now, complaint) -> None:
    asked_to_close(session, now, complaint)
    take(session, now, complaint, "verify")


def test_the_figures_equal_a_recount_from_rows(year, session, clock):
    found = figures("", cases(session, actor_of(session, year.office, clock.now()), TODAY.date().replace(day=1),
                              TODAY.date().replace(month=7, day=1)), clock.now())
    rows = session.scalars(select(Complaint).where(Complaint.category != "accusation").order_by(Complaint.id)).all()
    apart = [each for each in rows if each.state in ("merged", "not_accepted")]
    assert found.received == tuple(each.id for each in rows)
    assert found.joined + found.not_taken == tuple(each.id for each in apart)
    assert found.closed == tuple(each.id for each in rows if each.state == "closed")
    assert found.reopened == tuple(each.id for each in rows if each.last("reopen"))
    ratios = {ratio.name: ratio for ratio in found.ratios}
    signed = [each for each in rows if each not in apart and each.last("accept").at < each.deadline.accept_by]
    assert ratios["accepted"].part == tuple(each.id for each in signed)
    assert len(ratios["accepted"].whole) == len(rows) - len(apart)
    given = session.scalars(select(FollowUp).where(FollowUp.satisfaction.is_not(None))).all()
    assert len(ratios["solved"].whole) == len(ratios["satisfied"].whole) == len(given)
    assert len(ratios["solved"].part) == sum(each.is_solved for each in given)


@pytest.mark.parametrize("by", GROUPS)
def test_every_number_leads_to_as_many_cases(year, sign_in, by):
    browser = sign_in(year.office)
    page = browser.get(f"/desk/complaints/figures?when=2026-06&by={by}").text
    links = re.findall(r'href="(/desk/complaints\?figure=[^"]+)">(\d+)</a>', page)
    assert len(links) >= 12
    for address, count in links:
        behind = browser.get(address.replace("&amp;", "&")).text
        listed = set(re.findall(r"TS-2026-\d{5}", behind))
        assert len(listed) == int(count), address


def test_a_unit_sees_its_own_and_strangers_nothing(year, sign_in):
    assert "这段时间未收到投诉" in sign_in(year.stranger).get("/desk/complaints/figures?when=2026-06").text
    assert "区房管局" in sign_in(year.leader).get("/desk/complaints/figures?when=2026-06").text


@pytest.mark.parametrize("when", ["2026-13", "26-06", "2026", "..", "2026-06-01"])
def test_only_months_and_years_have_figures(year, sign_in, when):
    assert sign_in(year.office).get(f"/desk/complaints/figures?when={when}").status_code == (200 if when == "2026" else 404)


def test_the_bulletin_says_the_same_numbers(year, sign_in):
    browser = sign_in(year.office)
    paper = Document(BytesIO(browser.get("/desk/complaints/bulletins/2026-06.docx").data))
    words = "\n".join(each.text for each in paper.paragraphs)
    assert "2026年6月收到5件，并入其他件1件，不予受理1件，销账1件，重新办理1件" in words
    assert "满意率50.0%（1/2）" in words
    assert "内部设定，不是法律规定" in words
    book = load_workbook(BytesIO(browser.get("/desk/complaints/bulletins/2026-06.xlsx").data), read_only=True)
    cells = {str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"区房管局", "合计", "50.0%（1/2）"} <= cells


def test_an_empty_month_says_that_nothing_came(year, sign_in):
    paper = Document(BytesIO(sign_in(year.office).get("/desk/complaints/bulletins/2025-01.docx").data))
    assert "2025年1月未收到投诉" in "\n".join(each.text for each in paper.paragraphs)

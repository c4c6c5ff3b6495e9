"""The checklist: who was asked, in what order and form, and what silence and objections mean."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rulebook.checklist import checklist, gate
from portal.rulebook.done import Approved, Asked, Waived
from tests.rulebook.cases import evaluated
from tests.rulebook.proposals import (
    COURTYARD,
    DAY,
    FOUR,
    GREEN,
    NOW,
    SHOP,
    START,
    answers,
    complete,
    line,
    missing,
    replied,
    street,
)

EVERY = pytest.mark.parametrize("evaluation", [GREEN, SHOP, COURTYARD], ids=["green", "shop", "courtyard"])


@EVERY
def test_nothing_stands_in_the_way_of_a_complete_proposal(evaluation):
    assert missing(evaluation, complete(evaluation)) == set()


@EVERY
def test_each_missing_paper_is_named_with_its_clause(evaluation):
    done = complete(evaluation)
    for entry in evaluation.papers:
        if entry.paper.id != "verdicts":
            without = replace(done, papers=done.papers - {entry.paper.id})
            assert missing(evaluation, without) == {f"paper:{entry.paper.id}"}
            assert line(evaluation, without, f"paper:{entry.paper.id}").clauses == entry.clauses


@EVERY
def test_each_mandatory_unit_that_was_never_asked_is_named(evaluation):
    done = complete(evaluation)
    for letter in done.asked:
        without = replace(done, asked=tuple(each for each in done.asked if each != letter))
        found = [each for each in gate(checklist(evaluation, without)) if each.kind == "party"]
        assert letter.party in {each.party for each in found}


@EVERY
def test_silence_of_a_unit_is_never_consent(evaluation):
    done = answers(complete(evaluation), subdistrict={"answered_at": None, "stance": None})
    waiting = line(evaluation, done, f"party:subdistrict:{street(evaluation)}")
    assert waiting.state == "waiting"
    assert waiting.blocks
    assert "不视为同意" in waiting.detail


def test_a_unit_may_answer_late_and_it_is_marked():
    done = complete(GREEN)
    late = answers(done, subdistrict={"answered_at": done.asked[-1].due_at + DAY})
    assert missing(GREEN, late) == set()
    assert line(GREEN, late, "party:subdistrict:月坛街道办事处").detail == "逾期反馈。"


@pytest.mark.parametrize("stance", ["amend", "disagree"])
def test_an_unsettled_department_blocks_until_it_is_settled(stance):
    objecting = answers(complete(GREEN), department={"stance": stance})
    assert missing(GREEN, objecting) == {"party:department:区住房城乡建设委", "approval:district_leader"}
    settled = answers(objecting, department={"settled_at": START + 9 * DAY})
    assert missing(GREEN, settled) == set()


def test_an_unsettled_subdistrict_blocks_only_with_commercial_convenience():
    def objecting(evaluation):
        return answers(complete(evaluation), subdistrict={"stance": "disagree"})

    assert missing(GREEN, objecting(GREEN)) == set()
    assert "party:subdistrict:月坛街道办事处" in missing(SHOP, objecting(SHOP))


def test_an_objection_of_a_unit_that_is_only_heard_is_registered_before_the_meeting():
    silent = answers(complete(GREEN), subdistrict={"stance": "disagree", "argued": False})
    assert missing(GREEN, silent) == {"disagreements"}
    assert line(GREEN, silent, "disagreements").words == {"units": ("月坛街道办事处",)}
    assert missing(GREEN, answers(silent, subdistrict={"argued": True})) == set()
    assert missing(GREEN, answers(silent, subdistrict={"settled_at": START + 9 * DAY})) == set()


def test_a_department_added_to_the_open_list_must_answer_too():
    done = complete(SHOP)
    fire = Asked("department", "区消防救援支队", sent_at=START + DAY, due_at=START + 5 * DAY)
    added = replace(done, asked=(*done.asked, fire))
    assert missing(SHOP, added) == {"party:department:区消防救援支队", "approval:district_leader"}


def test_the_three_named_departments_are_the_floor():
    done = complete(SHOP)
    for unit in FOUR:
        fewer = replace(done, asked=tuple(each for each in done.asked if each.unit != unit))
        assert f"party:department:{unit}" in missing(SHOP, fewer)


def test_one_reply_of_a_unit_may_serve_two_duties():
    done = complete(COURTYARD)
    asked = [each for each in done.asked if each.party not in ("department", "industry_department")]
    both = replied("department", "区园林绿化局", also=("industry_department",))
    assert missing(COURTYARD, replace(done, asked=(both, *asked))) == set()


def test_courtyards_ask_the_five_after_the_departments():
    done = complete(COURTYARD)
    early = answers(done, department={"sent_at": START + 6 * DAY, "answered_at": START + 8 * DAY})
    assert missing(COURTYARD, early) == {
        "party:expert", "party:planner", "party:subdistrict:什刹海街道办事处", "party:industry_department",
        "party:rights_holder",
    }  # fmt: skip
    assert "重新征求" in line(COURTYARD, early, "party:expert").detail


def test_a_department_added_later_does_not_undo_the_order():
    done = complete(COURTYARD)
    later = replied("department", "区消防救援支队", day=12)
    approved_after = (*done.approvals, Approved("district_leader", date(2026, 3, 19), NOW))
    assert missing(COURTYARD, replace(done, asked=(*done.asked, later), approvals=approved_after)) == set()


def test_two_forms_count_over_the_five_and_a_poster_for_residents_is_none():
    done = complete(COURTYARD)
    one_form = replace(done, asked=tuple(replace(each, form="written") for each in done.asked))
    poster = Asked("resident", form="public_notice", sent_at=START)
    assert missing(COURTYARD, replace(one_form, asked=(*one_form.asked, poster))) == {"forms"}


@EVERY
def test_residents_never_block_and_their_silence_is_stated(evaluation):
    done = complete(evaluation)
    silent = replace(done, public=replace(done.public, opinions=0))
    assert missing(evaluation, silent) == set()
    assert line(evaluation, silent, "party:resident").detail == "未收到意见。"


def test_rights_holders_who_stay_silent_are_stated_when_the_time_is_over():
    silent = answers(complete(COURTYARD), rights_holder={"answered_at": None, "stance": None})
    assert line(COURTYARD, silent, "party:rights_holder").detail == "未收到意见。"
    assert missing(COURTYARD, silent) == set()
    still_open = answers(silent, rights_holder={"due_at": NOW + DAY})
    assert missing(COURTYARD, still_open) == {"party:rights_holder"}


PUBLIC = [
    ("no public round", lambda public: None, {"party:resident", "period"}),
    ("still open", lambda public: replace(public, closes_at=NOW + DAY), {"party:resident", "paper:verdicts"}),
    ("too short, no reason", lambda public: replace(public, period_met=False), {"period"}),
    ("too short, reason published", lambda public: replace(public, period_met=False, shortened_reason="汛期抢险"), set()),
    ("too short, blank reason", lambda public: replace(public, period_met=False, shortened_reason=" "), {"period"}),
    ("closing this very instant", lambda public: replace(public, closes_at=NOW), set()),
]


@pytest.mark.parametrize(("case", "change", "expected"), PUBLIC, ids=[row[0] for row in PUBLIC])
def test_the_public_round(case, change, expected):
    done = complete(GREEN)
    assert missing(GREEN, replace(done, public=change(done.public))) == expected


def test_the_period_of_a_planning_draft_cannot_be_shortened():
    draft = evaluated(
        space_type="地下", space_subtype="普通地下室", subdistricts=["月坛"], business_forms=["留白增绿"], is_planning_draft=True
    )
    done = replace(complete(GREEN), papers=frozenset(entry.paper.id for entry in draft.papers))
    short = replace(done, public=replace(done.public, period_met=False, shortened_reason="情况紧急"))
    assert missing(draft, short) == {"period"}


def test_an_opinion_without_a_verdict_blocks():
    done = replace(complete(GREEN), without_verdict=3)
    assert missing(GREEN, done) == {"paper:verdicts"}
    assert line(GREEN, done, "paper:verdicts").words == {"count": 3}


def test_a_waiver_needs_a_reason_and_an_approver():
    without = replace(complete(GREEN), public=None)
    for reason, approver, let_off in [("应急抢险", "张三", True), ("", "张三", False), ("应急抢险", "  ", False)]:
        done = replace(without, waivers=(Waived("resident", None, reason, approver),))
        assert ("party:resident" not in missing(GREEN, done)) is let_off
    assert line(GREEN, replace(without, waivers=(Waived("resident", None, "抢险", "张三"),)), "period").state == "waived"


@pytest.mark.parametrize("law", ["is_planning_draft", "is_major_decision"])
def test_a_waiver_never_does_away_with_the_public_display_a_law_asks_for(law):
    waiver = Waived("resident", None, "抢险", "张三")
    basement = {"space_type": "地下", "space_subtype": "普通地下室", "subdistricts": ["月坛街道"]}
    evaluation = evaluated(**basement, business_forms=["口袋公园"], **{law: True})
    done = replace(complete(evaluation), public=None, waivers=(waiver,))
    assert line(evaluation, done, "party:resident").state == "waived"
    assert line(evaluation, done, "period").state == "missing"


def test_a_subdistrict_can_be_waived_only_where_no_other_clause_asks_it():
    for evaluation, let_off in [(GREEN, True), (SHOP, False), (COURTYARD, False)]:
        done = complete(evaluation)
        waiver = Waived("subdistrict", street(evaluation), "已在片区方案中征求", "张三")
        asked = tuple(each for each in done.asked if each.party != "subdistrict")
        found = missing(evaluation, replace(done, asked=asked, waivers=(waiver,)))
        assert (f"party:subdistrict:{street(evaluation)}" not in found) is let_off


def test_residents_and_subdistrict_are_waived_apart():
    done = replace(complete(GREEN), public=None, waivers=(Waived("subdistrict", "月坛街道办事处", "理由", "张三"),))
    assert "party:resident" in missing(GREEN, done)

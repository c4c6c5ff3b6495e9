"""The register of disagreements between units: their view, ours, the basis, how it ended; the gate asks for all of it."""

import pytest

from portal.clock import beijing_date
from portal.errors import InvalidInput
from portal.meetings.queries.standing import checklist_of
from portal.opinions.actions import answer_request, settle_reply
from portal.opinions.queries.disagreements import disagreements
from portal.rulebook.checklist import gate
from tests.builders import a_handler, a_unit
from tests.opinions.matter import a_request


def a_reply(session, matter, now, unit, party="subdistrict", stance="disagree", text="占了菜市场的车位。"):
    letter = a_request(session, matter, now, party, a_unit(session, now, unit))
    return answer_request(session, letter, stance=stance, text=text, token=unit, actor=a_handler(session, now, unit), now=now)


def blocking(session, matter, now):
    return {line.id: line.words.get("units") for line in gate(checklist_of(session, matter.consultation.proposal, now))}


def test_what_lasts_needs_our_view_and_its_basis(session, write, matter):
    with write() as now:
        reply = a_reply(session, matter, now, "牛街街道办事处")
    today = beijing_date(now)
    told = {"how": "现场会商两次。", "settled_on": today, "actor": matter.handler}
    for ours, field in (({"our_view": " ", "basis": "停车规划"}, "our_view"), ({"our_view": "车位够用。"}, "basis")):
        with pytest.raises(InvalidInput) as refusal, write() as now:
            settle_reply(session, reply, is_settled=False, now=now, **told, **ours)
        assert refusal.value.field == field
    with write() as now:
        settle_reply(session, reply, is_settled=False, our_view="车位够用。", basis="停车规划第三章。", now=now, **told)
    [row] = disagreements(session, matter.consultation)
    assert (row.unit, row.their_view, row.our_view, row.basis, row.how, row.is_settled, row.settled_on) == (
        "牛街街道办事处", "占了菜市场的车位。", "车位够用。", "停车规划第三章。", "现场会商两次。", False, today)


@pytest.mark.parametrize("is_settled", [True, False])
def test_the_meeting_is_told_of_every_disagreement(session, write, matter, is_settled):
    with write() as now:
        heard = a_reply(session, matter, now, "德胜街道办事处")
        a_reply(session, matter, now, "区教委", "department", "agree", "")
    assert blocking(session, matter, now)["disagreements"] == ("德胜街道办事处",)
    with write() as now:
        settle_reply(session, heard, is_settled=is_settled, how="车位挪到北侧。", our_view="车位够用。", basis="停车规划。",
                     settled_on=beijing_date(now), actor=matter.handler, now=now)
    assert "disagreements" not in blocking(session, matter, now)
    assert [each.is_settled for each in disagreements(session, matter.consultation)] == [is_settled]


def test_where_agreement_is_required_it_must_be_reached(session, write, matter):
    with write() as now:
        reply = a_reply(session, matter, now, "区市场监管局", "department")
        settle_reply(session, reply, is_settled=False, how="还在谈。", our_view="车位够用。", basis="停车规划。",
                     settled_on=beijing_date(now), actor=matter.handler, now=now)
    assert "party:department:区市场监管局" in blocking(session, matter, now)


def test_the_register_shows_both_sides(session, write, sign_in, matter):
    staff = sign_in(matter.handler)
    address = f"/desk/proposals/{matter.number}/disagreements"
    assert "没有单位提出不同意见" in staff.get(address).text
    with write() as now:
        reply = a_reply(session, matter, now, "牛街街道办事处")
    assert "占了菜市场的车位。" in staff.get(address).text
    form = {"is_settled": "no", "how": "会商一次。", "settled_on": "2026-06-10", "our_view": "车位够用。"}
    wrong = staff.post(f"/desk/opinions/{reply.id}/settle", data=form)
    assert wrong.status_code == 422 and "依据" in wrong.text and "会商一次。" in wrong.text
    staff.post(f"/desk/opinions/{reply.id}/settle", data={**form, "basis": "停车规划第三章。"})
    assert "停车规划第三章。" in staff.get(address).text

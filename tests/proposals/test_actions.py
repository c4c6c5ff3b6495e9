"""A proposal's life through the real actions: numbers, drafts, versions, review, publication, withdrawal."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from portal.errors import EditedMeanwhile, InvalidInput, Refusal
from portal.proposals import actions
from portal.proposals.models import BusinessForm
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewed_draft, a_reviewer, a_space, an_area


def edit(session, proposal, now, actor, **fields):
    actions.edit_version(session, proposal.latest, fields, seen_revision=proposal.latest.revision, actor=actor, now=now)


def test_numbers_count_up_within_the_year_and_are_never_given_twice(session, write, clock):
    with write() as now:
        first, second = a_draft(session, now), a_draft(session, now)
        assert [first.number, second.number] == ["XC-2026-001", "XC-2026-002"]
    clock.advance(timedelta(days=300))
    with write() as now:
        assert a_draft(session, now).number == "XC-2027-001"


def test_a_draft_starts_with_what_the_ledger_knows(session, write):
    with write() as now:
        space = a_space(session, now, address="红莲北里1号", planned_use="仓储")
        handler = a_handler(session, now)
        proposal = actions.draft_proposal(session, unit=space.promoting_unit, space=space, title="改造", actor=handler, now=now)
        version = proposal.latest
        assert (version.location, version.planned_use, version.size_value) == ("红莲北里1号", "仓储", space.size_m2)


def test_an_area_gets_a_row_for_each_of_its_spaces(session, write):
    with write() as now:
        area = an_area(session, now, spaces=3)
        proposal = a_draft(session, now, area=area)
        assert [row.space for row in proposal.latest.rows] == area.spaces


def test_two_people_editing_the_second_is_told(session, write):
    with write() as now:
        proposal = a_draft(session, now)
        handler = a_handler(session, now)
        seen = proposal.latest.revision
        actions.edit_version(session, proposal.latest, {"summary": "甲的话"}, seen_revision=seen, actor=handler, now=now)
    with pytest.raises(EditedMeanwhile), write() as now:
        actions.edit_version(session, proposal.latest, {"summary": "乙的话"}, seen_revision=seen, actor=handler, now=now)
    session.rollback()
    assert proposal.latest.summary == "甲的话"


def test_an_edit_of_a_row_alone_counts_as_a_save(session, write):
    with write() as now:
        proposal = a_draft(session, now, area=an_area(session, now))
        seen, handler = proposal.latest.revision, a_handler(session, now, "什刹海阜景指挥部")
    with write() as now:
        edit(session, proposal, now, handler, rows={proposal.latest.rows[0].space_id: ("三间房", "口袋公园")})
    assert proposal.latest.revision > seen
    assert proposal.latest.rows[0].next_form == "口袋公园"


@pytest.mark.parametrize("statement", [
    "UPDATE proposal_versions SET title = '换一个名字'",
    "UPDATE proposal_versions SET sealed_at = NULL",
    "UPDATE area_rows SET next_form = '餐饮'",
    "DELETE FROM area_rows",
    "DELETE FROM proposal_versions",
])
def test_the_database_itself_keeps_a_sealed_version(session, write, statement):
    with write() as now:
        proposal = a_draft(session, now, area=an_area(session, now))
        actions.seal(session, proposal.latest, actor=a_handler(session, now), now=now)
    with pytest.raises(DatabaseError, match="sealed version"), write():
        session.execute(text(statement))


def test_a_sealed_text_is_not_edited_but_the_papers_for_the_meeting_are(session, write):
    with write() as now:
        proposal = a_draft(session, now)
        handler = a_handler(session, now)
        actions.seal(session, proposal.latest, actor=handler, now=now)
    with pytest.raises(Refusal, match="不能再改"), write() as now:
        edit(session, proposal, now, handler, summary="改一改")
    with write() as now:
        papers = {"contact_phone": "010-11112222", "matters_to_decide": "同意方案"}
        actions.edit_papers(session, proposal.latest, papers, seen_revision=proposal.latest.revision, actor=handler, now=now)
    assert proposal.latest.contact_phone == "010-11112222"


def test_a_new_version_copies_the_texts_and_leaves_the_old_one(session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
        handler = a_handler(session, now)
        actions.new_version(session, proposal, actor=handler, now=now)
        edit(session, proposal, now, handler, summary="改小一点。")
    first, second = proposal.versions
    assert (second.ordinal, second.location, second.summary) == (2, first.location, "改小一点。")
    assert first.summary != second.summary
    assert proposal.published is first
    assert proposal.standing == [first]


def test_no_second_draft_beside_a_draft(session, write):
    with pytest.raises(Refusal, match="还是草稿"), write() as now:
        actions.new_version(session, a_draft(session, now), actor=a_handler(session, now), now=now)


def test_an_excused_draft_that_later_changes_the_place_is_not_sealed(session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
        handler = a_handler(session, now)
        version = actions.new_version(session, proposal, actor=handler, now=now)
        actions.excuse_version(session, version, "只改错字", actor=a_reviewer(session, now), now=now)
        edit(session, proposal, now, handler, location="另一个地方")
        with pytest.raises(Refusal, match="实质性变更"):
            actions.seal(session, version, actor=handler, now=now)


def test_publication_waits_for_the_secrecy_review_of_this_very_text(session, write):
    with write() as now:
        proposal = a_draft(session, now)
        handler, reviewer = a_handler(session, now), a_reviewer(session, now)
        with pytest.raises(Refusal, match="保密审查"):
            actions.publish_version(session, proposal.latest, actor=handler, now=now)
        review = {"reviewer_name": "孙", "leader_name": "周", "reviewed_on": date(2026, 6, 10), "actor": reviewer, "now": now}
        actions.record_secrecy_review(session, proposal.latest, may_publish=True, **review)
        edit(session, proposal, now, handler, summary="审查之后又改了。")
        with pytest.raises(Refusal, match="重新审查"):
            actions.publish_version(session, proposal.latest, actor=handler, now=now)
        actions.record_secrecy_review(session, proposal.latest, may_publish=False, note="涉及未公开的安保信息", **review)
        with pytest.raises(Refusal, match="不可公开"):
            actions.publish_version(session, proposal.latest, actor=handler, now=now)
        actions.record_secrecy_review(session, proposal.latest, may_publish=True, **review)
        assert actions.publish_version(session, proposal.latest, actor=handler, now=now).published_at == now
    assert [each.voided_at is None for each in proposal.latest.reviews] == [False, False, True]


@pytest.mark.parametrize(("change", "sentence"), [
    ({"reviewed_on": date(2026, 6, 11)}, "不能晚于今天"),
    ({"may_publish": False}, "写明原因"),
    ({"reviewer_name": " "}, "不能只有空格"),
])
def test_a_review_says_who_when_and_why(session, write, change, sentence):
    values = {"reviewer_name": "孙", "leader_name": "周", "reviewed_on": date(2026, 6, 10), "may_publish": True} | change
    with pytest.raises(InvalidInput, match=sentence), write() as now:
        actions.record_secrecy_review(session, a_draft(session, now).latest, actor=a_reviewer(session, now), now=now, **values)


def test_an_incomplete_text_is_not_published_and_the_sentence_says_what_is_missing(session, write):
    with pytest.raises(Refusal) as refusal, write() as now:
        proposal = a_reviewed_draft(session, now, planned_use="", safety_date=None)
        actions.publish_version(session, proposal.latest, actor=a_handler(session, now), now=now)
    assert refusal.value.params["fields"] == ("规划用途", "安全情况认定日期")


def test_an_area_whose_row_is_empty_is_not_published(session, write):
    with pytest.raises(Refusal, match="每一处空间") as refusal, write() as now:
        area = an_area(session, now)
        proposal = a_reviewed_draft(session, now, area=area, rows={area.spaces[1].id: ("", "")})
        actions.publish_version(session, proposal.latest, actor=a_handler(session, now), now=now)
    assert refusal.value.params["spaces"] == area.spaces[1].name


def test_withdrawing_takes_a_reason_and_ends_everything(session, write):
    with write() as now:
        proposal, handler = a_published_proposal(session, now), a_handler(session, now)
        with pytest.raises(InvalidInput):
            actions.withdraw_proposal(session, proposal, "  ", actor=handler, now=now)
        actions.withdraw_proposal(session, proposal, "产权有争议", actor=handler, now=now)
        with pytest.raises(Refusal, match="已经撤回"):
            actions.new_version(session, proposal, actor=handler, now=now)


def test_a_proposal_for_an_approved_space_changes_its_form_and_says_so(session, write):
    with write() as now:
        old, handler = a_published_proposal(session, now), a_handler(session, now)
        actions.mark_approved(session, old, actor=handler, now=now)
        new = actions.draft_proposal(session, unit=old.initiating_unit, space=old.space, title="改餐饮", actor=handler, now=now)
        assert new.changes_form_of is old
        with pytest.raises(Refusal, match="不能撤回"):
            actions.withdraw_proposal(session, old, "不做了", actor=handler, now=now)
        actions.new_version(session, old, actor=handler, now=now)
        with pytest.raises(Refusal, match="重新上会"):
            edit(session, old, now, handler, business_forms=["餐饮"])


def test_the_catalogue_is_seeded_once_and_not_commercial_takes_a_reason(session, write):
    with write() as now:
        actions.seed_catalogue(session, now)
        actions.seed_catalogue(session, now)
        names = session.scalars(select(BusinessForm.name)).all()
        assert len(names) == len(set(names))
        greengrocer = session.scalar(select(BusinessForm).where(BusinessForm.name == "菜店"))
        assert greengrocer.is_commercial
        values = {"name": "社区厨房", "tier": "other", "parent": None, "actor": a_handler(session, now), "now": now}
        with pytest.raises(InvalidInput, match="请写明理由"):
            actions.save_form(session, None, is_commercial=False, reason=" ", **values)
        entry = actions.save_form(session, None, is_commercial=False, reason="居民自用，不经营", **values)
        assert (entry.is_commercial, entry.not_commercial_reason) == (False, "居民自用，不经营")
        with pytest.raises(InvalidInput, match="已经有"):
            actions.save_form(session, None, is_commercial=True, reason="", **values)

"""The desk's pages about proposals, as the people of a unit use them."""


import pytest

from portal.permissions import Role
from portal.proposals.models import BusinessForm, Proposal
from tests.builders import (
    COMPLETE,
    a_draft,
    a_handler,
    a_published_proposal,
    a_reviewer,
    a_space,
    a_unit,
    a_user,
    an_area,
)

TYPED = COMPLETE | {
    "title": "红莲南里3号地下室改为社区菜店", "size_unit": "平方米", "size_value": "260", "safety_date": "2026-03-02"}


def anew(session):
    """Forget what was read, so that what a request has stored since is seen."""
    session.rollback()
    session.expire_all()


def test_a_handler_drafts_for_a_space_of_the_own_unit(session, write, sign_in):
    with write() as now:
        space = a_space(session, now)
        a_space(session, now, promoter="区商务局", subtype="商市场")
        handler = a_handler(session, now)
    browser = sign_in(handler)
    page = browser.get(f"/desk/proposals/new?space={space.number}").text
    assert f'selected value="space-{space.id}"' in page
    assert page.count('value="space-') == 1
    answer = browser.post("/desk/proposals/new", data={"place": f"space-{space.id}", "title": "改为菜店"})
    assert answer.location == "/desk/proposals/XC-2026-001/edit"


def test_a_new_proposal_without_a_place_is_asked_for_again_with_what_was_typed(session, write, sign_in):
    with write() as now:
        handler = a_handler(session, now)
    answer = sign_in(handler).post("/desk/proposals/new", data={"place": "", "title": "改为菜店"})
    assert answer.status_code == 422
    assert "请选择一处空间" in answer.text
    assert 'value="改为菜店"' in answer.text


def test_an_incomplete_draft_is_saved_and_the_page_says_what_is_missing(desk):
    proposal, browser = desk()
    typed = TYPED | {"seen_revision": proposal.latest.revision, "meaning": "", "planned_use": ""}
    page = browser.post(f"/desk/proposals/{proposal.number}/edit", data=typed, follow_redirects=True).text
    assert "已经保存" in page
    missing = page.partition("公布前还缺")[2]
    assert "这对我意味着什么" in missing
    assert "规划用途" in missing


def test_forms_outside_the_catalogue_may_be_written(session, desk):
    proposal, browser = desk()
    typed = TYPED | {"seen_revision": proposal.latest.revision, "business_forms": ["理发", "菜店"],
                     "other_forms": "剧本娱乐、宠物寄养"}
    browser.post(f"/desk/proposals/{proposal.number}/edit", data=typed)
    anew(session)
    assert set(proposal.latest.business_forms) == {"理发", "菜店", "剧本娱乐", "宠物寄养"}
    assert 'value="剧本娱乐、宠物寄养"' in browser.get(f"/desk/proposals/{proposal.number}/edit").text


def test_the_rows_of_an_area_are_written_on_the_same_page(session, write, desk):
    with write() as now:
        area = an_area(session, now)
    proposal, browser = desk(area=area)
    space = area.spaces[0]
    typed = TYPED | {"seen_revision": proposal.latest.revision, f"row-{space.id}-situation": "三间正房",
                     f"row-{space.id}-next_form": "口袋公园"}
    browser.post(f"/desk/proposals/{proposal.number}/edit", data=typed)
    anew(session)
    assert (proposal.latest.rows[0].situation, proposal.latest.rows[0].next_form) == ("三间正房", "口袋公园")


def test_the_second_of_two_people_editing_sees_both_texts_and_may_then_save(session, desk):
    proposal, browser = desk()
    address, seen = f"/desk/proposals/{proposal.number}/edit", proposal.latest.revision
    browser.post(address, data=TYPED | {"seen_revision": seen, "summary": "甲先保存的话。"})
    answer = browser.post(address, data=TYPED | {"seen_revision": seen, "summary": "乙后写的话。"})
    assert answer.status_code == 409
    assert "甲先保存的话。" in answer.text
    assert "乙后写的话。</textarea>" in answer.text
    anew(session)
    assert f'value="{proposal.latest.revision}"' in answer.text
    browser.post(address, data=TYPED | {"seen_revision": proposal.latest.revision, "summary": "乙后写的话。"})
    anew(session)
    assert proposal.latest.summary == "乙后写的话。"


@pytest.mark.parametrize(("field", "typed", "sentence"), [
    ("title", "长" * 121, "最多 120 个字"), ("summary", "长" * 5001, "最多 5000 个字"), ("size_value", "-3", "大于0"),
    ("size_value", "两百", ""), ("safety_date", "昨天", ""),
])
def test_what_cannot_be_taken_is_said_and_kept(desk, field, typed, sentence):
    proposal, browser = desk()
    answer = browser.post(f"/desk/proposals/{proposal.number}/edit",
                          data=TYPED | {"seen_revision": proposal.latest.revision, field: typed})
    assert answer.status_code == 422
    assert "有几处需要改一改" in answer.text
    assert sentence in answer.text
    assert typed in answer.text


def test_rare_characters_and_markup_are_kept_as_typed(session, desk):
    proposal, browser = desk()
    words = "𠮷、䶮、· <script>alert(1)</script> =1+1"
    typed = TYPED | {"seen_revision": proposal.latest.revision, "summary": words}
    browser.post(f"/desk/proposals/{proposal.number}/edit", data=typed)
    anew(session)
    assert proposal.latest.summary == words
    assert "<script>alert" not in browser.get(f"/desk/proposals/{proposal.number}/edit").text


def test_a_sealed_version_offers_no_form(desk):
    proposal, browser = desk(a_published_proposal)
    page = browser.get(f"/desk/proposals/{proposal.number}/edit").text
    assert "文字不能再改" in page
    assert 'name="summary"' not in page
    answer = browser.post(f"/desk/proposals/{proposal.number}/edit",
                          data=TYPED | {"seen_revision": proposal.latest.revision, "summary": "偷偷改"})
    assert answer.status_code == 409


def test_a_new_version_shows_what_changed_and_a_reviewer_may_excuse_it(session, write, desk, sign_in):
    proposal, browser = desk(a_published_proposal)
    with write() as now:
        reviewer = a_reviewer(session, now)
    assert browser.post(f"/desk/proposals/{proposal.number}/versions").location.endswith("/edit")
    anew(session)
    browser.post(f"/desk/proposals/{proposal.number}/edit",
                 data=TYPED | {"seen_revision": proposal.latest.revision, "meaning": "晚上七点关门。"})
    page = browser.get(f"/desk/proposals/{proposal.number}/versions").text
    assert "<ins>" in page
    assert "认定这一版不是实质性变更" not in page
    answer = sign_in(reviewer).post(f"/desk/proposals/{proposal.number}/versions/excuse", data={"reason": "只改开门时间"},
                                    follow_redirects=True)
    assert "只改开门时间" in answer.text


def test_a_material_change_cannot_be_excused(session, write, desk, sign_in):
    proposal, browser = desk(a_published_proposal)
    with write() as now:
        reviewer = a_reviewer(session, now)
    browser.post(f"/desk/proposals/{proposal.number}/versions")
    anew(session)
    browser.post(f"/desk/proposals/{proposal.number}/edit",
                 data=TYPED | {"seen_revision": proposal.latest.revision, "location": "红莲北里9号"})
    answer = sign_in(reviewer).post(f"/desk/proposals/{proposal.number}/versions/excuse", data={"reason": "只是挪一挪"})
    assert answer.status_code == 409
    assert "实质性变更" in answer.text
    assert "只是挪一挪" in answer.text


def test_the_secrecy_review_is_recorded_by_the_reviewer_only(session, write, desk, sign_in):
    proposal, browser = desk()
    with write() as now:
        reviewer = a_reviewer(session, now)
    address = f"/desk/proposals/{proposal.number}/secrecy-review"
    assert browser.get(address).status_code == 403
    typed = {"reviewer_name": "孙审查", "leader_name": "周主任", "reviewed_on": "2026-06-10", "result": "no", "note": ""}
    answer = sign_in(reviewer).post(address, data=typed)
    assert answer.status_code == 422
    assert "请写明原因和处理办法" in answer.text
    assert sign_in(reviewer).post(address, data=typed | {"note": "含安防布局"}).status_code == 302


def test_withdrawing_asks_for_a_reason_and_the_public_reads_it(desk, client):
    proposal, browser = desk(a_published_proposal)
    address = f"/desk/proposals/{proposal.number}/withdraw"
    assert browser.post(address, data={"reason": "   "}).status_code == 422
    assert browser.post(address, data={"reason": "产权有争议，暂停推进"}).status_code == 302
    assert "产权有争议，暂停推进" in client.get(f"/proposals/{proposal.number}").text


PAGES = ("", "/edit", "/versions", "/papers", "/attachments", "/secrecy-review", "/withdraw", "/publish", "/requests", "/waivers")


@pytest.mark.parametrize(("role", "unit", "allowed"), [
    (Role.HANDLER, "区房管局", {"", "/edit", "/versions", "/papers", "/attachments", "/withdraw", "/publish", "/requests"}),
    (Role.REVIEWER, "区房管局", set(PAGES)),
    (Role.LEADER, "区房管局", {"", "/versions"}),
    (Role.HANDLER, "区商务局", set()),
    (Role.REVIEWER, "区商务局", set()),
    (Role.OFFICE, "区发展改革委", {"", "/versions"}),
    (Role.STREET_WORKER, "广安门外街道办事处", set()),
    (Role.ADMIN, "区发展改革委", set()),
    (Role.EXPERT, None, set()),
    (Role.RESIDENT, None, set()),
])
def test_who_may_open_which_page_of_a_draft(session, write, sign_in, role, unit, allowed):
    with write() as now:
        proposal = a_draft(session, now)
        someone = a_user(session, now, role, unit and a_unit(session, now, unit))
    browser = sign_in(someone)
    found = {path for path in PAGES if browser.get(f"/desk/proposals/{proposal.number}{path}").status_code == 200}
    assert found == allowed


def test_the_office_edits_the_catalogue_and_says_why_a_form_is_not_commercial(session, write, sign_in):
    with write() as now:
        a_draft(session, now)
        office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    browser, entry = sign_in(office), session.query(BusinessForm).filter_by(name="资源回收").one()
    assert "资源回收" in browser.get("/desk/business-forms").text
    typed = {"name": "资源回收", "tier": "priority", "parent": "便民服务", "kind": "not_commercial", "reason": "",
             "seen_revision": entry.revision}
    answer = browser.post(f"/desk/business-forms/{entry.id}", data=typed)
    assert answer.status_code == 422
    assert "请写明理由" in answer.text
    assert browser.post(f"/desk/business-forms/{entry.id}", data=typed | {"reason": "公益回收点"}).status_code == 302
    assert browser.post(f"/desk/business-forms/{entry.id}", data=typed | {"reason": "别人的旧表单"}).status_code == 409
    assert browser.post("/desk/business-forms/new", data=typed | {"name": "共享书房", "reason": "公益"}).status_code == 302


def test_a_lead_is_chosen_where_two_units_promote(session, write, sign_in):
    with write() as now:
        space = a_space(session, now, subtype="区域性批发市场", promoter="西城园管委会")
        proposal = a_draft(session, now, space=space)
        lead = a_unit(session, now, "北展地区指挥部")
        handler = a_handler(session, now, "西城园管委会")
    browser = sign_in(handler)
    page = browser.get(f"/desk/proposals/{proposal.number}").text
    assert f'<option lang="zh" selected value="{proposal.initiating_unit_id}"' in page
    browser.post(f"/desk/proposals/{proposal.number}/lead", data={"unit": lead.id})
    anew(session)
    assert session.get(Proposal, proposal.id).lead_unit == lead

"""The pages of the ledger: what the public reads, and what the desk writes."""

from datetime import timedelta

import pytest

from portal.accounts.queries import unit_named
from portal.ledger.queries import area_named, space_by_number
from portal.permissions import Role
from tests.builders import a_draft, a_published_proposal, a_space, a_unit, a_user, an_area
from tests.statements import counted


@pytest.fixture
def people(session, write):
    with write() as now:
        return {
            "office": a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")),
            "culture": a_user(session, now, Role.HANDLER, a_unit(session, now, "区文化和旅游局")),
            "commerce": a_user(session, now, Role.HANDLER, a_unit(session, now, "区商务局")),
            "shichahai": a_user(session, now, Role.REVIEWER, a_unit(session, now, "什刹海阜景指挥部")),
            "leader": a_user(session, now, Role.LEADER, a_unit(session, now, "区文化和旅游局")),
            "resident": a_user(session, now, Role.RESIDENT),
        }


@pytest.fixture
def as_(people, sign_in):
    return lambda who: sign_in(people[who])


@pytest.fixture
def hall(session, write):
    with write() as now:
        return a_space(session, now, "XC-1", subtype="文物", name="原会馆", street="牛街街道", owner_name="王某某")


TYPED = {"revision": 0, "number": "XC-9", "name": "原市场", "address": "天桥南大街2号", "streets": ["天桥街道"],
         "space_type": "产业/商市场", "area": "", "size_m2": "1200", "vacated_on": "2024-03-05", "promoting_unit": "",
         "initiating_unit": "", "in_ledger": "是"}


def test_the_public_finds_a_space_and_reads_it(client, hall):
    assert "原会馆" in client.get("/spaces?q=会馆&street=牛街街道&type=文物").text
    page = client.get("/spaces/XC-1").text
    assert "区文化和旅游局" in page and "260平方米" in page
    assert "/complaints/new?space=XC-1" in page


def test_the_owners_name_is_not_public(client, hall):
    assert "王某某" not in client.get("/spaces/XC-1").text + client.get("/spaces").text


def test_an_empty_search_says_what_to_do(client, hall):
    assert "没有找到这样的腾退空间" in client.get("/spaces?q=%&street=<b>").text


def test_an_unknown_number_is_missing(client, hall):
    assert client.get("/spaces/XC-404").status_code == 404


def test_a_space_links_its_published_proposals_and_no_drafts(session, write, client):
    with write() as now:
        space = a_space(session, now, "XC-5")
        shown = a_published_proposal(session, now, space=space, title="改成菜店")
        a_draft(session, now, space=space, title="还没公布的打算")
    page = client.get("/spaces/XC-5").text
    assert f"/proposals/{shown.number}" in page and "改成菜店" in page
    assert "还没公布的打算" not in page


@pytest.mark.parametrize("path", ["/spaces", "/spaces/XC-1"])
def test_public_pages_cost_the_same_however_many_spaces_there_are(session, write, client, hall, path):
    with counted() as few:
        client.get(path)
    with write() as now:
        for _ in range(12):
            a_space(session, now, street="牛街街道、天桥街道")
    with counted() as many:
        client.get(path)
    assert len(few) == len(many) <= 8


def test_the_list_goes_on_by_number(session, write, client):
    with write() as now:
        for number in range(35):
            a_space(session, now, f"XC-{number:02}")
    first = client.get("/spaces").text
    assert "XC-29" in first and "XC-30" not in first and "after=XC-29" in first
    assert "XC-34" in client.get("/spaces?after=XC-29").text


def test_a_space_is_entered_and_its_promoter_follows_from_the_rules(session, as_):
    answer = as_("commerce").post("/desk/ledger/new", data=TYPED)
    assert answer.location == "/desk/ledger/spaces/XC-9"
    session.rollback()
    assert space_by_number(session, "XC-9").promoting_unit.name == "区商务局"


@pytest.mark.parametrize(("change", "said"), [
    ({"name": "　"}, "请填写名称"),
    ({"size_m2": "很大"}, "不是面积"),
    ({"space_type": "产业/区域性批发市场"}, "请选定牵头的一个"),
    ({"promoting_unit": "区教委"}, "按规定由区商务局推动"),
    ({"vacated_on": "2030-01-01"}, "不能晚于今天"),
    ({"streets": []}, "请选择所在街道"),
    ({"space_type": "瞎填"}, "有几处需要改一改"),
    ({"space_type": "文物/文物"}, "都不是本单位"),
    ({"space_type": "其他/参照适用", "promoting_unit": "区商务局"}, "要由联席会议办公室指定"),
])
def test_an_entry_that_cannot_be_is_refused_in_place_and_keeps_what_was_typed(session, as_, change, said):
    answer = as_("commerce").post("/desk/ledger/new", data=TYPED | {"owner_name": "<b>𠮷龑"} | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="&lt;b&gt;𠮷龑"' in answer.text
    session.rollback()
    assert space_by_number(session, "XC-9") is None


def test_two_people_editing_one_space_the_second_sees_the_firsts_words_and_may_save_knowingly(session, as_, hall):
    typed = TYPED | {"revision": 1, "number": "XC-1", "space_type": "文物/文物"}
    assert as_("office").post("/desk/ledger/spaces/XC-1/edit", data=typed | {"name": "甲名"}).status_code == 302
    clash = as_("culture").post("/desk/ledger/spaces/XC-1/edit", data=typed | {"name": "乙名"})
    assert clash.status_code == 409
    assert "别人已经保存了修改" in clash.text and "甲名" in clash.text and 'value="乙名"' in clash.text
    revision = clash.text.split('name="revision" type="hidden" value="')[1].split('"')[0]
    knowingly = typed | {"name": "乙名", "revision": revision}
    assert as_("culture").post("/desk/ledger/spaces/XC-1/edit", data=knowingly).status_code == 302
    session.expire_all()
    assert space_by_number(session, "XC-1").name == "乙名"


def test_the_edit_form_shows_the_space_as_it_is(as_, hall):
    page = as_("culture").get("/desk/ledger/spaces/XC-1/edit").text
    assert 'value="原会馆"' in page and 'value="260"' in page
    assert '<option selected value="文物/文物">' in page


def test_the_history_tells_who_changed_what(as_, hall):
    typed = TYPED | {"revision": 1, "number": "XC-1", "space_type": "文物/文物", "name": "新会馆"}
    as_("culture").post("/desk/ledger/spaces/XC-1/edit", data=typed)
    page = as_("leader").get("/desk/ledger/spaces/XC-1").text
    assert "<del>原会馆</del> → <ins>新会馆</ins>" in page and "王敏" in page


def test_a_stale_space_is_flagged_until_it_is_checked(as_, clock, hall):
    clock.advance(timedelta(days=91))
    culture = as_("culture")
    assert "久未更新" in culture.get("/desk/ledger?flag=stale").text
    assert culture.post("/desk/ledger/spaces/XC-1/confirm").status_code == 302
    assert "核对无误，没有改动" in culture.get("/desk/ledger/spaces/XC-1").text
    assert "没有找到" in culture.get("/desk/ledger?flag=stale").text


def test_a_space_nobody_promotes_waits_for_designation_by_the_office(session, write, as_):
    with write() as now:
        a_space(session, now, "XC-7", subtype="参照适用", name="旧仓库")
    assert "旧仓库" in as_("office").get("/desk/ledger?flag=undesignated").text
    assert "推动部门待指定" in as_("office").get("/desk/ledger/spaces/XC-7").text
    typed = TYPED | {"revision": 1, "number": "XC-7", "space_type": "其他/参照适用", "promoting_unit": "区商务局",
                     "in_ledger": "否"}
    assert as_("office").post("/desk/ledger/spaces/XC-7/edit", data=typed).status_code == 302
    assert as_("commerce").get("/desk/ledger/spaces/XC-7/edit").status_code == 200


@pytest.mark.parametrize(("who", "path", "status"), [
    ("culture", "/desk/ledger/spaces/XC-1/edit", 200),
    ("office", "/desk/ledger/spaces/XC-1/edit", 200),
    ("commerce", "/desk/ledger/spaces/XC-1/edit", 403),
    ("commerce", "/desk/ledger/spaces/XC-1", 200),
    ("leader", "/desk/ledger/spaces/XC-1", 200),
    ("leader", "/desk/ledger/new", 403),
    ("leader", "/desk/ledger/import", 403),
    ("resident", "/desk/ledger", 403),
    ("resident", "/desk/ledger/export.csv", 403),
    ("resident", "/desk/areas", 403),
])
def test_units_read_each_others_ledger_and_write_their_own(as_, hall, who, path, status):
    assert as_(who).get(path).status_code == status


AREA = {"revision": 0, "name": "白塔寺东岔片区", "description": "六个院落"}


def test_a_headquarters_defines_its_area(session, as_, people):
    with_ids = AREA | {"headquarters": people["shichahai"].memberships[0].unit_id, "streets": _street(session)}
    assert as_("shichahai").post("/desk/areas/new", data=with_ids).status_code == 302
    assert "白塔寺东岔片区" in as_("leader").get("/desk/areas").text


def test_an_area_of_another_headquarters_is_refused(session, as_, people):
    other = unit_named(session, "大栅栏琉璃厂指挥部").id
    answer = as_("shichahai").post("/desk/areas/new", data=AREA | {"headquarters": other, "streets": _street(session)})
    assert answer.status_code == 403
    assert "只能建立和修改本指挥部的片区" in answer.text


def test_an_area_without_streets_is_refused_and_keeps_what_was_typed(session, as_, people):
    answer = as_("office").post("/desk/areas/new", data=AREA | {"headquarters": people["shichahai"].memberships[0].unit_id})
    assert "请选择所在街道" in answer.text and "六个院落" in answer.text


def test_an_area_is_renamed_by_its_own(session, write, as_, people):
    with write() as now:
        area = an_area(session, now, spaces=1)
    page = as_("shichahai").get(f"/desk/areas/{area.id}").text
    assert 'value="什刹海阜景片区"' in page
    typed = {"revision": area.revision, "name": "什刹海北片区", "headquarters": area.headquarters_id,
             "streets": [area.streets[0].id]}
    assert as_("shichahai").post(f"/desk/areas/{area.id}", data=typed).status_code == 302
    assert as_("culture").get(f"/desk/areas/{area.id}").status_code == 403
    session.rollback()
    assert area_named(session, "什刹海北片区").id == area.id


def _street(session):
    return [unit_named(session, "新街口街道办事处").id]

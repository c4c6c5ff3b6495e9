"""Units, people and the journal, as the administrator, the office and the units use them."""

import pytest
from sqlalchemy import select, text

from portal.accounts.models import Unit, User
from portal.journal import JournalEntry
from portal.permissions import Role
from tests.builders import PASSWORD, a_unit, a_user


@pytest.fixture
def people(session, write):
    with write() as now:
        commerce = a_unit(session, now)
        return {
            "admin": a_user(session, now, Role.ADMIN, login="admin"),
            "office": a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"), login="office"),
            "reviewer": a_user(session, now, Role.REVIEWER, commerce, login="reviewer"),
            "handler": a_user(session, now, Role.HANDLER, commerce, login="handler"),
        }


@pytest.fixture
def as_(people, sign_in):
    return lambda who: sign_in(people[who])


@pytest.fixture
def commerce(session, people):
    return session.scalar(select(Unit).where(Unit.name == "区商务局"))


def contacts(**changes):
    return {"revision": 1, "leader_name": "刘副局长", "section": "市场科", "liaison_name": "孙联络",
            "liaison_phone": "66001234"} | changes


def test_the_directory_lists_every_unit_and_who_is_missing(as_, people):
    page = as_("handler").get("/desk/units").text
    assert "区商务局" in page and "牛街街道办事处" in page
    assert "待确定" in page
    assert "新建单位" not in page


def test_a_unit_names_its_liaison_and_the_former_one_is_kept(session, as_, commerce):
    address = f"/desk/units/{commerce.id}/contacts"
    client = as_("reviewer")
    assert client.post(address, data=contacts()).status_code == 302
    assert client.post(address, data=contacts(revision=2, liaison_name="周联络")).status_code == 302
    page = client.get(f"/desk/units/{commerce.id}").text
    assert "周联络" in page and "以前的联络员" in page and "孙联络" in page
    session.rollback()
    assert [each.name for each in commerce.liaisons if each.valid_to is None] == ["周联络"]


def test_saving_the_same_liaison_again_names_nobody_new(session, as_, commerce):
    for revision, section in ((1, "市场科"), (2, "商业科")):
        as_("office").post(f"/desk/units/{commerce.id}/contacts", data=contacts(revision=revision, section=section))
    session.rollback()
    assert commerce.section == "商业科"
    assert len(commerce.liaisons) == 1


def test_two_people_editing_a_unit_the_second_is_told_and_keeps_the_text(as_, commerce):
    address = f"/desk/units/{commerce.id}/contacts"
    as_("office").post(address, data=contacts(section="甲科"))
    answer = as_("reviewer").post(address, data=contacts(section="乙科"))
    assert answer.status_code == 409
    assert "别人已经保存了修改" in answer.text
    assert 'value="乙科"' in answer.text and "甲科" in answer.text


@pytest.mark.parametrize(("who", "status"), [("admin", 302), ("office", 302), ("reviewer", 302), ("handler", 403)])
def test_who_may_change_the_contacts_of_the_commerce_bureau(as_, commerce, who, status):
    assert as_(who).post(f"/desk/units/{commerce.id}/contacts", data=contacts()).status_code == status


def test_a_reviewer_touches_no_other_unit_and_no_terms(session, as_, commerce):
    other = session.scalar(select(Unit).where(Unit.name == "区教委"))
    assert as_("reviewer").post(f"/desk/units/{other.id}/contacts", data=contacts()).status_code == 403
    assert as_("reviewer").post(f"/desk/units/{commerce.id}/terms", data={}).status_code == 403


def terms(**changes):
    return {"revision": 1, "name": "区商务局", "valid_from": "2021-12-31", "valid_to": "", "member_from": "2021-12-31",
            "member_to": ""} | changes


@pytest.mark.parametrize(("change", "said"), [
    ({"name": "区教委"}, "已经有叫“区教委”的单位"),
    ({"valid_to": "2020-01-01"}, "结束日期不能早于开始日期"),
    ({"member_from": "", "member_to": "2026-01-01"}, "结束日期不能早于开始日期"),
    ({"valid_from": "昨天"}, "日期要写成 2026-06-10 的样子"),
])
def test_terms_that_cannot_be_are_refused(as_, commerce, change, said):
    answer = as_("office").post(f"/desk/units/{commerce.id}/terms", data=terms(**change))
    assert answer.status_code == 422
    assert said in answer.text


def test_membership_is_data_with_an_end(session, as_, commerce):
    assert as_("office").post(f"/desk/units/{commerce.id}/terms", data=terms(member_to="2026-05-31")).status_code == 302
    session.rollback()
    assert commerce.member_to.isoformat() == "2026-05-31"


def test_the_offices_unit_cannot_end(session, as_, people):
    office = session.scalar(select(Unit).where(Unit.is_office))
    answer = as_("admin").post(f"/desk/units/{office.id}/terms", data=terms(name=office.name, valid_to="2026-07-01"))
    assert "不能撤销" in answer.text


NEW = {"name": "区数据局", "kind": "department", "street": "", "valid_from": "2026-06-01", "liaison_name": "李一",
       "liaison_phone": "1"}


def test_a_new_unit_comes_with_its_liaison(session, as_, people):
    assert as_("office").post("/desk/units/new", data=NEW).status_code == 302
    assert session.scalar(select(Unit).where(Unit.name == "区数据局")).liaison.name == "李一"


@pytest.mark.parametrize(("change", "said"), [
    ({"name": "区商务局"}, "已经有叫"),
    ({"liaison_name": ""}, "请填写联络员姓名"),
    ({"kind": "subdistrict"}, "街道办事处要写明街道名称"),
    ({"kind": "nonsense"}, "有几处需要改一改"),
])
def test_a_new_unit_that_cannot_be_is_refused(session, as_, people, change, said):
    answer = as_("office").post("/desk/units/new", data=NEW | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert session.scalar(select(Unit).where(Unit.name == "区数据局")) is None


def test_the_administrator_makes_an_account_and_gives_it_a_role(session, as_, commerce, client):
    admin = as_("admin")
    typed = {"login": "zhao", "name": "赵六", "password": "Baizhi-2026", "again": "Baizhi-2026"}
    made = admin.post("/desk/users/new", data=typed)
    session.rollback()
    user = session.scalar(select(User).where(User.login == "zhao"))
    assert made.location == f"/desk/users/{user.id}"
    role = {"role": "handler", "unit": commerce.id, "valid_from": "2026-06-01"}
    assert admin.post(f"{made.location}/roles", data=role).status_code == 302
    assert "已经有这个角色" in admin.post(f"{made.location}/roles", data=role).text
    assert client.post("/sign-in", data={"login": "zhao", "password": "Baizhi-2026"}).location == "/desk"


def test_a_role_ends_and_can_be_given_again(session, as_, people):
    admin, handler = as_("admin"), people["handler"]
    membership = session.get(User, handler.id).memberships[0]
    assert as_("handler").get("/desk/units").status_code == 200
    admin.post(f"/desk/memberships/{membership.id}/end")
    assert as_("handler").get("/desk/units").status_code == 403
    role = {"role": "handler", "unit": membership.unit_id, "valid_from": "2026-06-10"}
    assert admin.post(f"/desk/users/{handler.id}/roles", data=role).status_code == 302
    assert as_("handler").get("/desk/units").status_code == 200


def test_the_administrator_cannot_lock_the_door_from_inside(session, as_, people):
    admin = people["admin"]
    membership = session.get(User, admin.id).memberships[0]
    assert "不能撤销自己的" in as_("admin").post(f"/desk/memberships/{membership.id}/end").text
    assert "不能停用自己" in as_("admin").post(f"/desk/users/{admin.id}/disabled", data={"is_disabled": "1"}).text


def test_a_disabled_account_can_be_opened_again_with_a_new_password(session, as_, people, client):
    admin, address = as_("admin"), f"/desk/users/{people['handler'].id}"
    admin.post(f"{address}/disabled", data={"is_disabled": "1"})
    assert client.post("/sign-in", data={"login": "handler", "password": PASSWORD}).status_code == 403
    admin.post(f"{address}/disabled", data={"is_disabled": "0"})
    assert admin.post(f"{address}/password", data={"password": "weak", "again": "weak"}).status_code == 422
    assert admin.post(f"{address}/password", data={"password": "Niujie-2026", "again": "Niujie-2026"}).status_code == 302
    assert client.post("/sign-in", data={"login": "handler", "password": "Niujie-2026"}).status_code == 302


def test_accounts_are_found_by_either_name_and_read_in_pages(session, write, as_, people):
    with write() as now:
        for number in range(60):
            a_user(session, now, login=f"zz{number:02}", name="张%三")
    client = as_("admin")
    assert "zz07" in client.get("/desk/users?q=zz07").text
    assert "没有找到" in client.get("/desk/users?q=_____").text
    first = client.get("/desk/users?q=zz").text
    assert "zz49" in first and "zz50" not in first
    assert "zz59" in client.get("/desk/users?q=zz&after=zz49").text


def test_the_journal_is_read_by_object_action_and_person(session, as_, people, commerce):
    as_("reviewer").post(f"/desk/units/{commerce.id}/contacts", data=contacts())
    client = as_("admin")
    page = client.get(f"/desk/journal?object_type=units&object_id={commerce.id}").text
    assert "unit.contacts" in page and "liaison.name" not in page
    assert "liaison.name" in client.get("/desk/journal?login=Reviewer&action=liaison").text
    assert "没有找到" in client.get("/desk/journal?login=nobody").text
    assert "没有找到" not in client.get("/desk/journal?object_id=x&before=y").text
    older = client.get("/desk/journal?before=3").text
    assert older.count("unit.seed") == 2


@pytest.mark.parametrize("page", ["/desk/users", "/desk/journal"])
@pytest.mark.parametrize("who", ["office", "reviewer", "handler"])
def test_accounts_and_journal_are_the_administrators(as_, page, who):
    assert as_(who).get(page).status_code == 403


UNGUARD = {"sqlite": "DROP TRIGGER journal_no_update", "postgresql": "ALTER TABLE journal DISABLE TRIGGER journal_guard"}


def test_the_chain_of_the_journal_is_verified_on_the_command_line(app, session, people):
    run = app.test_cli_runner().invoke
    assert "没有被改动" in run(args=["journal", "verify"]).output
    third = session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()[2]
    session.execute(text(UNGUARD[session.get_bind().dialect.name]))
    session.execute(text(f"UPDATE journal SET action = 'unit.forged' WHERE id = {third.id}"))
    session.get_transaction().commit()
    result = run(args=["journal", "verify"])
    assert result.exit_code == 1
    assert f"第 {third.id} 条" in result.output


def test_the_first_administrator_is_made_on_the_command_line(app, client):
    run = app.test_cli_runner().invoke
    assert "已经建好" in run(args=["accounts", "admin", "root", "--password", "Xicheng-2026"]).output
    assert run(args=["accounts", "admin", "root", "--password", "Xicheng-2026"]).exit_code == 2
    assert client.post("/sign-in", data={"login": "root", "password": "Xicheng-2026"}).location == "/desk"

"""Taking a ledger file in, as people at the desk do: upload, read the preview, confirm."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.journal import JournalEntry
from portal.ledger.models import LedgerImport, Space, SpaceChange
from portal.ledger.queries import space_by_number
from portal.permissions import Role
from tests.builders import a_space, a_unit, a_user
from tests.ledger.files import HEADINGS, ROW, SECOND, as_csv, as_xlsx, changed


@pytest.fixture
def people(session, write):
    with write() as now:
        return {
            "office": a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")),
            "culture": a_user(session, now, Role.HANDLER, a_unit(session, now, "区文化和旅游局")),
            "commerce": a_user(session, now, Role.HANDLER, a_unit(session, now, "区商务局")),
        }


class Desk:
    """A person at the desk with a file in hand."""

    def __init__(self, client):
        self.client = client
        self.address = None

    def upload(self, data, name="台账.csv"):
        answer = self.client.post("/desk/ledger/import", data={"file": (io.BytesIO(data), name)})
        self.address = answer.location
        return answer

    def preview(self, **query):
        return self.client.get(self.address, query_string=query).text

    def seen(self):
        return self.preview().split('name="seen" type="hidden" value="')[1].split('"')[0]

    def confirm(self, seen=None):
        return self.client.post(self.address, data={"seen": seen or self.seen()}, follow_redirects=True)

    def take_in(self, data):
        self.upload(data)
        return self.confirm()


@pytest.fixture
def at_desk(people, sign_in):
    return lambda who: Desk(sign_in(people[who]))


def numbers(session):
    session.rollback()
    return session.scalars(select(Space.number).order_by(Space.number)).all()


def test_nothing_is_in_the_ledger_until_the_preview_is_confirmed(session, at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(ROW, SECOND))
    assert "新增2处，改动0处，没有变化0处，有错0行" in desk.preview()
    assert numbers(session) == []
    assert "台账已经更新" in desk.confirm().text
    assert numbers(session) == ["XC-1", "XC-2"]
    space = space_by_number(session, "XC-1")
    assert (space.promoting_unit.name, space.history[0].source) == ("区文化和旅游局", "import")


@pytest.mark.parametrize("write_file", [as_csv, as_xlsx])
def test_the_same_file_twice_changes_nothing(session, at_desk, write_file):
    data = write_file(ROW, SECOND)
    at_desk("office").take_in(data)
    desk = at_desk("office")
    desk.upload(data)
    assert "和台账完全一样" in desk.preview()
    before = space_by_number(session, "XC-1").updated_at
    assert "导入结果" in desk.confirm().text
    session.rollback()
    assert space_by_number(session, "XC-1").updated_at == before
    assert session.scalar(select(func.count()).select_from(SpaceChange)) == 2


def test_the_preview_shows_old_and_new_and_the_history_keeps_it(session, at_desk):
    at_desk("office").take_in(as_csv(ROW, SECOND))
    desk = at_desk("office")
    desk.upload(as_csv(changed(ROW, c1="新会馆", c6="400"), SECOND))
    page = desk.preview(kind="changed")
    assert "<del>原会馆</del> → <ins>新会馆</ins>" in page and "<del>320.5</del> → <ins>400</ins>" in page
    assert "XC-2" not in page
    desk.confirm()
    session.rollback()
    assert space_by_number(session, "XC-1").history[0].changes == {"name": ["原会馆", "新会馆"], "size_m2": ["320.5", "400"]}


def test_one_wrong_row_and_nothing_at_all_is_stored(session, at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(ROW, changed(SECOND, c3="工厂", c6="很大")))
    page = desk.preview(kind="wrong")
    assert "有1行不对" in page and "没有“工厂”这种空间类型" in page and "不是面积" in page
    assert "确认导入" not in page
    answer = desk.client.post(desk.address, data={"seen": "x"})
    assert answer.status_code == 409
    assert numbers(session) == []


@pytest.mark.parametrize(("rows", "said"), [
    ([ROW, ROW], "编号和第 2 行重复"),
    ([ROW, changed(ROW, c0="ＸＣ-1")], "编号和第 2 行重复"),
    ([changed(ROW, c5="王府井街道")], "没有“王府井街道”这个街道"),
    ([changed(ROW, c4="人防")], "不是“文物”的子类型"),
    ([changed(ROW, c7="2024-02-30")], "不是日期"),
    ([changed(ROW, c1="长" * 20_000)], "最多 100 个字，现在有 20000 个字"),
    ([changed(SECOND, c4="区域性批发市场")], "请选定牵头的一个"),
    ([(*ROW, "多")], "多出了内容"),
])
def test_every_wrong_row_says_why_with_its_line(at_desk, rows, said):
    desk = at_desk("office")
    desk.upload(as_csv(*rows))
    page = desk.preview(kind="wrong")
    assert said in page
    assert f">{len(rows) + 1}</th>" in page


def test_a_formula_is_wrong_at_its_cell(at_desk):
    desk = at_desk("office")
    desk.upload(as_xlsx(changed(ROW, c6="=SUM(A1:A9)")))
    assert "<strong>规模（平方米）</strong>：这一格是公式" in desk.preview()


def test_strange_text_is_only_text(session, at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(changed(ROW, c1="<script>alert(1)</script>"), changed(ROW, c0="XC-3", c1="=1+1"),
                       changed(ROW, c0="XC-4", c1="𠮷龑·院")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in desk.preview()
    desk.confirm()
    assert [space_by_number(session, number).name for number in numbers(session)] == [
        "<script>alert(1)</script>", "=1+1", "𠮷龑·院"]


@pytest.mark.parametrize(("data", "said"), [
    (b"", "是空的"),
    (b"\x00\x01\x02", "认不出这个文件"),
    (b"\xd0\xcf\x11\xe0", "加了密码"),
    (as_csv(ROW[:2], headings=HEADINGS[:2]), "缺少这些必需的列"),
])
def test_a_file_that_cannot_be_read_is_not_even_kept(session, at_desk, data, said):
    answer = at_desk("office").upload(data)
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.scalars(select(LedgerImport)).all() == []


def test_uploading_nothing_is_told(at_desk):
    assert "请选择文件" in at_desk("office").client.post("/desk/ledger/import", data={}).text


def test_when_the_ledger_changed_meanwhile_the_new_comparison_is_shown_first(session, write, at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(ROW))
    seen = desk.seen()
    with write() as now:
        a_space(session, now, "XC-1", subtype="文物", name="别人登记的")
    answer = desk.confirm(seen)
    assert answer.status_code == 409
    assert "台账又有了变化" in answer.text and "<del>别人登记的</del>" in answer.text
    assert space_by_number(session, "XC-1").name == "别人登记的"
    assert "台账已经更新" in desk.confirm().text


def test_a_double_click_imports_once(session, at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(ROW))
    seen = desk.seen()
    desk.confirm(seen)
    assert "已经导入过了" in desk.confirm(seen).text
    session.rollback()
    assert session.scalars(select(JournalEntry.action).where(JournalEntry.action.startswith("ledger"))).all() == [
        "ledger.upload", "ledger.import"]


def test_a_unit_imports_only_its_own_rows(session, at_desk):
    at_desk("office").take_in(as_csv(ROW, SECOND))
    desk = at_desk("culture")
    desk.upload(as_csv(changed(ROW, c1="新会馆"), SECOND))
    assert "新增0处，改动1处，没有变化1处，有错0行" in desk.preview()
    desk.upload(as_csv(ROW, changed(SECOND, c1="别家的")))
    assert "都不是本单位" in desk.preview()


def test_another_units_upload_is_not_theirs_to_open(at_desk):
    desk = at_desk("culture")
    desk.upload(as_csv(ROW))
    assert at_desk("commerce").client.get(desk.address).status_code == 403


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_exported_can_be_imported_and_is_all_unchanged(session, write, at_desk, kind):
    with write() as now:
        a_space(session, now, "A-1", subtype="文物", name="=1+1", vacated_on="2024-03-05", secondary_types="人防、普通地下室")
        a_space(session, now, "A-2", subtype="参照适用", street="天桥、牛街", size_m2="", in_ledger="否")
        a_space(session, now, "A-3", subtype="区域性批发市场", promoter="北展指挥部", initiating_unit="区商务局",
                size_m2="1200.05")
        a_space(session, now, "A-4", subtype="违建", owner_name="𠮷龑·<b>", current_use="'单引号")
    desk = at_desk("office")
    exported = desk.client.get(f"/desk/ledger/export.{kind}")
    assert "attachment" in exported.headers["Content-Disposition"]
    desk.upload(exported.data, f"台账.{kind}")
    assert "新增0处，改动0处，没有变化4处，有错0行" in desk.preview()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_has_the_headings_and_nothing_else(at_desk, kind):
    desk = at_desk("office")
    answer = desk.upload(desk.client.get(f"/desk/ledger/template.{kind}").data, f"模板.{kind}")
    assert "只有表头" in answer.text


def test_a_long_preview_is_read_in_pages(at_desk):
    desk = at_desk("office")
    desk.upload(as_csv(*[changed(ROW, c0=f"XC-{number:03}") for number in range(150)]))
    assert "XC-099" in desk.preview() and "XC-100" not in desk.preview()
    assert "XC-149" in desk.preview(**{"from": 100})


def test_the_office_sees_who_files_late(session, write, clock, at_desk):
    with write() as now:
        a_space(session, now, "OLD-1", subtype="商市场")
    clock.advance(timedelta(days=120))
    at_desk("office").take_in(as_csv(ROW))
    page = at_desk("office").client.get("/desk/ledger/filings").text
    assert page.index("区商务局") < page.index("区文化和旅游局")
    assert at_desk("culture").client.get("/desk/ledger/filings").status_code == 403

"""Taking a sheet in, as people at the desk do: upload, say what is what, look, confirm, come back later."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.opinions.models import Opinion, OpinionImport
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.files.samples import bomb, package, picture
from tests.jobs.worker import run_all
from tests.opinions.sheets import FIRST, HEADS, SECOND, as_csv, as_xlsx, changed
from tests.statements import counted

CHOICES = {"column_number": "编号", "column_name": "姓名", "column_phone": "电话", "column_received_on": "日期",
           "column_stance": "态度", "column_text": "内容", "source": "社区议事厅", "fixed_channel": "meeting"}


class Desk:
    """A person at the desk with a sheet in hand."""

    def __init__(self, app, client, number):
        self.app, self.client, self.number, self.address = app, client, number, None

    def upload(self, data, name="议事厅.csv"):
        answer = self.client.post(f"/desk/proposals/{self.number}/opinions/sheets", data={"file": (io.BytesIO(data), name)})
        if answer.status_code == 302:
            self.address = answer.location.removesuffix("/columns")
        return answer

    def columns(self, **changes):
        return self.client.post(f"{self.address}/columns", data={**CHOICES, **changes})

    def page(self):
        return self.client.get(self.address).text

    def confirm(self):
        return self.client.post(f"{self.address}/confirm", follow_redirects=True).text

    def take_in(self, data, **changes):
        self.upload(data)
        self.columns(**changes)
        run_all(self.app)
        self.confirm()
        run_all(self.app)
        return self.page()


@pytest.fixture
def desk(app, sign_in, matter):
    return Desk(app, sign_in(matter.handler), matter.number)


def stored(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Opinion))


def test_from_the_file_to_the_opinions(app, session, matter, desk):
    assert desk.upload(as_csv(FIRST, SECOND)).status_code == 302
    page = desk.client.get(f"{desk.address}/columns").text
    assert re.search(r'id="column_text".*?<option[^>]* selected[^>]*>内容', page, re.DOTALL)
    assert "13812345678" not in page
    assert desk.columns().status_code == 302
    assert "排队" in desk.page() or "等待" in desk.page()
    run_all(app)
    page = desk.page()
    assert "共2行，其中有错0处，以前已经导入过0行" in page and "二层应当有电梯" in page and "13812345678" not in page
    assert stored(session) == 0
    assert "正在导入" in desk.confirm()
    run_all(app)
    assert "整张表已经导入" in desk.page()
    assert stored(session) == 2
    assert "二层应当有电梯" in desk.client.get(f"/desk/proposals/{matter.number}/opinions").text


def test_the_same_file_again_says_that_nothing_is_new(session, desk):
    desk.take_in(as_csv(FIRST, SECOND))
    desk.upload(as_csv(FIRST, SECOND))
    desk.columns()
    run_all(desk.app)
    assert "以前已经导入过2行" in desk.page()
    desk.confirm()
    run_all(desk.app)
    assert "没有新的意见" in desk.page()
    assert stored(session) == 2
    assert "新增2条，以前已有0条" in desk.client.get(f"/desk/proposals/{desk.number}/opinions/sheets").text


def test_wrong_rows_are_told_cell_by_cell_and_nothing_is_taken(session, desk):
    desk.upload(as_csv(FIRST, changed(SECOND, D="上周"), changed(FIRST, F="", A="9")))
    desk.columns()
    run_all(desk.app)
    page = desk.page()
    assert "D3" in page and "“上周”不是日期" in page and "F4" in page and "见附件" in page
    assert "确认导入" not in page
    assert "整张表都不会导入" in desk.confirm()
    assert run_all(desk.app) == [] and stored(session) == 0


def test_a_strange_word_is_explained_once_and_remembered(session, desk):
    data = as_csv(changed(FIRST, E="随便吧"))
    desk.upload(data)
    assert "“随便吧”是指" in desk.client.get(f"{desk.address}/columns").text
    desk.columns(word_stance_0="support")
    run_all(desk.app)
    assert "其中有错0处" in desk.page()
    desk.upload(as_csv(changed(SECOND, E="随便吧")))
    page = desk.client.get(f"{desk.address}/columns").text
    assert re.search(r'id="word_stance_0".*?<option selected value="support"', page, re.DOTALL) and 'value="社区议事厅"' in page


@pytest.mark.parametrize(("changes", "told"), [
    ({"column_text": ""}, "请选出写着意见内容"), ({"column_stance": ""}, "请给所有行选一项"),
    ({"fixed_channel": ""}, "请给所有行选一项"), ({"column_received_on": ""}, "请填一个收到日期"),
    ({"column_name": "内容"}, "已经选给了别的"), ({"source": " "}, "请写明来源"),
    ({"column_text": "没有的列"}, "请从列出的选项里选一项"),
    ({"received_on": "昨天", "column_received_on": ""}, "日期要写成"),
])
def test_what_is_missing_is_told_at_its_field_and_the_choices_stay(session, desk, changes, told):
    desk.upload(as_csv(FIRST))
    answer = desk.columns(**changes)
    assert answer.status_code == 422 and told in answer.text
    assert re.search(r'id="column_phone".*?<option[^>]* selected[^>]*>电话', answer.text, re.DOTALL)


@pytest.mark.parametrize(("data", "told"), [
    (b"", "是空的"), (picture(), "认不出"), (package("word/document.xml"), "这不是表格"), (bomb("xl/workbook.xml"), "展开后太大"),
    (b"\xd0\xcf\x11\xe0" + b"x" * 100, "加了密码"), (as_xlsx(heads=()), "表是空的"), (as_csv(), "只有表头"),
    (as_csv(FIRST, heads=("编号", "", *HEADS[2:])), "B列有内容，却没有列名"),
    (as_csv(FIRST, heads=("编号", "编号", *HEADS[2:])), "不止一次"),
    (as_csv(("x",) * 61, heads=range(61)), "列太多"),
])
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence_and_not_kept(session, desk, data, told):
    answer = desk.upload(data)
    assert answer.status_code == 422 and told in answer.text
    assert session.scalar(select(func.count()).select_from(OpinionImport)) == 0


def test_a_job_that_broke_off_is_shown_with_its_sentence(session, desk, matter, clock):
    desk.take_in(as_csv(FIRST))
    desk.upload(as_csv(changed(FIRST, F="别的话")))
    desk.columns()
    run_all(desk.app)
    assert "内容却不同" in desk.page()


def test_others_have_no_way_in(sign_in, session, write, desk):
    desk.upload(as_csv(FIRST))
    with write() as now:
        stranger = sign_in(a_user(session, now, Role.HANDLER, a_unit(session, now, "区教委")))
    assert stranger.get(desk.address).status_code == 403


def test_a_large_sheet_takes_no_more_statements_than_a_small_one(app, session, desk, matter, clock):
    sizes = []
    for rows in (20, 400):
        desk.upload(as_csv(*(changed(FIRST, A=f"{rows}-{number}") for number in range(rows))))
        desk.columns()
        clock.advance(timedelta(seconds=1))
        with counted() as statements:
            run_all(app)
        sizes.append(len(statements))
    assert sizes[1] <= sizes[0] + 4

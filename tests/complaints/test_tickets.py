"""Hotline tickets: a mapping set once, every number taken in once, every wrong row told, all or nothing; results go back."""

import re
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select, update

from portal.complaints import ticket_jobs
from portal.complaints.actions import tickets as filing
from portal.complaints.models import Complaint, Ticket
from portal.complaints.rules.routing import Place
from portal.complaints.rules.tickets import Known, columns_of, read_rows
from portal.errors import InvalidInput
from portal.jobs.models import Job
from tests.complaints.story import SHEET, TICKET
from tests.jobs.worker import run_all
from tests.settings import TODAY

HEADINGS = ["工单编号", "工单内容", "推送时间", "承办单位", "问题分类", "问题点位"]
FIELDS = ["number", "text", "at", "unit", "category", "place"]
COLUMNS = columns_of(HEADINGS, dict(zip(FIELDS, HEADINGS, strict=True)))
KNOWN = Known({"区房管局": 7}, [(31, Place("红莲南里3号地下室", "红莲南里3号楼", 7))], {"餐饮油烟": "nuisance"},
              frozenset({"BJ0"}), TODAY)
ADDRESS = "/desk/complaints/tickets"


def read(*rows: list[str]):
    return list(read_rows([(n, row) for n, row in enumerate(rows, 2)], COLUMNS, KNOWN))


@pytest.mark.parametrize(("row", "field"), [
    (["", "卸货", "2026-06-09"], "number"), (["BJ1", " ", "2026-06-09"], "text"), (["BJ1", "卸货", ""], "at"),
    (["BJ1", "卸货", "前天"], "at"), (["BJ1", "卸货", "2026-13-01"], "at"), (["BJ1", "卸货", "2027-01-01"], "at"),
    (["BJ1", "卸货", "2026-06-09", "区不存在局"], "unit"), (["BJ1", "卸货", "2026-06-09", "", "怪事"], "category"),
    (["B" * 61, "卸货", "2026-06-09"], "number"), (["BJ1", "吵" * 5001, "2026-06-09"], "text"),
])
def test_a_wrong_row_says_which_cell(row, field):
    (found,) = read(row)
    assert found.kind == "wrong"
    assert field in {problem.field for problem in found.problems}


@pytest.mark.parametrize("at", ["2026-06-09 08:30:00", "2026-06-09 08:30", "2026/6/9 8:30", "2026-06-09", "2026年6月9日"])
def test_a_time_is_read_however_it_is_written(at):
    assert read(["BJ1", "卸货", at])[0].kind == "new"


def test_rows_are_placed_and_what_was_taken_in_before_is_left_alone():
    one, known, twice = read(["BJ1", "卸货", "2026-06-09", "区房管局", "餐饮油烟", "红莲南里3号楼门口"], ["BJ0", "", ""],
                             ["BJ1", "卸货", "2026-06-09"])
    assert (one.kind, one.unit_id, one.space_id, one.category) == ("new", 7, 31, "nuisance")
    assert known.kind == "known"
    assert twice.kind == "wrong"


def test_a_sheet_without_a_required_column_is_refused():
    with pytest.raises(InvalidInput, match="工单内容"):
        columns_of(["工单编号", "推送时间"], {"number": "工单编号", "text": "工单内容", "at": "推送时间"})


def sent(browser, data: bytes, name="工单.csv"):
    """Upload a sheet and let the workers look through it; gives the address of its preview, or the page that refuses it."""
    answer = browser.post(ADDRESS, data={"file": (BytesIO(data), name)}, content_type="multipart/form-data")
    run_all(browser.application)
    return answer.location if answer.status_code == 302 else answer


def taken_in(browser, preview: str):
    """Confirm a preview and let the workers take the sheet in; gives what the page says then."""
    answer = browser.post(preview)
    run_all(browser.application)
    return browser.get(preview) if answer.status_code == 302 else answer


def count(session, model) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_tickets_become_complaints_of_the_units_they_belong_to(town, sign_in, session):
    office = sign_in(town.office)
    second = "BJ2026002,,有人占道,2026-06-08 10:00,区教委,,牛街,,\n"
    preview = sent(office, (SHEET + TICKET + second).encode("gb18030"))
    page = office.get(preview).text
    assert "BJ2026001" in page
    assert count(session, Complaint) == 0
    assert "这张表已经导入" in taken_in(office, preview).text
    session.rollback()
    first, other = session.scalars(select(Complaint).order_by(Complaint.id))
    assert (first.space.name, first.unit_id, first.channel, first.contact) == (
        "红莲南里3号地下室", town.unit("handler").id, "hotline", "13800000000")
    assert (other.unit_id, other.state) == (town.unit("stranger").id, "dispatched")
    assert first.deadline.started_at == first.received_at < TODAY
    assert "夜里十一点" in sign_in(town.handler).get(f"/desk/complaints/{first.id}").text


def test_the_same_sheet_again_takes_nothing_in_twice(town, sign_in, session):
    office = sign_in(town.office)
    for _ in range(2):
        preview = sent(office, (SHEET + TICKET).encode())
        page = taken_in(office, preview).text
    assert "以前导入过" in page and "这张表已经导入过了" in office.post(preview).text
    assert count(session, Complaint) == count(session, Ticket) == 1


def test_half_wrong_is_wholly_left_out(town, sign_in, session):
    office = sign_in(town.office)
    preview = sent(office, (SHEET + TICKET + "BJ2026003,,没有时间,,,,,,\n").encode())
    assert "有不对的行" in office.get(preview).text
    assert "这一格不能空着" in office.get(preview).text
    assert office.post(preview).status_code == 409
    assert count(session, Complaint) == 0


@pytest.mark.parametrize(("data", "sentence"), [
    (b"", "文件是空的"), (b"PK\x03\x04junk", "xlsx"),
    ("编号,内容\n1,2\n".encode(), "表里没有这些列"), (SHEET.encode(), "没有工单"), (b"\xff\x00\xff\x00\x01", "认不出这个文件"),
])
def test_a_file_that_is_no_sheet_of_tickets_is_refused_with_a_sentence(town, sign_in, data, sentence):
    page = sent(sign_in(town.office), data)
    assert page.status_code == 422
    assert sentence in page.text


def test_a_workbook_with_other_headings_is_read_by_the_mapping(town, sign_in, session):
    office = sign_in(town.office)
    fields = dict.fromkeys(re.findall(r'name="column_(\w+)"', office.get(f"{ADDRESS}/mapping").text), "")
    chosen = fields | {"number": "编号", "text": "诉求", "at": "时间", "category": "分类"}
    data = {f"column_{name}": heading for name, heading in chosen.items()} | {"revision": "0", "categories": "油烟＝不存在的类"}
    assert "看不懂" in office.post(f"{ADDRESS}/mapping", data=data).text
    data["categories"] = "油烟 = 噪声、油烟、垃圾等扰民"
    assert office.post(f"{ADDRESS}/mapping", data=data).status_code == 302
    assert "别人已经保存了修改" in office.post(f"{ADDRESS}/mapping", data=data).text
    book = Workbook()
    for row in (["编号", "诉求", "时间", "分类"], ["BJ9", "=1+1的油烟", "2026-06-09 08:30", "油烟"]):
        book.active.append(row)
    book.active["B2"].data_type = "s"
    out = BytesIO()
    book.save(out)
    taken_in(office, sent(office, out.getvalue(), "工单.xlsx"))
    session.rollback()
    assert session.scalars(select(Complaint)).one().category == "nuisance"


def test_results_go_back_without_what_the_office_must_not_see(town, sign_in, session, write):
    office = sign_in(town.office)
    taken_in(office, sent(office, (SHEET + TICKET).encode()))
    hidden = "BJ2026009,,举报,2026-06-09 08:30,,检举控告工作人员,,,\n"
    taken_in(office, sent(office, (SHEET + hidden).encode()))
    assert count(session, Ticket) == 2
    book = load_workbook(BytesIO(office.get(f"{ADDRESS}/results.xlsx").data), read_only=True)
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "BJ2026001" in cells
    assert "BJ2026009" not in cells


def test_what_a_ticket_held_is_not_readable_in_the_database(town, sign_in, session):
    office = sign_in(town.office)
    taken_in(office, sent(office, (SHEET + TICKET).encode()))
    session.rollback()
    raw = session.connection().exec_driver_sql("SELECT row FROM complaint_tickets").scalar()
    assert b"13800000000" not in bytes(raw)
    assert "13800000000" in session.scalars(select(Ticket)).one().row


def test_a_large_sheet_is_taken_in_in_turns_and_goes_on_after_being_killed(town, sign_in, session, write, monkeypatch):
    monkeypatch.setattr(ticket_jobs, "AT_ONCE", 2)
    office = sign_in(town.office)
    rows = "".join(f"BJ{number},,卸货太吵,2026-06-09 08:30,,,红莲南里3号地下室,,\n" for number in range(5))
    preview = sent(office, (SHEET + rows).encode())
    office.post(preview)
    filed, file_one = [], filing._file

    def killed(*given):
        if len(filed) == 3:
            raise SystemExit
        filed.append(given)
        file_one(*given)

    with monkeypatch.context() as cut, pytest.raises(SystemExit):
        cut.setattr(filing, "_file", killed)
        run_all(office.application)
    assert count(session, Ticket) == 2, "whole turns only"
    with write():  # as the sweep does when a worker was killed
        session.execute(update(Job).where(Job.state == "running").values(state="queued", lease=None))
    run_all(office.application)
    assert count(session, Ticket) == count(session, Complaint) == 5
    assert "<dd>5</dd>" in office.get(preview).text

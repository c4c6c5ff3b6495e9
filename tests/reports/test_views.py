"""The desk's report pages: who may open them, what they show, and that the files carry the stored numbers."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.permissions import Role
from portal.reports.queries import snapshots_of
from tests.builders import a_unit, a_user
from tests.opinions.matter import a_matter, an_opinion

NAMES = {"docx": "wordprocessingml", "pdf": "application/pdf", "xlsx": "spreadsheetml"}


@pytest.fixture
def matter(session, write):
    """A market hall about which three residents have spoken."""
    with write() as now:
        matter = a_matter(session, now)
        for n in range(3):
            an_opinion(session, matter, now, f"t{n}", name="张建国", text=f"第{n}条：要电梯，电话13812345678。")
    return matter


@pytest.fixture
def desk(matter, sign_in):
    """The handler's browser."""
    return sign_in(matter.handler)


def compiled(desk, session, matter):
    answer = desk.post(f"/desk/proposals/{matter.number}/report", follow_redirects=True)
    assert answer.status_code == 200
    session.rollback()
    return answer.text, snapshots_of(session, matter.consultation)[0]


def test_the_preview_shows_the_paper_beside_what_is_missing(desk, matter):
    page = desk.get(f"/desk/proposals/{matter.number}/report").text
    assert "共收到各方意见3条" in page and "计入3条" in page
    assert "公开征求意见还没有截止。" in page and "3个要点还没有答复。" in page
    assert "张建国" not in page and "13812345678" not in page


def test_one_button_compiles_and_the_list_tells_when_and_with_what_fingerprint(desk, session, matter):
    page, stored = compiled(desk, session, matter)
    assert "已经生成汇总表" in page
    assert stored.fingerprint[:12] in page
    assert (stored.numbers["received"], stored.numbers["counted"]) == (3, 3)


@pytest.mark.parametrize("kind", NAMES)
def test_the_files_carry_the_stored_numbers_whatever_came_later(desk, session, write, matter, kind):
    _, stored = compiled(desk, session, matter)
    with write() as now:
        an_opinion(session, matter, now, "later")
    answer = desk.get(f"/desk/reports/{stored.id}/{kind}")
    assert answer.status_code == 200 and NAMES[kind] in answer.mimetype
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "收到各方意见3条" in _text(kind, answer.data)


def _text(kind: str, data: bytes) -> str:
    if kind == "docx":
        return "".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)
    if kind == "pdf":
        return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)
    sheets = load_workbook(BytesIO(data))
    return "".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_stored_report_is_read_as_paper_with_every_opinion(desk, session, matter):
    _, stored = compiled(desk, session, matter)
    page = desk.get(f"/desk/reports/{stored.id}").text
    assert "意见明细表" in page and "张**" in page and "张建国" not in page
    assert stored.fingerprint in page


def test_another_unit_reads_nothing_and_compiles_nothing(session, write, sign_in, desk, matter):
    _, stored = compiled(desk, session, matter)
    with write() as now:
        stranger = sign_in(a_user(session, now, Role.HANDLER, a_unit(session, now, "区教委")))
    for address in (f"/desk/proposals/{matter.number}/report", f"/desk/reports/{stored.id}", f"/desk/reports/{stored.id}/docx"):
        assert stranger.get(address).status_code == 403
    assert stranger.post(f"/desk/proposals/{matter.number}/report").status_code == 403


def test_the_meeting_office_reads_but_does_not_compile(session, write, sign_in, desk, matter):
    _, stored = compiled(desk, session, matter)
    with write() as now:
        office = sign_in(a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")))
    page = office.get(f"/desk/proposals/{matter.number}/report")
    assert page.status_code == 200 and "生成汇总表</button>" not in page.text
    assert office.get(f"/desk/reports/{stored.id}/xlsx").status_code == 200
    assert office.post(f"/desk/proposals/{matter.number}/report").status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(client, matter):
    assert client.get(f"/desk/proposals/{matter.number}/report").status_code == 302


@pytest.mark.parametrize(
    "address", ["/desk/proposals/XC-0/report", "/desk/reports/99", "/desk/reports/99/pdf", "/desk/reports/1/exe"]
)
def test_what_is_not_there_is_said_not_to_be(desk, address):
    assert desk.get(address).status_code == 404


def test_an_english_page_keeps_the_paper_in_chinese(desk, session, matter):
    page = desk.get(f"/en/desk/proposals/{matter.number}/report").text
    assert '<article class="paper" lang="zh-Hans">' in page


def test_the_page_costs_the_same_however_many_speak(desk, session, write, matter, count_statements):
    address = f"/desk/proposals/{matter.number}/report"
    few = count_statements(desk, address)
    with write() as now:
        for n in range(10):
            an_opinion(session, matter, now, f"more{n}")
    assert len(count_statements(desk, address)) == len(few)

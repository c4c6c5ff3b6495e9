"""The desk's report pages: who may open them, what they show, and that the files carry the stored numbers."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.permissions import Role
from portal.reports.package.verifying import faults
from portal.reports.queries import snapshots_of
from tests.builders import a_unit, a_user
from tests.jobs.worker import run_all
from tests.opinions.matter import a_matter, an_opinion
from tests.reports.test_package import changed

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


# -- the five documents


@pytest.mark.parametrize("code", ["narrative", "announcement", "replies", "agenda_form"])
def test_each_document_is_previewed_and_kept(desk, session, matter, code):
    page = desk.get(f"/desk/proposals/{matter.number}/report/{code}").text
    assert "共收到各方意见3条" in page and "没有校验码" in page
    _, stored = compiled(desk, session, matter)
    page = desk.get(f"/desk/reports/{stored.id}/papers/{code}").text
    assert "共收到各方意见3条" in page and stored.fingerprint in page


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("code", ["narrative", "announcement", "replies", "agenda_form"])
def test_each_document_is_a_file_of_each_kind_with_the_same_numbers(desk, session, matter, code, kind):
    _, stored = compiled(desk, session, matter)
    answer = desk.get(f"/desk/reports/{stored.id}/papers/{code}/{kind}")
    assert answer.status_code == 200 and NAMES[kind] in answer.mimetype
    assert "收到各方意见3条，其中重复0条、撤回0条、无效0条、逾期0条，计入3条" in _text(kind, answer.data)


def test_a_document_nobody_knows_is_missing(desk, session, matter):
    _, stored = compiled(desk, session, matter)
    for address in (f"/desk/proposals/{matter.number}/report/poem", f"/desk/proposals/{matter.number}/report/narrative/poem",
                    f"/desk/reports/{stored.id}/papers/poem", f"/desk/reports/{stored.id}/papers/poem/pdf",
                    f"/desk/reports/{stored.id}/letters/1/docx"):
        assert desk.get(address).status_code == 404


# -- the prose around the numbers


def prose_form(matter, section="numbers"):
    return f"/desk/proposals/{matter.number}/report/narrative/{section}"


def test_what_staff_write_stands_in_the_report_that_is_compiled(desk, session, matter):
    page = desk.get(prose_form(matter)).text
    assert "共收到各方意见3条" in page
    answer = desk.post(prose_form(matter), data={"text": "３条意见都谈到电梯。", "seen_revision": 0}, follow_redirects=True)
    assert "３条意见都谈到电梯。" in answer.text
    _, stored = compiled(desk, session, matter)
    assert "３条意见都谈到电梯。" in desk.get(f"/desk/reports/{stored.id}/papers/narrative").text


@pytest.mark.parametrize(
    "sentence", ["共收到四条意见。", "共收到4条意见。", "共收到４条意见。", "九成居民赞成。", "百分之九十五的人赞成。"]
)
def test_a_number_that_is_not_the_reports_is_refused_and_the_sentence_named(desk, matter, sentence):
    answer = desk.post(prose_form(matter), data={"text": f"大家很关心。{sentence}", "seen_revision": 0})
    assert answer.status_code == 422
    assert f"对不上：“{sentence}”" in answer.text and f"大家很关心。{sentence}</textarea>" in answer.text


def test_two_who_write_at_once_do_not_overwrite_each_other(desk, matter):
    assert desk.post(prose_form(matter), data={"text": "先写的。", "seen_revision": 0}).status_code == 302
    answer = desk.post(prose_form(matter), data={"text": "后写的。", "seen_revision": 0})
    assert answer.status_code == 409 and "后写的。" in answer.text


def test_a_sentence_that_has_become_wrong_stops_the_compilation(desk, session, write, matter):
    desk.post(prose_form(matter), data={"text": "3条意见都谈到电梯。", "seen_revision": 0})
    with write() as now:
        for n in range(4):
            an_opinion(session, matter, now, f"more{n}")
    answer = desk.post(f"/desk/proposals/{matter.number}/report")
    assert answer.status_code == 409 and "3条意见都谈到电梯。" in answer.text


# -- a great many opinions


@pytest.fixture
def many(monkeypatch):
    """As if two opinions were a great many."""
    for module in ("views", "stored_views"):
        monkeypatch.setattr(f"portal.reports.{module}.MANY", 2)


def test_a_great_many_are_compiled_in_the_background(app, desk, session, matter, many):
    assert "意见很多，不在页面上预览" in desk.get(f"/desk/proposals/{matter.number}/report").text
    compiled_later = desk.post(f"/desk/proposals/{matter.number}/report", follow_redirects=True)
    assert "排队等待" in compiled_later.text
    (job,) = run_all(app)
    assert job.state == "done"
    assert "共收到各方意见3条" in desk.get(job.result["address"]).text
    assert desk.get(f"{job.result['address']}/pdf").status_code == 409
    assert desk.get(f"{job.result['address']}/docx").status_code == 200


# -- the package


def packed(app, desk, stored):
    answer = desk.post(f"/desk/reports/{stored.id}/package", follow_redirects=True)
    assert "正在生成材料包" in answer.text
    (job,) = run_all(app)
    assert job.state == "done", job.error
    return job.result


def test_the_package_is_made_in_the_background_and_waits_to_be_downloaded(app, desk, session, matter, tmp_path):
    _, stored = compiled(desk, session, matter)
    result = packed(app, desk, stored)
    assert f"/files/{result['file']}/" in desk.get(f"/desk/reports/{stored.id}").text
    answer = desk.get(f"/files/{result['file']}/{result['name']}")
    assert answer.mimetype == "application/zip" and faults(answer.data) == []
    (tmp_path / "package.zip").write_bytes(answer.data)
    verdict = app.test_cli_runner().invoke(args=["reports", "verify", str(tmp_path / "package.zip")])
    assert verdict.exit_code == 0 and "本系统登记过这个材料包" in verdict.output


def test_the_same_report_gives_the_same_package_whatever_came_later(app, desk, session, write, matter):
    _, stored = compiled(desk, session, matter)
    first = packed(app, desk, stored)
    with write() as now:
        an_opinion(session, matter, now, "later")
    assert packed(app, desk, stored) == first


def test_a_package_exchanged_as_a_whole_is_noticed_where_it_was_made(app, desk, session, matter, tmp_path):
    _, stored = compiled(desk, session, matter)
    result = packed(app, desk, stored)
    data = desk.get(f"/files/{result['file']}/{result['name']}").data
    forged = changed(data, "文件/03-意见采纳情况公告.docx", lambda old: old[:-1] + b"!", and_the_manifest=True)
    (tmp_path / "forged.zip").write_bytes(forged)
    verdict = app.test_cli_runner().invoke(args=["reports", "verify", str(tmp_path / "forged.zip")])
    assert verdict.exit_code == 1 and "可能被整体替换" in verdict.output


def test_a_package_is_for_those_who_may_read_the_report(app, desk, session, write, sign_in, matter):
    _, stored = compiled(desk, session, matter)
    result = packed(app, desk, stored)
    with write() as now:
        stranger = sign_in(a_user(session, now, Role.HANDLER, a_unit(session, now, "区教委")))
    assert stranger.get(f"/files/{result['file']}/{result['name']}").status_code == 404
    assert stranger.post(f"/desk/reports/{stored.id}/package").status_code == 403

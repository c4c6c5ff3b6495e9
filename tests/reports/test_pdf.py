"""The PDF, opened again: its numbers, its structure, its faces."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal.press import pdf, typesetter
from portal.press.typesetter import NoChineseFont
from portal.reports.summary import compose
from tests.reports.samples import CUTOFF, empty_report, equation_report, full_report, nasty_report

MM = 72 / 25.4


def opened(report) -> PdfReader:
    return PdfReader(BytesIO(pdf.write(compose(report), report.cutoff)))


def words(reader: PdfReader) -> str:
    """The text of all pages without the spaces and line ends that type-setting puts in."""
    text = "".join(page.extract_text() for page in reader.pages)
    return "".join(text.split()).replace("\u200b", "")


@pytest.fixture(scope="module")
def reader():
    return opened(full_report())


@pytest.fixture(scope="module")
def text(reader):
    return words(reader)


@pytest.mark.parametrize(
    "expected",
    [
        "共收到各方意见47条，其中重复5条、撤回1条、无效1条、逾期1条，计入39条",
        "居民4251113",
        "共发出征求意见函5件，收到反馈4件（反馈率80.0%），其中逾期反馈1件。",
        "（盖章）",
        "征求意见情况汇总表",
        "意见明细表",
    ],
)
def test_it_says(text, expected):
    assert expected in text


def test_no_resident_can_be_recognised(text):
    assert not [secret for secret in ("张建国", "李秀英", "13812345678") if secret in text]


def test_it_has_bookmarks_tags_and_its_language(reader):
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0] == "一、征求意见概况" and titles[-2:] == ["附件1", "附件2"]
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"].startswith("zh")
    assert "征求意见情况的汇总" in reader.metadata.title


def test_every_face_is_embedded(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            for face in font.get_object()["/DescendantFonts"]:
                descriptor = face.get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor), descriptor["/FontName"]


def test_it_is_a4_upright_and_the_annexes_lie(reader):
    sizes = [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in reader.pages]
    assert sizes[0] == (210, 297) and sizes[-1] == (297, 210)
    assert sizes == sorted(sizes), "the upright pages come first"


def test_every_page_has_its_number(reader):
    for number, page in enumerate(reader.pages, start=1):
        assert f"—{number}—" in "".join(page.extract_text().split())


def test_42_received_5_repeated_37_counted():
    assert "共收到各方意见42条，其中重复5条、撤回0条、无效0条、逾期0条，计入37条" in words(opened(equation_report()))


def test_zero_is_said_as_zero():
    text = words(opened(empty_report()))
    assert "截至汇总时，未收到意见。" in text and "100%" not in text


def test_hostile_words_are_only_words():
    text = words(opened(nasty_report()))
    assert "=1+1<script>alert(1)</script>&amp;#setpage()$x$*粗*@a" in text
    assert "𠮷䶮·" in text


def test_a_table_longer_than_one_part_loses_nothing():
    report = full_report()
    many = report.opinions * 8
    text = words(opened(replace(report, opinions=many)))
    assert text.count("2026-11-06") >= sum(str(o.received_on) == "2026-11-06" for o in many)


def test_a_machine_without_chinese_faces_says_so(monkeypatch):
    monkeypatch.setattr(typesetter, "families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        pdf.write(compose(empty_report()), CUTOFF)


def test_a_cut_off_within_a_second_is_taken():
    report = full_report()
    assert opened(replace(report, cutoff=report.cutoff.replace(microsecond=420))).pages

"""The Word document, opened again: its numbers, its layout, its editability."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from portal.press import docx
from portal.reports.summary import compose
from portal.reports.values import BUCKETS
from tests.reports.samples import empty_report, equation_report, full_report, nasty_report


def opened(report):
    return Document(BytesIO(docx.write(compose(report), report.cutoff)))


def words(document) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def table_under(document, head: str):
    return next(table for table in document.tables if table.cell(0, 0).text == head)


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


@pytest.fixture(scope="module")
def report():
    return full_report()


@pytest.fixture(scope="module")
def document(report):
    return opened(report)


def test_the_numbers_are_the_reports(report, document):
    total = report.numbers.total
    expected = [len(total.received), *(len(getattr(total, bucket)) for bucket in BUCKETS)]
    for head, tallies in (("征求对象", report.numbers.by_party), ("提出渠道", report.numbers.by_channel)):
        table = next(t for t in document.tables if [c.text for c in t.rows[0].cells][:2] == [head, "收到"])
        assert [int(cell) for cell in rows_of(table)[-1][1:]] == expected
        assert [int(row[1]) for row in rows_of(table)[:-1]] == [len(tally.received) for tally in tallies]


def test_every_opinion_has_its_row_and_every_letter_too(report, document):
    lines = rows_of(table_under(document, "编号"))
    assert [(int(line[0]), line[2]) for line in lines] == [(o.number, o.name) for o in report.opinions]
    letters = rows_of(table_under(document, "序号"))
    assert [(letter[5], letter[9]) for letter in letters] == [
        ("同意", "一致"),
        ("有修改意见", "一致"),
        ("不同意", "未一致"),
        ("无意见", "一致"),
        ("有修改意见", "供参考"),
        ("—", "未反馈"),
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "共收到各方意见47条，其中重复5条、撤回1条、无效1条、逾期1条，计入39条",
        "共发出征求意见函5件，收到反馈4件（反馈率80.0%），其中逾期反馈1件。",
        "2026年11月19日24:00",
        "2026年11月25日09:30",
        "“腾退空间的再利用原则上均需充分征求属地街道和居民意见。”",
        "第7号（保留第1号）",
        "本单位为提请部门，以本单位意见计",
        "逾期反馈：相关部门：市规划自然资源委西城分局。",
        "未一致",
        "（盖章）",
        "〔　　　　〕",
    ],
)
def test_it_says(document, expected):
    assert expected in words(document)


def test_no_resident_can_be_recognised(document):
    text = words(document)
    assert not [secret for secret in ("张建国", "李秀英", "13812345678") if secret in text]


def test_42_received_5_repeated_37_counted():
    text = words(opened(equation_report()))
    assert "共收到各方意见42条，其中重复5条、撤回0条、无效0条、逾期0条，计入37条" in text


def test_zero_is_said_as_zero():
    text = words(opened(empty_report()))
    assert "截至汇总时，未收到意见。" in text
    assert "没有发出征求意见函" in text
    assert not [claim for claim in ("100%", "无异议", "一致同意", "反馈率") if claim in text]


def test_it_is_a4_with_the_official_margins(document):
    upright, turned = document.sections
    assert [round(side.mm) for side in (upright.page_width, upright.page_height)] == [210, 297]
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    assert turned.orientation == WD_ORIENT.LANDSCAPE and round(turned.page_width.mm) == 297
    assert document.settings.element.find(qn("w:mirrorMargins")) is not None


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Page Number Odd", "宋体", 14),
    ],
)
def test_the_styles_carry_the_official_faces(document, style, face, size):
    style = document.styles[style]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert style.font.size.pt == size


def test_the_body_is_set_on_22_lines_of_28_characters(document):
    style = document.styles["Normal"]
    assert style.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    narrowed = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + narrowed) <= 156 / 25.4 * 72 < 29 * (16 + narrowed)
    assert 22 * 28.95 <= 225 / 25.4 * 72 < 23 * 28.95


def test_headings_are_headings(document):
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:2] == ["一、征求意见概况", "二、方案基本情况"]
    assert headings[-1] == "八、尚未办结的事项"


def test_page_numbers_stand_outside(document):
    upright = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, style in ((upright.footer, "Page Number Odd"), (upright.even_page_footer, "Page Number Even")):
        assert [paragraph.style.name for paragraph in footer.paragraphs] == [style]
        assert "".join(footer._element.xpath(".//w:t/text()")) == "— 1 —"


def test_heads_repeat_and_rows_stay_whole(document):
    for table in document.tables:
        head, *rest = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rest)


def test_a_row_taller_than_a_page_may_split():
    report = full_report()
    long = replace(report.opinions[0], text="长" * 5000)
    document = opened(replace(report, opinions=(long, *report.opinions[1:])))
    rows = table_under(document, "编号")._tbl.tr_lst
    assert rows[1].trPr is None or rows[1].trPr.find(qn("w:cantSplit")) is None
    assert rows[2].trPr.find(qn("w:cantSplit")) is not None


def test_hostile_words_are_only_words():
    text = words(opened(nasty_report()))
    assert "=1+1 <script>alert(1)</script> &amp; #set page() $x$ *粗* @a" in text
    assert "𠮷䶮· 👍🏽" in text
    assert not set(text) & set("\x00\x07\x1b\ufffe\ud800\u202e")

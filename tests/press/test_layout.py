"""The figures of GB/T 9704—2012, read back from the files: from the XML of Word, and from where the words stand in the PDF."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pypdf import PdfReader

from portal.press import docx, pdf
from portal.press.paper import Heading, Paragraph, Table
from tests.press.reading import MM, lines_of
from tests.press.samples import FIGURE, LINE, MADE_AT, NARROW, SAID, letter, minutes, report, table

SIZE = 16 / MM  # 3号


def word_file(paper):
    return Document(BytesIO(docx.write(paper, MADE_AT)))


@pytest.fixture(scope="module")
def written():
    return word_file(report())


@pytest.mark.parametrize(("paper", "red"), [(report(), ""), (letter(), "北京市西城区商务局"), (minutes(), "联席会议纪要")])
def test_every_frame_has_the_margins_of_the_standard(paper, red):
    document = word_file(paper)
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    reds = [each.text for each in document.paragraphs if each.style.name == "Red Head"]
    assert reds == [red] * bool(red)


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Normal", "仿宋_GB2312", 16),
        ("Annex Mark", "黑体", 16),
        ("Colophon", "仿宋_GB2312", 14),
        ("Page Number Odd", "宋体", 14),
        ("Page Number Even", "宋体", 14),
    ],
)
def test_the_faces_and_sizes_are_those_of_the_standard(written, style, face, points):
    style = written.styles[style]
    assert (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt) == (face, points)


def test_a_full_page_of_the_pdf_has_22_lines_of_28_characters():
    page = lines_of(report(blocks=(Paragraph(LINE * 64),), annexes=()))[1][:-1]
    assert len(page) == 22 and {len(words) for _, _, words in page} == {28}
    assert {round(left) for left, _, _ in page} == {26}, "an even page: its outer edge is on the left"
    first, last = page[0][1] - 0.88 * SIZE, page[-1][1] + 0.12 * SIZE
    assert first == pytest.approx(37, abs=0.3)
    assert (last - first - SIZE) / 21 * 22 == pytest.approx(225, abs=1), "22 lines fill the height of the type area"


def test_page_numbers_stand_outside_between_dashes():
    pages = lines_of(report(annexes=()))
    for number, page in enumerate(pages, start=1):
        left, top, words = page[-1]
        assert words == f"—{number}—" and top > 297 - 35
        assert left > 150 if number % 2 else left < 50


def test_the_title_breaks_into_even_lines():
    title = word_file(report()).paragraphs[1].text
    lengths = [len(line) for line in title.split("\n")]
    assert len(lengths) == 2 and abs(lengths[0] - lengths[1]) <= 6


def test_the_first_page_of_a_letter_has_no_number():
    pages = lines_of(letter(blocks=report().blocks))
    assert "—1—" not in [words for _, _, words in pages[0]] and "—2—" in [words for _, _, words in pages[1]]
    page = word_file(letter()).sections[0]
    assert page.different_first_page_header_footer and "PAGE" not in page.first_page_footer._element.xml


def test_the_heads_leave_blanks_for_number_signer_and_day():
    assert "签发人：" in word_file(report(upward=True)).paragraphs[0].text
    assert [each.text.strip() for each in word_file(letter()).paragraphs if "〔" in each.text] == ["〔　　　　〕　　号"]
    first = [each.text for each in word_file(minutes()).paragraphs[:3]]
    assert first[1:] == ["第　　期", "北京市西城区商务局\t　年　月　日"]


def test_the_names_of_those_present_hang_under_the_first():
    lines = [line for page in lines_of(minutes()) for line in page]
    at = next(place for place, line in enumerate(lines) if line[2].startswith("出席"))
    assert lines[at + 1][0] == pytest.approx(lines[at][0] + 3 * SIZE, abs=1.5)


def test_the_copies_stand_between_rules_at_the_foot():
    document = word_file(report(copies=("区财政局", "牛街街道办事处")))
    lines = [each for each in document.paragraphs if each.style.name == "Colophon"]
    assert [each.text for each in lines] == ["抄送：区财政局，牛街街道办事处。", "北京市西城区商务局\t　年　月　日印发"]
    sizes = [[side.get(qn("w:sz")) for side in each._p.pPr.find(qn("w:pBdr"))] for each in lines]
    assert sizes == [["8"], ["6", "8"]], "0.35 mm outside, 0.25 mm between"


def test_annexes_lie_on_landscape_pages_with_heads_on_each(written):
    assert written.sections[1].orientation == WD_ORIENT.LANDSCAPE
    assert written.tables[-1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    pages = PdfReader(BytesIO(pdf.write(report(), MADE_AT))).pages
    lying = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) > 1 and all("意见原文" in page.extract_text() for page in lying)


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    blocks = tuple(each for number in range(40) for each in (Heading(1, f"标题{number}"), Paragraph(SAID * (1 + number % 3))))
    for page in lines_of(report(blocks=blocks, annexes=()))[:-1]:
        assert not page[-2][2].startswith("标题"), "the last line above the page number is not a heading"
    assert all(word_file(report()).styles[f"Heading {level}"].paragraph_format.keep_with_next for level in range(1, 5))


def test_a_figure_is_a_picture_with_words_and_a_table_of_its_numbers(written):
    told = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    assert told == ["条形图：各方意见数量。居民42条，专家0条，相关部门7条。"] == [FIGURE.words]
    numbers = [[cell.text for cell in row.cells] for row in written.tables[0].rows[1:]]
    assert numbers == [["居民", "42"], ["专家", "0"], ["相关部门", "7"]]
    document = PdfReader(BytesIO(pdf.write(report(annexes=()), MADE_AT)))
    assert FIGURE.words in _alternatives(document.trailer["/Root"]["/StructTreeRoot"])


def _alternatives(node) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, dict):
        return [word for each in node for word in _alternatives(each)] if isinstance(node, list) else []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (_alternatives(node["/K"]) if "/K" in node else [])


def test_a_long_pdf_comes_in_volumes_whose_pages_run_on(monkeypatch):
    monkeypatch.setattr(pdf, "ROWS", 30)
    volumes = list(pdf.volumes(report(annexes=(table(40), table(25))), MADE_AT))
    assert [volume.name for volume in volumes] == ["第1册（共3册）", "第2册（共3册）", "第3册（共3册）"]
    pages = [PdfReader(BytesIO(volume.data)).pages for volume in volumes]
    texts = [["".join(page.extract_text().split()) for page in each] for each in pages]
    first = len(pages[0]) + len(pages[0]) % 2 + 1
    assert f"—{first}—" in texts[1][0] and "附件1（续）" in texts[1][0] and "第2册，共3册，页码接上册" in texts[1][0]
    whole = "".join(text for each in texts for text in each)
    assert all(whole.count(f"写清楚。{number}可以") == 2 for number in range(1, 26))


def test_a_short_one_is_one_volume_without_a_name():
    assert [volume.name for volume in pdf.volumes(letter(), MADE_AT)] == [""]


def signed(paper) -> list[tuple[float, float, str]]:
    """The lines of the page with the seal."""
    return next(lines for lines in lines_of(paper) if any("（盖章）" in words for _, _, words in lines))


@pytest.mark.parametrize("count", range(28, 44))
def test_whoever_signs_has_words_above_the_signature_on_the_same_page(count):
    page = signed(letter(blocks=(Paragraph(LINE * count),)))
    assert any(words in LINE * 2 and len(words) > 1 for _, _, words in page)


@pytest.mark.parametrize("count", range(20, 36, 3))
def test_also_under_a_table_and_above_a_list_of_annexes(count):
    paper = report(blocks=(Paragraph(LINE * 6), Table("按态度统计", NARROW, tuple((n, SAID) for n in range(count)))))
    assert any(SAID[:8] in words for _, _, words in signed(paper))

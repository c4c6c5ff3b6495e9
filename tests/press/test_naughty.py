"""Words that are hostile to some file format, in every place of every kind of file: written, read back, and only words."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from pypdf import PdfReader

from portal.press import docx, glyphs, pdf, xlsx
from portal.press.paper import Figure, Heading, Paper, Paragraph
from portal.press.text import visible
from portal.press.typesetter import visible as settable
from tests.press.samples import MADE_AT, NARROW, NAUGHTY, Table, sheet


def everywhere(words: str, frame: str) -> Paper:
    """A paper with the same words in every place that takes any."""
    blocks = (Heading(1, words), Paragraph(words, lead=words), Figure(words, ((words, 3),), words, words),
              Table(words, NARROW, ((1, words),)))  # fmt: skip
    table = Table(words, NARROW, ((1, words),), empty=words)
    return Paper(words, words, words, blocks, (table,), words, words, frame=frame, head=words, copies=(words,), upward=True)


def test_every_text_comes_back_from_a_word_table():
    paper = Paper("标题", "单位", blocks=(Table("表", NARROW, tuple(enumerate(NAUGHTY))),))
    cells = [row.cells[1].text for row in Document(BytesIO(docx.write(paper, MADE_AT))).tables[0].rows[1:]]
    assert cells == [visible(text) for text in NAUGHTY]


def test_every_text_comes_back_from_a_workbook_as_text():
    book = load_workbook(BytesIO(xlsx.write(sheet(tuple(enumerate(NAUGHTY))), MADE_AT)))
    rows = list(book.active.iter_rows(min_row=3, max_col=2))
    assert [unescape(cell.value or "") for _, cell in rows] == [visible(text) for text in NAUGHTY]
    assert not [cell for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert all(cell.quotePrefix for _, cell in rows if str(cell.value).startswith(("=", "+", "-", "@")))


def test_no_text_breaks_the_typesetter_and_none_is_an_empty_box():
    paper = Paper("标题", "单位", blocks=(Table("表", NARROW, tuple(enumerate(NAUGHTY))),))
    reader = PdfReader(BytesIO(pdf.write(paper, MADE_AT)))
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    for said in ("=1+1", "<script>alert(1)</script>", "#setpage()", "{{正文}}", "$x^2$", "𠮷野家", "㐂㐬", "a〓b"):
        assert said in words
    assert all(glyphs.covered()[ord(each)] for text in NAUGHTY for each in settable(text))


@pytest.mark.parametrize("frame", ["report", "letter", "minutes"])
@pytest.mark.parametrize(
    "words",
    ["\x00\x1b\ud800\u202e", "<&>\"']]>{{正文}}", "𠮷㐂👍🏽\U00030ede", "", "字\n" * 50, "长" * 900],
    ids=["control", "markup", "rare", "nothing", "lines", "long"],
)
def test_any_words_may_stand_anywhere(frame, words):
    paper = everywhere(words, frame)
    for write in (docx.write, pdf.write, xlsx.write):
        assert write(paper, MADE_AT)
    assert Document(BytesIO(docx.write(paper, MADE_AT))).paragraphs

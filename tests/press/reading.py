"""Where the words of a PDF stand on its pages."""

from collections import defaultdict
from io import BytesIO

from pypdf import PdfReader

from portal.press import pdf
from tests.press.samples import MADE_AT

MM = 72 / 25.4


def lines_of(paper) -> list[list[tuple[float, float, str]]]:
    """For each page of the PDF of a paper its lines of text, as `lines_on` gives them."""
    return [lines_on(page) for page in PdfReader(BytesIO(pdf.write(paper, MADE_AT))).pages]


def lines_on(page) -> list[tuple[float, float, str]]:
    """The lines of text of a page: left edge and base line in millimetres from the top left, and the words."""
    found = defaultdict(list)

    def take(text, outer, matrix, _font, _size):
        if text.strip():
            left, up = matrix[4] * outer[0] + outer[4], matrix[5] * outer[3] + outer[5]
            found[round((float(page.mediabox.height) - up) / MM, 1)].append((left / MM, "".join(text.split())))

    page.extract_text(visitor_text=take)
    return [(min(words)[0], down, "".join(word for _, word in words)) for down, words in sorted(found.items())]

"""How many pages a document has, read from the document itself; files are strangers, and one that cannot be counted is not."""

import io
import re
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portal.files.rules import DOCX, OFD, PDF, Kind

MOST_READ = 8 * 1024 * 1024  # of one part of a packed document
MOST_PAGES = 100_000
_BROKEN = (PyPdfError, BadZipFile, OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, NotImplementedError,
           RecursionError)
_COUNTED = re.compile(rb"<Pages>(\d{1,6})</Pages>")
_HAS_WORDS = re.compile(rb"<(?:Words|Characters)>[1-9]")  # a template that nobody has laid out yet says one page and no word
_OFD_PAGE = re.compile(rb"<(?:\w+:)?Page\s")


def pages_of(data: bytes, kind: Kind) -> int | None:
    """The number of pages of a PDF, OFD or docx file; None for other kinds and where the file does not tell."""
    count = {PDF: _of_pdf, DOCX: _of_docx, OFD: _of_ofd}.get(kind)
    try:
        pages = count(data) if count else None
    except _BROKEN:
        return None
    return pages if pages and pages <= MOST_PAGES else None


def _of_pdf(data: bytes) -> int:
    return PdfReader(io.BytesIO(data)).get_num_pages()


def _of_docx(data: bytes) -> int | None:
    """What the program that saved it counted."""
    told = _part(ZipFile(io.BytesIO(data)), "docProps/app.xml")
    found = _COUNTED.search(told) if _HAS_WORDS.search(told) else None
    return int(found[1]) if found else None


def _of_ofd(data: bytes) -> int:
    package = ZipFile(io.BytesIO(data))
    documents = [name for name in package.namelist() if name.endswith("/Document.xml")]
    return sum(len(_OFD_PAGE.findall(_part(package, name))) for name in documents)


def _part(package: ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MOST_READ)

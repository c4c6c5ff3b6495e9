"""The file around the words of a Word document: styles, headers and settings made once, the words streamed into it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from lxml import etree

from portal.press import docx_pages as pages
from portal.press.docx_drawing import PICTURE, PICTURE_LINK
from portal.press.docx_styles import prepare_styles
from portal.press.docx_text import NAMESPACES
from portal.press.text import visible

BODY, LINKS, TYPES, CORE = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "docProps/core.xml"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DAY = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All files of a package but its words, and as XML the properties of its first, its landscape and its closing pages."""

    files: dict[str, bytes]
    upright: str
    turned: str
    closing: str


@cache
def skeleton(frame: str) -> Skeleton:
    """The package of a paper in `frame`."""
    document = Document()
    prepare_styles(document)
    (pages.first_of_letter if frame == "letter" else pages.portrait)(document.sections[0])
    pages.landscape(document.add_section())
    pages.closing(document.add_section())
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as package:
        files = {name: package.read(name) for name in package.namelist() if name != "docProps/thumbnail.jpeg"}
    files["_rels/.rels"] = _without_thumbnail(files["_rels/.rels"])
    files[TYPES] = with_png(files[TYPES])
    return Skeleton(files, *(etree.tostring(section._sectPr, encoding="unicode") for section in document.sections))


def _without_thumbnail(links: bytes) -> bytes:
    tree = etree.fromstring(links)
    for link in tree.xpath("*[contains(@Target, 'thumbnail')]"):
        tree.remove(link)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(frame: Skeleton, body: Iterable[str], pictures: list[bytes], *, title: str, unit: str, made_at: datetime) -> bytes:
    """The docx that holds `body`, elements as XML, read once, and the `pictures` they show."""
    own = {LINKS: with_pictures(frame.files[LINKS], len(pictures)), CORE: _core(title, unit, made_at).encode()}
    return zipped(frame.files | own, _whole(body), pictures)


def zipped(files: dict[str, bytes], document: Iterable[str], pictures: list[bytes]) -> bytes:
    """The docx made of `files`, with `document` (pieces of XML) as its words."""
    buffer = BytesIO()
    shown = {f"word/{PICTURE.format(number)}": data for number, data in enumerate(pictures, start=1)}
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=4) as package:
        for name, data in (files | shown).items():
            if name != BODY:
                with package.open(name, "w") as file:
                    file.write(data)
        with package.open(BODY, "w") as words:
            for piece in document:
                words.write(piece.encode())
    return buffer.getvalue()


def with_pictures(links: bytes, count: int) -> bytes:
    """The links of a document with those to its pictures."""
    mine = "".join(
        f'<Relationship Id="{PICTURE_LINK.format(number)}" Type="{_IMAGE}" Target="{PICTURE.format(number)}"/>'
        for number in range(1, count + 1)
    )
    return links.replace(b"</Relationships>", f"{mine}</Relationships>".encode())


def with_png(types: bytes) -> bytes:
    """The kinds of the parts of a package, PNG among them."""
    known = re.search(rb'Extension="png"', types, re.IGNORECASE)
    return types if known else types.replace(b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>')


def _whole(body: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>'
    yield from body
    yield "</w:body></w:document>"


def _core(title: str, unit: str, made_at: datetime) -> str:
    title, unit = escape(visible(title)), escape(visible(unit))
    stamp = made_at.astimezone(UTC).strftime(_DAY)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{unit}</dc:creator><cp:lastModifiedBy>{unit}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )

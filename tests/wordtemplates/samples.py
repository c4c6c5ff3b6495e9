"""Word files to bring as templates: good ones, and ones made to do harm."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"


def template(*paragraphs: str, header: str = "") -> bytes:
    """A plain Word file with these paragraphs and the body's placeholder after them."""
    document = Document()
    for text in (*paragraphs, "{{正文}}"):
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    """The bytes of a document of python-docx."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(part: str, change: Callable[[str], str], data: bytes | None = None) -> bytes:
    """A template with one of its parts changed."""
    return packed({**unpacked(data or template()), part: change(unpacked(data or template())[part].decode()).encode()})


def with_part(name: str, content: bytes) -> bytes:
    """A template with one part more."""
    return packed({**unpacked(template()), name: content})


def with_xml(xml: str) -> bytes:
    """A template with some XML at the start of its body."""
    return changed(MAIN, lambda words: words.replace("<w:body>", f"<w:body>{xml}", 1))


def with_link(target: str, kind: str = "attachedTemplate") -> bytes:
    """A template that points outside."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="x1" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
    return changed(LINKS, lambda links: links.replace("</Relationships>", f"{link}</Relationships>"))


def in_runs(*pieces: str) -> str:
    """A paragraph cut into runs, as Word cuts what was typed with pauses."""
    return f"<w:p>{''.join(f'<w:r><w:t>{piece}</w:t></w:r>' for piece in pieces)}</w:p>"


def field(*pieces: str) -> str:
    """A paragraph with a field whose instruction is cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('end')}</w:p>"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def laughing() -> bytes:
    """A billion laughs: entities of entities."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'
    return changed(MAIN, lambda words: words.replace("<w:document", f"{doctype}<w:document", 1).replace("{{正文}}", "&l9;"))


def reading_files() -> bytes:
    """An entity that would read a file of the server."""
    doctype = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return changed(MAIN, lambda words: words.replace("<w:document", f"{doctype}<w:document", 1).replace("{{正文}}", "&x;"))

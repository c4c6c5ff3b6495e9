"""Opening a Word file that a stranger may have made: everything is bounded before it is unpacked, nothing is resolved."""

from zipfile import BadZipFile, ZipInfo
from zlib import error as BadData

from lxml import etree

from portal.errors import N_, InvalidInput
from portal.files.rules import open_package

MAIN = "word/document.xml"
_ALWAYS = {MAIN, "word/styles.xml", "word/_rels/document.xml.rels"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LARGEST_PART, _LARGEST, _MOST_PARTS = 20 * 1024**2, 50 * 1024**2, 1000
_LIVE = ("vbaProject", "vbaData", "activeX", "embeddings/", "afchunk", "macrosheet")
TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{_W}}}{name}"


def parts_of(filename: str, data: bytes) -> dict[str, bytes]:
    """Every part of a plain .docx by its name. Raises InvalidInput for anything else, for macros, and for bombs."""
    if not data.startswith(b"PK\x03\x04"):
        raise _not_word()
    package = open_package(filename, data)
    entries = package.infolist()
    _check_sizes(entries)
    _check_names([entry.filename for entry in entries])
    try:
        parts = {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (BadZipFile, BadData, RuntimeError, NotImplementedError, EOFError, OSError):
        raise InvalidInput(N_("这个文件已损坏或者加了密码，读不出来。请去掉密码，另存一份再上传。"), field="file") from None
    if not set(parts) >= _ALWAYS or _DOCUMENT.encode() not in parts.get(TYPES, b""):
        raise _not_word()
    return parts


def _not_word() -> InvalidInput:
    return InvalidInput(
        N_("这不是普通的 Word 文件（.docx）。请在 Word 或 WPS 里另存为“Word 文档（*.docx）”再上传。"), field="file"
    )


def _check_sizes(entries: list[ZipInfo]) -> None:
    sizes = [entry.file_size for entry in entries]
    if len(entries) > _MOST_PARTS or sum(sizes) > _LARGEST or max(sizes, default=0) > _LARGEST_PART:
        raise InvalidInput(N_("这个文件展开后太大，不能用作模板。模板只要版面和占位符，请删去多余的图片和内容。"), field="file")


def _check_names(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise InvalidInput(
            N_("这个文件的内部结构不对（同一部分出现两次），不能用作模板。请用 Word 或 WPS 另存一份。"), field="file"
        )
    for name in names:
        if any(mark.lower() in name.lower() for mark in _LIVE):
            message = N_("文件里带有宏、控件或嵌入的文件（%(part)s），不能用作模板。请删去，另存为不带宏的 .docx 再上传。")
            raise InvalidInput(message, field="file", part=name[:80])


def parsed(name: str, data: bytes) -> etree._Element:
    """A part as XML. Raises InvalidInput when it is not well formed, or declares entities of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InvalidInput(
            N_("这个文件的内部结构不对（%(part)s），读不出来。请用 Word 或 WPS 另存一份再上传。"), field="file", part=name[:80]
        ) from None
    if root.getroottree().docinfo.doctype:
        raise InvalidInput(
            N_("文件里夹带了 Word 文件不该有的声明（%(part)s），不能接收。请用 Word 或 WPS 重新做一份。"),
            field="file",
            part=name[:80],
        )
    return root


def is_xml(name: str) -> bool:
    """Whether a part is one that Word reads as XML."""
    return name.endswith((".xml", ".rels"))

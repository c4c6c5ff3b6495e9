"""Which files are taken: decided by what they hold, not by what they are called."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

from portal.errors import N_, InvalidInput

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LONGEST_NAME = 100


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type and the ending its name gets."""

    media_type: str
    ending: str
    is_image: bool = False


JPEG = Kind("image/jpeg", ".jpg", is_image=True)
PNG = Kind("image/png", ".png", is_image=True)
WEBP = Kind("image/webp", ".webp", is_image=True)
PDF = Kind("application/pdf", ".pdf")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
OFD = Kind("application/ofd", ".ofd")


def kind_of(filename: str, data: bytes) -> Kind:
    """The kind of an uploaded file, by its content. Raises InvalidInput with what to do instead."""
    check_size(filename, data)
    found = _plain_kind(data) or _packed_kind(filename, data)
    if found is None:
        raise InvalidInput(N_("文件“%(name)s”的格式不能接收。请上传 JPG、PNG、WebP 图片，或 PDF、OFD、docx、xlsx 文件；"
                              "旧版 doc、xls、wps 请先另存为 docx、xlsx 或 PDF。"), name=shown(filename))
    return found


def check_size(filename: str, data: bytes) -> None:
    """Refuse an empty or an oversized file."""
    if not data:
        raise InvalidInput(N_("文件“%(name)s”是空的，请重新选择。"), name=shown(filename))
    if len(data) > LARGEST:
        raise InvalidInput(N_("文件“%(name)s”超过 %(limit)s MB，请压缩后再传。"), name=shown(filename), limit=LARGEST // 1024**2)


def safe_name(filename: str, kind: Kind) -> str:
    """The name a file is kept under: no folders, no control or direction characters, the ending of its kind."""
    base = filename.replace("\\", "/").rpartition("/")[2]
    visible = "".join(each for each in base if unicodedata.category(each) not in ("Cc", "Cf", "Cs") and each not in '<>:"|?*')
    stem, dot, ending = visible.rpartition(".")
    same = ending.lower() in (kind.ending[1:], "jpeg")
    stem = (stem if dot and (same or ending.isascii()) else visible).strip(" .")
    return (stem[: LONGEST_NAME - len(kind.ending)] or "file") + kind.ending


def shown(filename: str) -> str:
    """A file's name as it may stand in a sentence."""
    return "".join(each for each in filename if each.isprintable())[:60]


def open_package(filename: str, data: bytes) -> zipfile.ZipFile:
    """A zip-based document, its unpacked size bounded before anything is unpacked. Raises InvalidInput."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise InvalidInput(N_("文件“%(name)s”已损坏，打不开。请重新导出或另存后再传。"), name=shown(filename)) from None
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or len(entries) > 10_000:
        raise InvalidInput(N_("文件“%(name)s”展开后太大，不能接收。请拆成几个文件。"), name=shown(filename))
    return package


def _plain_kind(data: bytes) -> Kind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return PDF if b"%PDF-" in data[:1024] else None


def _packed_kind(filename: str, data: bytes) -> Kind | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    names = set(open_package(filename, data).namelist())
    if any(name.endswith("vbaProject.bin") for name in names):
        raise InvalidInput(N_("文件“%(name)s”带有宏，不能接收。请另存为不带宏的 docx、xlsx 或 PDF。"), name=shown(filename))
    marks = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "OFD.xml": OFD}
    return next((kind for mark, kind in marks.items() if mark in names), None)

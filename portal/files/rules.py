"""Which files are taken: decided by what they hold, not by what they are called."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

from portal.errors import N_, InvalidInput

LARGEST = 20 * 1024 * 1024
LARGEST_PICTURE = 80 * 1024 * 1024  # drawn anew, and smaller
LARGEST_UNPACKED = 200 * 1024 * 1024
LONGEST_NAME = 100
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
VIDEO_STARTS = (b"\x1aE\xdf\xa3", b"FLV", b"\x00\x00\x01\xba", b"\x30\x26\xb2\x75")  # mkv and webm, flv, mpeg, wmv


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type and the ending its name gets."""

    media_type: str
    ending: str
    is_image: bool = False


JPEG = Kind("image/jpeg", ".jpg", is_image=True)
PNG = Kind("image/png", ".png", is_image=True)
WEBP = Kind("image/webp", ".webp", is_image=True)
HEIC = Kind("image/heic", ".heic", is_image=True)
PDF = Kind("application/pdf", ".pdf")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
OFD = Kind("application/ofd", ".ofd")


def kind_of(filename: str, data: bytes) -> Kind:
    """The kind of an uploaded file, by its content. Raises InvalidInput with what to do instead."""
    if not data:
        raise InvalidInput(N_("文件“%(name)s”是空的，请重新选择。"), name=shown(filename))
    _refuse_moving_or_drawn(filename, data)
    plain = _plain_kind(data)
    limit = LARGEST_PICTURE if plain and plain.is_image else LARGEST
    if len(data) > limit:
        raise InvalidInput(N_("文件“%(name)s”超过 %(limit)s MB，请压缩后再传。"), name=shown(filename), limit=limit // 1024**2)
    found = plain or _packed_kind(filename, data)
    if found is None:
        raise InvalidInput(N_("文件“%(name)s”的格式不能接收。请上传 JPG、PNG、WebP、HEIC 图片，或 PDF、OFD、docx、xlsx 文件；"
                              "旧版 doc、xls、wps 请先另存为 docx、xlsx 或 PDF。"), name=shown(filename))
    return found


def _refuse_moving_or_drawn(filename: str, data: bytes) -> None:
    """Refuse a video, and an SVG, which may carry a program; say what to send instead."""
    is_film = data[4:8] == b"ftyp" and data[8:12] not in HEIC_BRANDS
    if is_film or data.startswith(VIDEO_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"AVI "):
        raise InvalidInput(N_("“%(name)s”是视频，这里收不了。请截一两张图上传，或者用文字写下来。"), name=shown(filename))
    if b"<svg" in data[:2000].lower():
        raise InvalidInput(N_("“%(name)s”是 SVG 图，里面可能带有程序，不能接收。请另存为 PNG、JPG 或 PDF 再传。"),
                           name=shown(filename))


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
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return HEIC
    return PDF if b"%PDF-" in data[:1024] else None


def _packed_kind(filename: str, data: bytes) -> Kind | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    names = set(open_package(filename, data).namelist())
    if any(name.endswith("vbaProject.bin") for name in names):
        raise InvalidInput(N_("文件“%(name)s”带有宏，不能接收。请另存为不带宏的 docx、xlsx 或 PDF。"), name=shown(filename))
    marks = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "OFD.xml": OFD}
    return next((kind for mark, kind in marks.items() if mark in names), None)

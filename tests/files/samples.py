"""Small files made by the tests themselves."""

import io
import zipfile

from PIL import Image
from pypdf import PdfWriter


def picture(kind="JPEG", size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#8c2a23").save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def bomb(name="word/document.xml", size=300 * 1024 * 1024) -> bytes:
    """A small zip that unpacks to a huge file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as entry:
        for _ in range(size // 2**20):
            entry.write(bytes(2**20))
    return out.getvalue()


def pdf(pages: int, password: str = "") -> bytes:
    """A PDF of empty pages, locked with a password if one is given."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


PDF = b"%PDF-1.7\n%%EOF\n"

"""Taking in an uploaded file before anything is stored: checked, named, pictures drawn anew without their hidden data."""

import io
import warnings
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageOps

from portal.errors import N_, InvalidInput
from portal.files.lengths import pages_of
from portal.files.rules import HEIC, JPEG, PNG, Kind, kind_of, safe_name, shown

LONGEST_SIDE = 4000
MOST_PIXELS = 60_000_000
MOST_PIXELS_OF_A_PHOTO = 120_000_000  # a JPEG is read at a fraction of its size
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_OF_A_PHOTO
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class PreparedFile:
    """A file ready to be stored; `pages` where it is a document that tells."""

    name: str
    data: bytes
    media_type: str
    pages: int | None = None


def prepare(filename: str, data: bytes) -> PreparedFile:
    """Check an upload and make it ready to store; slow for pictures, so call it before the write transaction.

    Pictures lose their EXIF (place, device) by being drawn anew. Raises InvalidInput with a sentence.
    """
    kind = kind_of(filename, data)
    if kind.is_image:
        kind, data = _redraw(filename, data, kind)
    return PreparedFile(safe_name(filename, kind), data, kind.media_type, pages_of(data, kind))


def _redraw(filename: str, data: bytes, kind: Kind) -> tuple[Kind, bytes]:
    most = MOST_PIXELS_OF_A_PHOTO if kind is JPEG else MOST_PIXELS
    if kind is HEIC:
        _read_heic()
    drawn = JPEG if kind in (JPEG, HEIC) else PNG
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if picture.width * picture.height > most:
                raise InvalidInput(N_("图片“%(name)s”太大（超过 %(limit)s 万像素），请缩小后再传。"), name=shown(filename),
                                   limit=most // 10_000)
            return drawn, _encoded(picture, drawn)
    except UNREADABLE:
        raise InvalidInput(N_("图片“%(name)s”打不开，可能已损坏。请重新拍照或另存后再传。"), name=shown(filename)) from None


@cache
def _read_heic() -> None:
    """Teach Pillow the photos of many phones; loaded when the first one comes."""
    from pi_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def _encoded(picture: Image.Image, kind: Kind) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = upright.convert("RGB" if kind is JPEG else "RGBA")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "JPEG" if kind is JPEG else "PNG", quality=88)
    return out.getvalue()

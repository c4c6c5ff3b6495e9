"""Square codes (QR) and photographs as vector pictures the typesetter takes."""

import io
from base64 import b64encode

import segno
from PIL import Image

WIDEST = 1600  # dots of a photograph on a poster


def qr(text: str) -> str:
    """An SVG of `text` as a code that still reads when a quarter of it is torn or dirty; four modules of white around it."""
    return segno.make(text, error="q", micro=False).svg_inline(border=4, omitsize=True, light="#fff")


def photograph(data: bytes) -> str:
    """An SVG that holds a photograph, no wider than print needs."""
    with Image.open(io.BytesIO(data)) as picture:
        plain = picture.convert("RGB")
    plain.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85)
    width, height = plain.size
    held = f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{held}</svg>'

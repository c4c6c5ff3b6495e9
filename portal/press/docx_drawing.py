"""A picture in a Word document, with the words for those who do not see it."""

import struct
from xml.sax.saxutils import quoteattr

from portal.press.docx_text import holding
from portal.press.text import visible

_EMU_PER_MM = 36000
_WIDTH = 156
PICTURE, PICTURE_LINK = "media/chart{}.png", "chart{}"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def drawing(number: int, png: bytes, words: str) -> str:
    """The paragraph that holds picture `number`, as wide as a line of the page."""
    across, down = struct.unpack(">II", png[16:24])
    size = f'cx="{_WIDTH * _EMU_PER_MM}" cy="{round(_WIDTH * _EMU_PER_MM * down / across)}"'
    name, told = f'id="{9000 + number}" name="图{number}"', quoteattr(visible(words).replace("\n", " "))
    picture = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name} descr={told}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{PICTURE_LINK.format(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name} descr={told}/>'
        f'<a:graphic><a:graphicData uri="{_URI}">{picture}</a:graphicData></a:graphic></wp:inline>'
    )
    return holding(f"<w:r><w:drawing>{inline}</w:drawing></w:r>", "Picture")

"""A template to start from: the official layout with every placeholder in its place."""

from datetime import datetime

from portal.press import docx
from portal.press.paper import Paper, Paragraph


def starter(now: datetime) -> bytes:
    """The docx, made at `now`."""
    blocks = (Paragraph("{{正文}}"), Paragraph("{{附件清单}}", lead="附件："))
    paper = Paper("{{标题}}", "{{单位}}", "{{说明}}", blocks, addressee="{{主送}}", copies=("{{抄送}}",), trace="{{数据说明}}")
    return docx.write(paper, now)

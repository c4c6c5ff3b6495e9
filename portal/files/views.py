"""Views: attachments, streamed to whoever may see them."""

from io import BytesIO

from flask import Blueprint, current_app, request, send_file

from portal.errors import N_, Missing
from portal.extensions import db
from portal.files.models import Attachment
from portal.files.visibility import may_see
from portal.permissions import EVERYONE
from portal.web import actor, allow, now

bp = Blueprint("files", __name__)


@bp.get("/files/<int:attachment_id>/<path:filename>")
@allow(EVERYONE)
def download(attachment_id: int, filename: str):
    """One attachment, when the one visibility function says so; the name in the address is only for people."""
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or not may_see(db.session, attachment, actor(), now()):
        raise Missing(N_("没有找到这个文件，或者它只对有关工作人员开放。工作人员请先登录再打开。"))
    return stream(attachment)


def stream(attachment: Attachment):
    """The response that carries an attachment: pictures are shown, everything else is saved."""
    file = attachment.file
    data = current_app.extensions["storage"].read(file.sha256)
    response = send_file(BytesIO(data), mimetype=file.media_type, download_name=attachment.filename, etag=False,
                         as_attachment=not file.media_type.startswith("image/"))
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(file.sha256)
    return response.make_conditional(request)

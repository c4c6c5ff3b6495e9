"""Views: attachments, streamed to whoever may see them."""

from flask import Blueprint

bp = Blueprint("files", __name__)

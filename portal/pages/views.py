"""Views: the public site and the staff day."""

from flask import Blueprint, render_template

from portal.permissions import EVERYONE
from portal.web import allow

bp = Blueprint("pages", __name__)


@bp.get("/")
@allow(EVERYONE)
def home():
    """The first page."""
    return render_template("pages/home.html")

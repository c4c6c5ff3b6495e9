"""Views: drafting, reviewing and publishing proposals."""

from flask import Blueprint

bp = Blueprint("proposals", __name__)

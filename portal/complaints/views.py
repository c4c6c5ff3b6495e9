"""Views: filing and following complaints."""

from flask import Blueprint

bp = Blueprint("complaints", __name__)

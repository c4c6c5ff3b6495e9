"""Views: the calendar staff edit."""

from flask import Blueprint

bp = Blueprint("workdays", __name__)

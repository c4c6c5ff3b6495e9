"""Views: compiling and downloading the report."""

from flask import Blueprint

bp = Blueprint("reports", __name__)

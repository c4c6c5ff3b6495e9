"""Views: the ledger of vacated spaces."""

from flask import Blueprint

bp = Blueprint("ledger", __name__)

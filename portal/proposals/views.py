"""Views: drafting, reviewing and publishing proposals."""

from flask import Blueprint

bp = Blueprint("proposals", __name__)


from portal.proposals import public_views  # noqa: E402, F401  (registers its views on bp)

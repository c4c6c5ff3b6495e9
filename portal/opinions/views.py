"""Views: giving opinions, looking them up, and the desk."""

from flask import Blueprint

bp = Blueprint("opinions", __name__)

"""Views: approvals, submission, meetings and decisions."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)

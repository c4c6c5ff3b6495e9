"""Views: the public page “谁需要被征求意见？” and the clauses."""

from flask import Blueprint

bp = Blueprint("rulebook", __name__)

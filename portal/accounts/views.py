"""Views: signing in, units and people."""

from flask import Blueprint, render_template

from portal.accounts.models import User
from portal.extensions import db, login
from portal.permissions import EVERYONE
from portal.web import allow

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(EVERYONE)
def sign_in():
    """Sign in with a name and a password."""
    return render_template("accounts/sign_in.html")


@login.user_loader
def load_user(key: str):
    """The user a session cookie names, unless disabled or signed in with an older password."""
    user = db.session.get(User, int(key.partition(".")[0]))
    return user if user and user.is_active and user.get_id() == key else None

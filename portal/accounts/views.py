"""Views: signing in and out, registering, one's own password."""

from datetime import timedelta
from functools import cache

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from portal.accounts.actions import change_email, change_password, create_user, grant
from portal.accounts.forms import EmailForm, OwnPasswordForm, RegisterForm, SignInForm
from portal.accounts.models import User
from portal.accounts.passwords import hash_password, verify
from portal.accounts.queries import actor_of, roles_of
from portal.accounts.rules import check_password
from portal.accounts.signing_in import Attempt, note_attempt, user_by_login
from portal.clock import beijing, beijing_date
from portal.errors import N_, InvalidInput, NotPermitted
from portal.extensions import db, login
from portal.forms import refusals_on
from portal.permissions import EVERYONE, SIGNED_IN, Role, may
from portal.web import allow, now, own_address, person, write

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(EVERYONE)
def sign_in():
    """Sign in with a name and a password; then on to `next`, or to the page this person's work begins on."""
    form = SignInForm()
    if form.validate_on_submit():
        with refusals_on(form):
            user = _check(form.login.data, form.password.data)
            _begin_session(user)
            return redirect(own_address(request.args.get("next") or _start_of(user)))
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.post("/sign-out")
@allow(EVERYONE)
def sign_out():
    """End the session."""
    logout_user()
    session.clear()
    flash(_("您已退出登录。"))
    return redirect(url_for("pages.home"))


@bp.route("/register", methods=["GET", "POST"])
@allow(EVERYONE)
def register():
    """A resident makes an account; nobody needs one to give an opinion."""
    form = RegisterForm()
    if form.validate_on_submit():
        with refusals_on(form):
            password_hash = _new_hash(form.password.data, form.login.data)
            with write() as now:
                user = create_user(db.session, login=form.login.data, name=form.name.data, password_hash=password_hash, now=now)
                grant(db.session, user, Role.RESIDENT, None, valid_from=beijing_date(now), actor=user, now=now)
            _begin_session(user)
            flash(_("账号已经建好，您已登录。"))
            return redirect(own_address(request.args.get("next") or "/"))
    return render_template("accounts/register.html", form=form), form.status


@bp.route("/account", methods=["GET", "POST"])
@allow(SIGNED_IN)
def account():
    """One's own account: its roles, and changing the password, which ends sessions on other devices."""
    form = OwnPasswordForm()
    if form.validate_on_submit():
        with refusals_on(form):
            user = person()
            if not verify(form.old.data, user.password_hash):
                raise InvalidInput(N_("现在的密码不对，请重新输入。"), field="old")
            password_hash = _new_hash(form.password.data, user.login)
            with write() as at:
                change_password(db.session, user, password_hash, actor=user, now=at)
            _begin_session(user)
            flash(_("密码已经改好。其他设备上的登录已全部退出。"))
            return redirect(own_address(_start_of(user)))
    return _account_page(form, EmailForm(formdata=None, email=person().contact or ""))


@bp.post("/account/email")
@allow(SIGNED_IN)
def own_email():
    """Keep the address to which notices go."""
    form = EmailForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            change_email(db.session, person(), form.email.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("邮箱已经保存。"))
            return redirect(url_for("accounts.account"))
    return _account_page(OwnPasswordForm(formdata=None), form)


def _account_page(form: OwnPasswordForm, email: EmailForm):
    shown = email if email.errors else form
    roles = roles_of(db.session, person(), now())
    return render_template("accounts/account.html", form=form, email=email, shown=shown, roles=roles), shown.status


@login.user_loader
def load_user(key: str):
    """The user a session cookie names, unless disabled or signed in with an older password."""
    user = db.session.get(User, int(key.partition(".")[0]))
    return user if user and user.is_active and user.get_id() == key else None


@bp.before_app_request
def end_idle_session() -> None:
    """Sign out whoever has not been here for a while (an internal setting)."""
    if "_user_id" not in session or request.endpoint == "static":
        return
    idle = timedelta(minutes=current_app.extensions["settings"].idle_minutes)
    moment = int(now().timestamp())
    if moment - session.get("seen", moment) > idle.total_seconds():
        session.clear()
        flash(_("您有一段时间没有操作，为了安全已自动退出，请重新登录。"), "refusal")
    else:
        session["seen"] = moment


def _check(name: str, password: str) -> User:
    """The user of that name and password. Raises NotPermitted with what to do."""
    settings = current_app.extensions["settings"]
    user = user_by_login(db.session, name)
    is_right = verify(password, user.password_hash if user else _decoy(settings.password_cost))
    limits = {"failures": settings.lockout_failures, "minutes": settings.lockout_minutes}
    if user is None:
        raise NotPermitted(N_("账号名或密码不对。连续输错 %(failures)s 次，账号会暂停登录 %(minutes)s 分钟。"), **limits)
    if is_right and not user.is_active:
        raise NotPermitted(N_("这个账号已经停用。如需恢复，请联系系统管理员。"))
    with write() as now:
        outcome = note_attempt(db.session, user, is_right, **limits, now=now)
    if outcome is Attempt.LOCKED:
        raise NotPermitted(N_("密码连续输错次数太多，这个账号暂停登录到北京时间 %(until)s，到时间再试。"
                              "忘了密码，请联系系统管理员重设。"), until=f"{beijing(user.locked_until):%H:%M}")
    if outcome is Attempt.WRONG:
        raise NotPermitted(N_("账号名或密码不对。连续输错 %(failures)s 次，账号会暂停登录 %(minutes)s 分钟。"), **limits)
    return user


@cache
def _decoy(cost: int) -> str:
    """A hash for accounts that do not exist: answering takes as long as for one that does."""
    return hash_password("nobody", cost)


def _new_hash(password: str, name: str) -> str:
    check_password(password, name)
    return hash_password(password, current_app.extensions["settings"].password_cost)


def _begin_session(user: User) -> None:
    """A session of its own: nothing of the one before signing in is kept."""
    session.clear()
    login_user(user)
    session["seen"] = int(now().timestamp())


def _start_of(user: User) -> str:
    """Where this person's work begins."""
    who = actor_of(db.session, user, now())
    if may(who, "unit.read") or who.has(Role.DISCIPLINE):
        return "/desk"
    return "/requests" if may(who, "request.list") else "/"


from portal.accounts import journal_views, unit_views, user_views  # noqa: E402, F401  (register their views on bp)

"""Views: people's accounts and roles, for the administrator."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.actions import change_password, create_user, end_membership, grant, set_disabled
from portal.accounts.forms import DisableForm, EndForm, GrantForm, NewPasswordForm, UserForm
from portal.accounts.models import Membership, User
from portal.accounts.queries import people, units_on, user_with_roles
from portal.accounts.views import _new_hash, bp
from portal.clock import beijing_date
from portal.extensions import db
from portal.forms import chinese_options, options, refusals_on
from portal.i18n import say
from portal.permissions import Role
from portal.web import allow, now, person, write
from portal.words import word

PAGE = 50


def _user(user_id: int) -> User | None:
    return user_with_roles(db.session, user_id)


@bp.get("/desk/users")
@allow("user.manage")
def users():
    """Every account by name, with its roles; searched by account or person's name."""
    q, after = request.args.get("q", "").strip(), request.args.get("after", "")
    found = people(db.session, q=q, after=after, limit=PAGE + 1)
    more = found[PAGE - 1].login if len(found) > PAGE else None
    return render_template("accounts/users.html", users=found[:PAGE], q=q, after=after, more=more, today=beijing_date(now()))


@bp.route("/desk/users/new", methods=["GET", "POST"])
@allow("user.manage")
def new_user():
    """Make an account with its first password."""
    form = UserForm()
    if form.validate_on_submit():
        with refusals_on(form):
            password_hash = _new_hash(form.password.data, form.login.data)
            with write() as at:
                user = create_user(db.session, login=form.login.data, name=form.name.data, password_hash=password_hash,
                                   actor=person(), now=at)
            flash(_("账号已经建好，请接着设角色。"))
            return redirect(url_for("accounts.user", user_id=user.id))
    return render_template("accounts/new_user.html", form=form), form.status


@bp.get("/desk/users/<int:user_id>")
@allow("user.manage", _user)
def user(user: User):
    """One account: its roles, password and state."""
    return _user_page(user)


@bp.post("/desk/users/<int:user_id>/roles")
@allow("user.manage", _user)
def grant_role(user: User):
    """Give a person a role in a unit."""
    form = _grant_form()
    if form.validate_on_submit():
        unit = next((each for each in units_on(db.session, beijing_date(now())) if each.id == form.unit.data), None)
        with refusals_on(form), write() as at:
            grant(db.session, user, Role(form.role.data), unit, valid_from=form.valid_from.data, valid_to=form.valid_to.data,
                  actor=person(), now=at)
        if not form.errors:
            flash(_("角色已经设好。"))
            return redirect(url_for("accounts.user", user_id=user.id))
    return _user_page(user, granting=form)


@bp.post("/desk/memberships/<int:membership_id>/end")
@allow("user.manage", lambda membership_id: db.session.get(Membership, membership_id))
def end_role(membership: Membership):
    """End a role from today."""
    form = EndForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            end_membership(db.session, membership, actor=person(), now=at)
        if not form.errors:
            flash(_("角色已经撤销。"))
            return redirect(url_for("accounts.user", user_id=membership.user_id))
    return _user_page(_user(membership.user_id), ending=form)


@bp.post("/desk/users/<int:user_id>/password")
@allow("user.manage", _user)
def reset_password(user: User):
    """Give an account a new password; its sessions end and a locked account opens."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        with refusals_on(form):
            password_hash = _new_hash(form.password.data, user.login)
            with write() as at:
                change_password(db.session, user, password_hash, actor=person(), now=at)
            flash(_("密码已经重设，请当面告诉本人。"))
            return redirect(url_for("accounts.user", user_id=user.id))
    return _user_page(user, resetting=form)


@bp.post("/desk/users/<int:user_id>/disabled")
@allow("user.manage", _user)
def disable(user: User):
    """Close an account, or open it again."""
    form = DisableForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            set_disabled(db.session, user, form.is_disabled.data == "1", actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("accounts.user", user_id=user.id))
    return _user_page(user, ending=form)


def _grant_form(**values) -> GrantForm:
    form = GrantForm(valid_from=beijing_date(now()), **values)
    units = units_on(db.session, beijing_date(now()))
    form.role.choices = options((role.value, say(word("role", role.value))) for role in Role)
    form.unit.choices = options([(0, _("不属于单位"))]) + chinese_options((each.id, each.name) for each in units)
    return form


def _user_page(user: User, **bound):
    """The page of one account, with the form that was sent (granting, resetting or ending) as it was typed."""
    forms = {"granting": None, "resetting": None, "ending": None} | bound
    sent = next(iter(bound.values()), None)
    forms["granting"] = forms["granting"] or _grant_form(formdata=None)
    forms["resetting"] = forms["resetting"] or NewPasswordForm(formdata=None)
    today = beijing_date(now())
    return render_template("accounts/user.html", user=user, sent=sent, today=today, **forms), sent.status if sent else 200

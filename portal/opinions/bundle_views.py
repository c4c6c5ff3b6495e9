"""Views of the desk: opinions that say the same, and what a person says to that."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.jobs.actions import enqueue
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.opinions.actions.bundles import confirm_bundle, leave_out, place_bundle, refuse_bundle
from portal.opinions.entry_views import load_consultation
from portal.opinions.likeness.differences import differences, shortened
from portal.opinions.models import Bundle, BundleMember
from portal.opinions.queries import bundles as queries
from portal.opinions.queries.lookup import theme_by_id, themes_of
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.web import allow, person, refusal_told, write

STATES = ("proposed", "confirmed", "refused")
PAGE = 50


def _key(consultation: Consultation) -> str:
    return f"likeness:{consultation.id}"


@bp.get("/desk/proposals/<number>/likeness")
@allow("opinion.read", load_consultation)
def likeness(consultation: Consultation):
    """The bundles that wait for a person, or those confirmed or refused."""
    state = request.args.get("state") if request.args.get("state") in STATES else STATES[0]
    found = queries.bundle_page(db.session, consultation, state, request.args.get("after", 0, type=int))
    shown, number = found[:queries.PAGE], consultation.proposal.number
    job = latest(db.session, _key(consultation))
    return refreshed(render_template(
        "opinions/likeness.html", consultation=consultation, bundles=shown, state=state, states=STATES, job=job,
        voices=queries.voices(db.session, consultation, shown),
        older=url_for("opinions.likeness", number=number, state=state, after=shown[-1].id) if len(found) > len(shown) else None,
    ), job)


@bp.post("/desk/proposals/<number>/likeness")
@allow("opinion.handle", load_consultation)
def look_for_likeness(consultation: Consultation):
    """Look for opinions that say the same, in the background."""
    with write() as at:
        enqueue(db.session, "opinions.likeness", owner=person(), unit_id=consultation.proposal.initiating_unit_id,
                key=_key(consultation), now=at, consultation_id=consultation.id)
    flash(_("正在查找。找到的会列在这里，您可以先去做别的事。"))
    return redirect(url_for("opinions.likeness", number=consultation.proposal.number))


def load_bundle(bundle_id: int) -> Bundle | None:
    """The bundle a page is about."""
    return queries.bundle_by_id(db.session, bundle_id)


@bp.get("/desk/bundles/<int:bundle_id>")
@allow("opinion.read", load_bundle)
def bundle(bundle: Bundle):
    """One bundle: its opinions, each beside the model text."""
    members = queries.members_page(db.session, bundle, request.args.get("after", 0, type=int), PAGE + 1)
    consultation, shown = bundle.consultation, [(each, _beside(bundle, each)) for each in members[:PAGE]]
    return render_template(
        "opinions/bundle.html", bundle=bundle, consultation=consultation, members=shown,
        voices=queries.voices(db.session, consultation, [bundle]).get(bundle.id), themes=themes_of(db.session, consultation),
        older=url_for("opinions.bundle", bundle_id=bundle.id, after=members[PAGE - 1].opinion_id) if members[PAGE:] else None,
    )


def _beside(bundle: Bundle, member: BundleMember):
    """The words in which a member differs from the model; None for the model itself."""
    return None if member.opinion_id == bundle.model_id else shortened(differences(bundle.model.text, member.opinion.text))


@bp.post("/desk/bundles/<int:bundle_id>")
@allow("opinion.handle", load_bundle)
def decide_bundle(bundle: Bundle):
    """Confirm or refuse a bundle, leave some out of it, or put what is confirmed under one theme."""
    consultation, act = bundle.consultation, request.form.get("act", "")
    with refusal_told():
        with write() as at:
            said = _decide(bundle, act, at)
        undoable(consultation, at, said)
        if act not in ("leave", "place"):
            return redirect(url_for("opinions.likeness", number=consultation.proposal.number))
    return redirect(url_for("opinions.bundle", bundle_id=bundle.id))


def _decide(bundle: Bundle, act: str, at) -> str:
    who = {"actor": person(), "now": at}
    if act == "confirm":
        confirm_bundle(db.session, bundle, **who)
        return _("已标为同一人重复，最早的一条保留。") if bundle.kind == "repeated" else _("已认定相同：逐份计入，一起答复。")
    if act == "refuse":
        refuse_bundle(db.session, bundle, **who)
        return _("已记为不相同，不会再提。")
    if act == "leave":
        leave_out(db.session, bundle, frozenset(map(int, filter(str.isdecimal, request.form.getlist("opinions")))), **who)
        return _("已移出。")
    theme = theme_by_id(db.session, request.form.get("theme", 0, type=int))
    if theme is None:
        raise InvalidInput(N_("请选一个归类。"), field="theme")
    place_bundle(db.session, bundle, theme, **who)
    return _("已放进归类“%(title)s”。", title=theme.title)

"""Views of the desk: the list of opinions, one opinion, marks, contact data, settling."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.clock import beijing_date
from portal.consultations.models import PARTIES, Consultation
from portal.extensions import db
from portal.files.queries import attachments_of
from portal.forms import refusals_on
from portal.opinions import actions, rules
from portal.opinions.desk_forms import MarkForm, PlaceForm, SettleForm
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import Assignment, Opinion, Point
from portal.opinions.queries import open_matters
from portal.opinions.queries.alike import alike_to
from portal.opinions.queries.desk import desk_page
from portal.opinions.queries.lookup import desk_opinion, numbered
from portal.opinions.queries.narrowing import Filters, Work
from portal.opinions.queries.rows import theme_rows
from portal.opinions.queries.work import notes_on, work_by_point, worked_on
from portal.opinions.reading_views import read
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.opinions.work_forms import MoveForm, NoteForm
from portal.opinions.working import offered
from portal.remembering import remembered
from portal.rulebook.book import clause
from portal.text import clean
from portal.web import allow, now, person, refusal_told, write

CHOICES = {
    "party": PARTIES, "stance": (*rules.PUBLIC_STANCES, *rules.REPLY_STANCES), "channel": rules.CHANNELS, "bucket": rules.BUCKETS,
    "answered": ("yes", "no"), "sort": ("newest", "oldest", "received"),
}
LONGEST_SEARCH = 60


@bp.get("/desk/proposals/<number>/opinions")
@allow("opinion.read", load_consultation)
@remembered("stance", "bucket", "party", "channel", "theme", "answered", "work", "sort", "overdue")
def desk(consultation: Consultation):
    """Every opinion in one list, and what is still open."""
    return listed(consultation, PlaceForm(formdata=None))


def listed(consultation: Consultation, form: PlaceForm, ticked: frozenset[int] = frozenset()):
    """The list as the address narrows it, with `form` for the ticked points (their ids)."""
    themes = theme_rows(db.session, consultation)
    filters = asked_filters(consultation, {str(theme.id) for theme in themes})
    page = desk_page(db.session, consultation, filters, _after(), themes)
    form.offer(themes)
    query = {name: value for name, value in request.args.items() if name not in ("after", "keep")}
    here = {"number": consultation.proposal.number, **query}
    return render_template(
        "opinions/desk.html", consultation=consultation, page=page, filters=filters, themes=themes, form=form, ticked=ticked,
        choices=CHOICES, matters=open_matters(db.session, consultation, themes), rule=clause(rules.ADOPTION),
        older=url_for("opinions.desk", **here, after=page.after) if page.after else None,
        first=url_for("opinions.desk", **here) if "after" in request.args else None,
    ), form.status


def asked_filters(consultation: Consultation, themes: set[str]) -> Filters:
    """What the address asks for; words that mean nothing narrow nothing. `themes`: the ids there are."""
    asked = {name: request.args.get(name, "") for name, codes in CHOICES.items() if request.args.get(name) in codes}
    theme = request.args.get("theme", "")
    filters = Filters(q=clean(request.args.get("q", ""))[:LONGEST_SEARCH], overdue=bool(request.args.get("overdue")), **asked)
    filters = replace(filters, work=_work(consultation))
    return replace(filters, theme=theme) if theme in themes | {"none"} else filters


def _work(consultation: Consultation) -> Work | None:
    asked = request.args.get("work", "")
    if asked == "mine":
        return worked_on(db.session, consultation, assignee=person().id)
    if asked == "due":
        return worked_on(db.session, consultation, until=beijing_date(now()))
    return worked_on(db.session, consultation, state=asked) if asked in rules.WORK_STATES else None


def _after() -> str:
    after = request.args.get("after", "")
    day, _dot, number = after.rpartition(".")
    return after if number.isdecimal() and (not day or len(day) == 10) else ""


def load_opinion(opinion_id: int) -> Opinion | None:
    """The opinion a page is about."""
    return desk_opinion(db.session, opinion_id)


@bp.get("/desk/opinions/<int:opinion_id>")
@allow("opinion.read", load_opinion)
def show(opinion: Opinion):
    """One opinion, its answer, and what can be done with it."""
    read(opinion.consultation, [opinion.id])
    return shown_opinion(opinion)


def shown_opinion(opinion: Opinion, mark_form=None, settle_form=None, note_form=None, move_form=None, contact=None):
    """The page of an opinion, with the form that was filled in as it was."""
    forms = [form for form in (mark_form, settle_form, note_form, move_form) if form is not None]
    status = max((form.status for form in forms), default=200)
    return render_template(
        "opinions/show.html", opinion=opinion, consultation=opinion.consultation, files=attachments_of(db.session, opinion),
        mark_form=mark_form or MarkForm(formdata=None), settle_form=settle_form or _settle_form(opinion), contact=contact,
        note_form=note_form or NoteForm(formdata=None), notes=notes_on(db.session, opinion=opinion),
        move_form=move_form or MoveForm(formdata=None), point_work=work_by_point(db.session, opinion.points), verbs_of=_verbs,
        alike=alike_to(db.session, opinion),
        matters=open_matters(db.session, opinion.consultation), settles=_settles(opinion),
        rule=clause(rules.CONSENSUS if _settles(opinion) else rules.COUNTING),
    ), status, {"Cache-Control": "no-store"}


def _verbs(point: Point, work: Assignment) -> list[str]:
    return offered(work.state, handed_in=work.handed_in_by == person().id, is_answered=point.is_answered)


def _settles(opinion: Opinion) -> bool:
    return opinion.party in rules.SETTLES and opinion.stance in rules.OBJECTS and opinion.bucket == "counted"


def _settle_form(opinion: Opinion) -> SettleForm:
    settled = opinion.settlement
    if settled is None:
        return SettleForm(formdata=None)
    return SettleForm(formdata=None, is_settled="yes" if settled.is_settled else "no", how=settled.how,
                      our_view=settled.our_view, basis=settled.basis, settled_on=settled.settled_on)


@bp.post("/desk/opinions/<int:opinion_id>/contact")
@allow("opinion.handle", load_opinion)
def contact(opinion: Opinion):
    """Open the contact data, deliberately: it is noted in the journal."""
    with write() as at:
        found = actions.read_contact(db.session, opinion, actor=person(), now=at)
        told = {name: getattr(found, name) if found else None for name in ("name", "phone", "email")}
    return shown_opinion(opinion, contact=told)


@bp.post("/desk/opinions/<int:opinion_id>/mark")
@allow("opinion.handle", load_opinion)
def mark(opinion: Opinion):
    """Mark an opinion as repeated or invalid."""
    form = MarkForm()
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                kept = numbered(db.session, opinion.consultation, form.kept.data)
                actions.mark(db.session, opinion, form.kind.data, form.reason.data, kept, actor=person(), now=at)
            undoable(opinion.consultation, at, _("已标记第%(number)s号。", number=opinion.number))
            return redirect(url_for("opinions.show", opinion_id=opinion.id))
    return shown_opinion(opinion, mark_form=form)


@bp.post("/desk/opinions/<int:opinion_id>/unmark")
@allow("opinion.handle", load_opinion)
def unmark(opinion: Opinion):
    """Take a mark back."""
    _try(lambda at: actions.unmark(db.session, opinion, actor=person(), now=at), _("已撤销标记，这条意见重新计入。"))
    return redirect(url_for("opinions.show", opinion_id=opinion.id))


@bp.post("/desk/opinions/<int:opinion_id>/settle")
@allow("opinion.handle", load_opinion)
def settle_reply(opinion: Opinion):
    """Record how a unit's disagreement ended, or how far it got."""
    form = SettleForm()
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                actions.settle_reply(db.session, opinion, is_settled=form.is_settled.data == "yes", how=form.how.data,
                                     our_view=form.our_view.data or "", basis=form.basis.data or "",
                                     settled_on=form.settled_on.data, actor=person(), now=at)
            flash(_("已记录协商结果。"))
            return redirect(url_for("opinions.show", opinion_id=opinion.id))
    return shown_opinion(opinion, settle_form=form)


@bp.post("/desk/proposals/<number>/opinions/settle")
@allow("opinion.handle", load_consultation)
def settle(consultation: Consultation):
    """办结: every opinion has its answer."""
    _try(lambda at: actions.settle_consultation(db.session, consultation, actor=person(), now=at),
         _("已经办结，可以生成汇总表。"))
    return redirect(url_for("opinions.desk", number=consultation.proposal.number))


@bp.post("/desk/proposals/<number>/opinions/reopen")
@allow("opinion.handle", load_consultation)
def reopen(consultation: Consultation):
    """重新办理: take 办结 back."""
    _try(lambda at: actions.reopen(db.session, consultation, actor=person(), now=at), _("已重新办理，可以修改。"))
    return redirect(url_for("opinions.desk", number=consultation.proposal.number))


def _try(act, done: str) -> None:
    """Do what a single button asks for; a refusal is said on the next page."""
    with refusal_told():
        with write() as at:
            act(at)
        flash(done)

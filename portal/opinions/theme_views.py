"""Views of the desk: grouping points under themes and answering them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.errors import N_, EditedMeanwhile, InvalidInput
from portal.extensions import db
from portal.forms import refusals_on
from portal.opinions import actions, rules
from portal.opinions.comparing import Compared, compared
from portal.opinions.desk_forms import ThemeForm, VerdictForm
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import Theme
from portal.opinions.queries import open_matters
from portal.opinions.queries.changes import Place, changed_places, changes_of, promise_of
from portal.opinions.queries.counting import theme_sizes
from portal.opinions.queries.lookup import points_of, reply_texts_of, theme_by_id, themes_of
from portal.opinions.queries.work import advice_on, colleagues_of, notes_on, work_by_theme, work_on
from portal.opinions.reading_views import read
from portal.opinions.views import bp
from portal.opinions.work_forms import AdviceForm, AssignForm, MoveForm, NoteForm
from portal.opinions.working import offered
from portal.rulebook.book import clause
from portal.web import allow, now, person, write

PAGE = 50


@bp.get("/desk/proposals/<number>/themes")
@allow("opinion.read", load_consultation)
def themes(consultation: Consultation):
    """The themes with how many say so and what was answered."""
    return render_template(
        "opinions/themes.html", consultation=consultation, themes=themes_of(db.session, consultation),
        sizes=theme_sizes(db.session, consultation), work=work_by_theme(db.session, consultation),
        matters=open_matters(db.session, consultation), rule=clause(rules.ADOPTION))


def load_theme(theme_id: int) -> Theme | None:
    """The theme a page is about."""
    return theme_by_id(db.session, theme_id)


@bp.get("/desk/themes/<int:theme_id>")
@allow("opinion.read", load_theme)
def theme(theme: Theme):
    """One theme: what was said, the answer, and the work on it."""
    return shown_theme(theme)


def forms_of(theme: Theme, **source) -> dict:
    """The forms of a theme's page, with their choices; filled from the request, or from nothing (formdata=None)."""
    proposal, day = theme.consultation.proposal, beijing_date(now())
    units = units_on(db.session, day)
    forms = {
        "verdict": VerdictForm(obj=theme, **source), "title": ThemeForm(obj=theme, **source), "note": NoteForm(**source),
        "assign": AssignForm(**source), "move": MoveForm(**source), "advice": AdviceForm(**source),
    }
    forms["verdict"].offer(changed_places(db.session, theme.consultation), units,
                           reply_texts_of(db.session, proposal.initiating_unit_id))
    forms["assign"].offer(colleagues_of(db.session, proposal.initiating_unit_id, now()))
    forms["advice"].offer([unit for unit in units if unit.id != proposal.initiating_unit_id])
    return forms


def shown_theme(theme: Theme, **filled):
    """The page of a theme, with the forms that were filled in as they were."""
    after = request.args.get("after", 0, type=int)
    rows = points_of(db.session, theme, after, PAGE + 1)
    if read(theme.consultation, [point.opinion_id for point in rows[:PAGE]]):
        rows = points_of(db.session, theme, after, PAGE + 1)
    changes, promise, work = changes_of(db.session, theme), promise_of(db.session, theme), work_on(db.session, theme)
    forms = forms_of(theme, formdata=None)
    forms["verdict"].take_up(theme, changes, promise)
    if work is not None:
        forms["assign"].assignee.data, forms["assign"].due_on.data = work.assignee_id or 0, work.due_on
    status = max((form.status for form in filled.values()), default=200)
    return render_template(
        "opinions/theme.html", theme=theme, consultation=theme.consultation, points=rows[:PAGE], forms=forms | filled,
        theirs=_theirs(theme, filled), work=work, changes=changes, promise=promise, rule=clause(rules.ADOPTION),
        verbs=offered(work.state if work else "open", is_answered=theme.verdict is not None,
                      handed_in=work is not None and work.handed_in_by == person().id),
        notes=notes_on(db.session, theme=theme), advice=advice_on(db.session, theme),
        older=url_for("opinions.theme", theme_id=theme.id, after=rows[PAGE - 1].id) if len(rows) > PAGE else None,
        matters=open_matters(db.session, theme.consultation),
    ), status


def _theirs(theme: Theme, filled: dict) -> list[Compared]:
    """What somebody else saved meanwhile beside what was typed; the form then goes over it."""
    found = []
    for form in filled.values():
        if isinstance(form.refusal, EditedMeanwhile) and hasattr(form, "revision"):
            form.revision.data = theme.revision
            found += [compared(form[name].label.text, getattr(theme, name), form[name].data or "")
                      for name in ("title", "verdict", "reason", "changed_place") if name in form]
    return found


@bp.post("/desk/themes/<int:theme_id>/verdict")
@allow("opinion.handle", load_theme)
def decide(theme: Theme):
    """Give a theme its verdict with the reason, or put a reply text into the form (no script needed)."""
    form = forms_of(theme)["verdict"]
    if "insert" in request.form:
        _insert(theme, form)
        return shown_theme(theme, verdict=form)
    if form.validate():
        with refusals_on(form):
            with write() as at:
                actions.decide_theme(
                    db.session, theme, verdict=form.verdict.data, reason=form.reason.data, changed_place=form.changed_place.data,
                    seen_revision=_seen(form), places=_places(theme, form), pledge=_pledge(form), actor=person(), now=at)
            flash(_("已保存采纳情况。"))
            return redirect(url_for("opinions.theme", theme_id=theme.id))
    return shown_theme(theme, verdict=form)


def _insert(theme: Theme, form: VerdictForm) -> None:
    """Put the chosen reply text at the end of what is typed."""
    kept = reply_texts_of(db.session, theme.consultation.proposal.initiating_unit_id)
    chosen = next((each.text for each in kept if form.reply is not None and each.id == form.reply.data), "")
    form.reason.data = "\n".join(filter(None, (form.reason.data, chosen)))


def _places(theme: Theme, form: VerdictForm) -> list[Place]:
    ticked = set(form.places.data or ()) if form.places is not None else set()
    return [each for each in changed_places(db.session, theme.consultation) if each.key in ticked]


def _pledge(form: VerdictForm) -> actions.Pledge | None:
    if not form.keeper.data:
        return None
    if form.promise_due.data is None:
        raise InvalidInput(N_("请填写什么时候办完。"), field="promise_due")
    return actions.Pledge(db.session.get(Unit, form.keeper.data), form.promise_due.data)


@bp.post("/desk/themes/<int:theme_id>/title")
@allow("opinion.handle", load_theme)
def rename(theme: Theme):
    """Give a theme another title."""
    form = ThemeForm()
    if form.validate():
        with refusals_on(form):
            with write() as at:
                actions.rename_theme(db.session, theme, form.title.data, seen_revision=_seen(form), actor=person(), now=at)
            flash(_("已改题目。"))
            return redirect(url_for("opinions.theme", theme_id=theme.id))
    return shown_theme(theme, title=form)


def _seen(form) -> int:
    return int(form.revision.data) if (form.revision.data or "").isdecimal() else 0

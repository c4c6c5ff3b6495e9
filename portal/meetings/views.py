"""Views: the leader's approval, submission, and the office's desk for meetings and decisions."""


from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.extensions import db
from portal.files import visibility
from portal.files.queries import attachments_of
from portal.forms import chinese_options, refusals_on
from portal.meetings import actions
from portal.meetings.forms import (
    DecisionForm,
    GovernmentForm,
    MeetingForm,
    NoticeForm,
    ReturnForm,
    ScheduleForm,
)
from portal.meetings.models import LeaderApproval, Meeting, participants
from portal.meetings.queries import items as queries
from portal.meetings.queries.about import concerned
from portal.meetings.queries.disclosure import disclose_by
from portal.meetings.rules import year
from portal.meetings.year_forms import ForetellForm
from portal.permissions import units_for
from portal.web import actor, allow, now, person, write

bp = Blueprint("meetings", __name__)
visibility.register(LeaderApproval, "report.read")
visibility.register(Meeting, "agenda.receive")


def _item(item_id: int):
    return queries.item(db.session, item_id)


def _meeting(meeting_id: int):
    return queries.meeting(db.session, meeting_id)


def due_is_inclusive() -> bool:
    """Whether papers may come until the end of the 15th (a setting)."""
    return current_app.extensions["settings"].papers_due_inclusive


@bp.route("/desk/meetings", methods=["GET"])
@allow("meeting.read")
def meetings():
    """The meetings, what was submitted for them, and what waits."""
    return _meetings_page(MeetingForm(title=_("腾退空间再利用联席会议")))


@bp.post("/desk/meetings")
@allow("meeting.edit")
def plan():
    """Put a meeting on the calendar."""
    form = MeetingForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            meeting = actions.plan_meeting(db.session, held_on=form.held_on.data, title=form.title.data,
                                           place=form.place.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("会议已安排。"))
            return redirect(url_for("meetings.show_meeting", meeting_id=meeting.id))
    return _meetings_page(form), form.status


def _meetings_page(form):
    return render_template("meetings/list.html", meetings=queries.meetings(db.session), waiting=queries.waiting_items(db.session),
                           form=form)


@bp.get("/desk/meetings/<int:meeting_id>")
@allow("meeting.read", _meeting)
def show_meeting(meeting):
    """One meeting with its items."""
    return _meeting_page(meeting, MeetingForm(obj=meeting))


@bp.post("/desk/meetings/<int:meeting_id>")
@allow("meeting.edit", _meeting)
def move(meeting):
    """Move the meeting to another day or place."""
    form = MeetingForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.move_meeting(db.session, meeting, held_on=form.held_on.data, title=form.title.data,
                                 place=form.place.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("meetings.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, form), form.status


def _meeting_page(meeting, form):
    own = units_for(actor(), "resolution.report")
    parts = {item.id: part for item in meeting.items for unit, part in participants(item).items() if unit in own}
    return render_template("meetings/meeting.html", meeting=meeting, form=form, units=concerned(db.session, meeting), parts=parts,
                           deadline=year.deadline_for(meeting.held_on, inclusive=due_is_inclusive()))


@bp.get("/desk/agenda/<int:item_id>")
@allow("agenda.read", _item)
def item(item):
    """One agenda item with its papers, and what may be done with it now."""
    return _item_page(item)


@bp.post("/desk/agenda/<int:item_id>/receive")
@allow("agenda.receive", _item)
def receive(item):
    """Take the item on."""
    with write() as at:
        actions.receive(db.session, item, actor=person(), now=at)
    flash(_("已受理。"))
    return redirect(url_for("meetings.item", item_id=item.id))


@bp.post("/desk/agenda/<int:item_id>/return")
@allow("agenda.receive", _item)
def return_item(item):
    """Send the item back with a reason."""
    form = ReturnForm()
    return _act(item, form, "return_form", _("已退回提请部门。"),
                lambda at: actions.return_item(db.session, item, form.reason.data or "", actor=person(), now=at))


@bp.post("/desk/agenda/<int:item_id>/schedule")
@allow("meeting.edit", _item)
def schedule(item):
    """Put the item on a meeting."""
    form = ScheduleForm()
    form.meeting.choices = _meeting_choices()
    return _act(item, form, "schedule_form", _("已列入会议。"),
                lambda at: actions.schedule(
                    db.session, item, _meeting(form.meeting.data), late_reason=form.late_reason.data or "",
                    due_inclusive=due_is_inclusive(), actor=person(), now=at))


@bp.post("/desk/agenda/<int:item_id>/decision")
@allow("meeting.edit", _item)
def decide(item):
    """Record the decision."""
    form = DecisionForm()
    form.offer(units_on(db.session, beijing_date(now())))

    def record(at):
        tasks = [(db.session.get(Unit, unit), task, due) for unit, task, due in form.whole_rows()]
        actions.decide(db.session, item, outcome=form.outcome.data, wording=form.wording.data or "",
                       conditions=form.conditions.data or "", decided_on=form.decided_on.data, tasks=tasks,
                       confirmer=db.session.get(Unit, form.confirmer.data) if form.confirmer.data else None,
                       actor=person(), now=at)

    return _act(item, form, "decision_form", _("已记录会议决定。"), record)


@bp.post("/desk/agenda/<int:item_id>/government")
@allow("meeting.edit", _item)
def government(item):
    """Enter the district government's result."""
    form = GovernmentForm()
    form.offer()
    return _act(item, form, "government_form", _("已录入区政府审议结果。"), lambda at: actions.enter_government_result(
        db.session, item.decision, outcome=form.outcome.data, on=form.on.data, actor=person(), now=at))


@bp.post("/desk/agenda/<int:item_id>/publication")
@allow("decision.publish", _item)
def publish(item):
    """Publish the decision and the verdicts."""
    form = NoticeForm()
    return _act(item, form, "notice_form", _("已公布。居民凭回执编号可以看到答复。"), lambda at: actions.publish_decision(
        db.session, item.decision, notice=form.notice.data or "", reviewer=form.reviewer.data or "",
        leader=form.leader.data or "", explanation=form.explanation.data or "", actor=person(), now=at))


@bp.post("/desk/agenda/<int:item_id>/foretell")
@allow("decision.foretell", _item)
def foretell(item):
    """Tell the public of a matter before the government decides on it."""
    form = ForetellForm()
    return _act(item, form, "foretell_form", _("已登记预公开，公开页面上可以看到。"), lambda at: actions.foretell(
        db.session, item.decision, form.text.data or "", actor=person(), now=at))


def _act(item, form, name: str, done: str, action):
    """Run one act on an item from its form; a refusal comes back on the item's page with what was typed."""
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            action(at)
        if not form.errors:
            flash(done)
            return redirect(url_for("meetings.item", item_id=item.id))
    return _item_page(item, **{name: form}), form.status


def _item_page(item, **filled):
    fresh = {} if request.method == "GET" else {"formdata": None}
    forms = {
        "return_form": ReturnForm, "schedule_form": ScheduleForm, "decision_form": DecisionForm,
        "government_form": GovernmentForm, "notice_form": NoticeForm, "foretell_form": ForetellForm,
    }
    shown = {name: filled.get(name) or form(**fresh) for name, form in forms.items()}
    shown["schedule_form"].meeting.choices = _meeting_choices()
    shown["decision_form"].offer(units_on(db.session, beijing_date(now())))
    shown["government_form"].offer()
    if item.meeting and not shown["decision_form"].decided_on.data:
        shown["decision_form"].decided_on.data = item.meeting.held_on
    return render_template("meetings/item.html", item=item, **shown,
                           disclose_by=item.decision and disclose_by(db.session, item.decision),
                           papers=attachments_of(db.session, item.version) + attachments_of(db.session, item.approval))


def _meeting_choices() -> list:
    return chinese_options((each.id, f"{each.held_on:%Y-%m-%d} {each.title}") for each in queries.meetings(db.session))


from portal.meetings import (  # noqa: E402, F401  (they add to bp)
    announcement_views,
    disclosure_views,
    feed_views,
    follow_up_views,
    minutes_views,
    plan_views,
    submission_views,
    summary_views,
)

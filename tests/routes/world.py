"""A small district in which everybody meets every kind of object, own and other people's."""

from dataclasses import asdict, dataclass, field
from itertools import count

from sqlalchemy import select

from portal import formnumbers, outbox
from portal.accounts.models import User
from portal.complaints.actions import file_complaint
from portal.consultations.actions import open_formal_round, send_request
from portal.consultations.queries import consultation_of
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.following.actions.following import Subject, ask_to_follow
from portal.following.queries.lookup import by_address
from portal.jobs.actions import enqueue
from portal.ledger.imports import keep_upload
from portal.meetings.actions import foretell
from portal.meetings.actions.feeds import make_key
from portal.meetings.models import AgendaItem
from portal.notices.models import Loss
from portal.opinions.actions.imports import keep_sheet
from portal.opinions.actions.proposing import propose_bundles
from portal.opinions.actions.replies import keep_reply
from portal.opinions.actions.suggesting import keep_suggestions
from portal.opinions.likeness.values import Found
from portal.opinions.models import Advice, Bundle, Step, ThemeSuggestion
from portal.outbox import Message
from portal.permissions import Role
from portal.press.paper import Paper
from portal.proposals.models import BusinessForm
from portal.proposals.queries import proposal_by_number
from portal.reports.actions import compile_and_store
from portal.reports.models import Announcement
from portal.wordtemplates.actions import add_template
from tests.builders import a_draft, a_handler, a_published_proposal, a_space, a_unit, a_user, an_area
from tests.complaints import story as complaint_story
from tests.files.samples import picture
from tests.ledger.files import ROW, as_csv
from tests.meetings import story
from tests.opinions import sheets
from tests.opinions.matter import Matter
from tests.surveys import matter as survey_story
from tests.wordtemplates.samples import template

OWN, OTHER, ASKED = "区房管局", "区教委", "区园林绿化局"
OFFICE, HEADQUARTERS = "区发展改革委", "什刹海阜景指挥部"
STREET, OTHER_STREET = "广安门外街道办事处", "德胜街道办事处"

PEOPLE = {
    "resident": (Role.RESIDENT, None),
    "expert": (Role.EXPERT, None),
    "other_expert": (Role.EXPERT, None),
    "planner": (Role.PLANNER, STREET),
    "rights_holder": (Role.RIGHTS_HOLDER, None),
    "handler": (Role.HANDLER, OWN),
    "other_handler": (Role.HANDLER, OTHER),
    "reviewer": (Role.REVIEWER, OWN),
    "other_reviewer": (Role.REVIEWER, OTHER),
    "asked_handler": (Role.HANDLER, ASKED),
    "headquarters": (Role.HANDLER, HEADQUARTERS),
    "street_worker": (Role.STREET_WORKER, STREET),
    "other_street_worker": (Role.STREET_WORKER, OTHER_STREET),
    "office": (Role.OFFICE, OFFICE),
    "leader": (Role.LEADER, OWN),
    "other_leader": (Role.LEADER, OTHER),
    "discipline": (Role.DISCIPLINE, "区纪委区监委"),
    "admin": (Role.ADMIN, None),
}


@dataclass
class World:
    """Who is there, and what the placeholders of addresses stand for: `name` or `concept.name`."""

    people: dict[str, User] = field(default_factory=dict)
    arguments: dict[str, object] = field(default_factory=dict)

    def address(self, rule, variant: str = "") -> str:
        """The address of a route with everything of this world filled in; `rule` is werkzeug's, `variant` a prefix to prefer."""
        concept = rule.endpoint.partition(".")[0]
        values = {name: self._argument(name, variant, concept) for name in rule.arguments}
        unknown = [name for name, value in values.items() if value is None]
        assert not unknown, f"tests/routes/world.py knows no {unknown} for {rule.rule}: add it to `arguments`"
        return rule.build(values)[1]

    def _argument(self, name: str, *prefixes: str):
        keys = [f"{prefix}.{name}" for prefix in prefixes] + [name]
        return next((self.arguments[key] for key in keys if key in self.arguments), None)


def build(session, clock, write, storage) -> World:
    """The district: a proposal of 区房管局 in 广安门外街道 that has come to a meeting, and complaints about it."""
    world = World()
    with write() as now:
        for name, (role, unit) in PEOPLE.items():
            world.people[name] = a_user(session, now, role, unit and a_unit(session, now, unit), login=name)
        proposal = story.heard(session, now, space=a_space(session, now))
    with write():
        story.answered(session, clock, proposal)
    with write() as now:
        world.arguments |= _people(world) | {"number": proposal.number, "unit_id": proposal.initiating_unit_id}
        world.arguments |= _to_the_meeting(session, now, storage, proposal)
        world.arguments |= _ledger(session, now, storage, proposal.space, world.people["handler"])
        world.arguments |= _template(session, now, storage, world.people["reviewer"])
        world.arguments |= _letters(session, now, world.people)
        world.arguments |= _sheet(session, now, storage, world)
        world.arguments |= _surveys(session, now, world)
        world.arguments |= _words(session, now, proposal)
        world.arguments |= _likeness(session, now, proposal)
        world.arguments |= _jobs(session, now, world.people["handler"])
        world.arguments |= _complaints(session, now, storage, proposal.space)
        world.arguments |= _follower(session, now, proposal)
        world.arguments |= {"filename": "css/tokens.css", "clause_id": "附件三(三)1", "rest": "v1/nothing"}
        world.arguments |= {"opendata.name": "proposals", "opendata.kind": "geojson", "opendata.key": proposal.number,
                            "draft.key": world.arguments["draft.number"]}
    return world


def _follower(session, now, proposal) -> dict:
    ask_to_follow(session, Subject("proposal", proposal_id=proposal.id), "wang@example.cn", "daily", now=now)
    return {"following.secret": by_address(session, "wang@example.cn").secret, "following.kind": "atom", "street": "广安门外街道"}


def _people(world: World) -> dict:
    resident = world.people["resident"]
    return {"user_id": resident.id, "membership_id": resident.memberships[0].id}


def _to_the_meeting(session, now, storage, proposal) -> dict:
    handler = a_handler(session, now, OWN)
    story.agreed(session, now, proposal)
    report = compile_and_store(session, storage, consultation_of(session, proposal), actor=handler, now=now)
    story.approved(session, now, proposal)
    item = story.on_a_meeting(session, now, proposal)
    draft = a_draft(session, now)
    form = session.scalars(select(BusinessForm)).first()
    return {**_decided(session, now, item, draft), "item_id": item.id, "meeting_id": item.meeting_id, "report_id": report.id,
            "reports.kind": "docx", "reports.code": "narrative", "reports.section": "themes", "reports.place": 1,
             "draft.number": draft.number, "entry_id": form.id}


def _decided(session, now, item, draft) -> dict:
    """An earlier item with its decision, and what it gave 区房管局 to do."""
    decision = story.decided(session, now, _earlier(session, now, item, draft), "passed_with_changes", conditions="七点后卸货")
    reported = story.decided(session, now, _earlier(session, now, item, a_draft(session, now)), "to_government")
    foretell(session, reported, "拟改为社区菜店。", actor=a_handler(session, now, OWN), now=now)
    published = story.decided(session, now, _earlier(session, now, item, a_draft(session, now)))
    published.published_at, published.notice = now, "同意改为社区菜店。"
    session.add(Announcement(report_id=item.report_id, paper=asdict(Paper(title="公告", unit=OWN)), made_at=now))
    key = make_key(session, a_handler(session, now, OWN), now=now)
    return {"resolution_id": decision.resolutions[0].id, "condition_id": decision.wanted[0].id, "meetings.kind": "docx",
            "meetings.paper": "agenda", "year": 2026, "quarter": 3, "key": key.key,
            "disclosed.number": reported.item.proposal.number, "announced.number": published.item.proposal.number}


def _earlier(session, now, item, draft) -> AgendaItem:
    earlier = AgendaItem(proposal=draft, version=draft.latest, report=item.report, approval=item.approval, closed_at=now,
                         submitted_by=item.submitted_by, submitted_at=now, received_by=item.received_by, received_at=now,
                         meeting=item.meeting)
    session.add(earlier)
    session.flush()
    return earlier


def _template(session, now, storage, reviewer) -> dict:
    added = add_template(session, storage, a_unit(session, now, OWN), "模板.docx", template(), actor=reviewer, now=now)
    return {"template_id": added.id}


def _ledger(session, now, storage, space, handler) -> dict:
    unit = a_unit(session, now, OWN)
    area = an_area(session, now, headquarters=HEADQUARTERS)
    upload = keep_upload(session, storage, "台账.csv", as_csv(ROW), unit=unit, actor=handler, now=now)
    return {"ledger.number": space.number, "places.number": space.number, "name": "leaflet.css",
            "area_id": area.id, "upload_id": upload.id, "ledger.kind": "csv"}


def _letters(session, now, people) -> dict:
    proposal = a_published_proposal(session, now)
    handler = a_handler(session, now, OWN)
    opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
    personal = send_request(session, opened, party="expert", user=people["expert"], form="expert_review", actor=handler, now=now)
    to_unit = send_request(session, opened, party="department", unit=a_unit(session, now, ASKED), actor=handler, now=now)
    return {"request_id": personal.id, "to_unit.request_id": to_unit.id, "open.number": proposal.number}


def _surveys(session, now, world) -> dict:
    consultation = consultation_of(session, proposal_by_number(session, world.arguments["open.number"]))
    asks = consultation.proposal.initiating_unit
    matter = Matter(consultation, world.people["handler"], asks, consultation.proposal.streets[0])
    survey, draft = (make(session, now, matter=matter) for make in (survey_story.a_survey, survey_story.a_draft_survey))
    sheet = survey_story.answer(session, survey, now, {0: survey_story.chose("0")})
    return {"survey_id": survey.id, "draft.survey_id": draft.id, "question_id": draft.draft.questions[0].id, "sheet_id": sheet.id,
            "surveys.kind": "docx"}


def _sheet(session, now, storage, world) -> dict:
    consultation = consultation_of(session, proposal_by_number(session, world.arguments["open.number"]))
    upload = keep_sheet(session, storage, consultation, "议事厅.csv", sheets.as_csv(sheets.FIRST), actor=world.people["handler"],
                        now=now)
    return {"import_id": upload.id}


def _words(session, now, proposal) -> dict:
    consultation = consultation_of(session, proposal)
    opinion = next(each for each in story.opinions(session, consultation) if each.party == "resident")
    step = session.scalars(select(Step).where(Step.consultation_id == consultation.id)).first()
    asks = {"actor": a_handler(session, now, OWN), "now": now}
    advice = Advice(theme=opinion.points[0].theme, unit=a_unit(session, now, ASKED), question="树能不能移？",
                    asked_by=asks["actor"].id, asked_at=now)
    session.add(advice)
    reply = keep_reply(session, unit_id=a_unit(session, now, OWN).id, title="施工时间", text="施工只在白天进行。", **asks)
    session.flush()
    [point] = opinion.points
    printed = formnumbers.issue("test-secret", consultation.public_round.id)
    lost = Loss(round=consultation.public_round, lost_minutes=180, proposed_at=now)
    session.add(lost)
    session.flush()
    return {"loss_id": lost.id, "opinions.code": printed.digits, "opinion_id": opinion.id, "point_id": point.id,
            "theme_id": point.theme_id, "receipt": opinion.receipt,
            "step_id": step.id, "advice_id": advice.id, "reply_id": reply.id}


def _likeness(session, now, proposal) -> dict:
    consultation = consultation_of(session, proposal)
    said = story.opinions(session, consultation)
    propose_bundles(session, consultation, [each.id for each in said],
                    [Found("near", tuple((each.id, each.id) for each in said))], now=now)
    points = [point.id for each in said for point in each.points]
    keep_suggestions(session, consultation, [{"title": "电梯", "points": points, "speaking": points[:3],
                                              "words": [["电梯", 1.5]], "cohesion": 0.8}], now=now)
    return {"bundle_id": session.scalars(select(Bundle)).first().id,
            "suggestion_id": session.scalars(select(ThemeSuggestion)).first().id}


def _jobs(session, now, handler) -> dict:
    job = enqueue(session, "test.count", owner=handler, unit_id=a_unit(session, now, OWN).id, now=now, to=1)
    outbox.post(session, "request_sent", now=now, address="13800000000", key="called", title="方案")
    return {"job_id": job.id, "message_id": session.scalars(select(Message.id).where(Message.key == "called")).one()}


def _complaints(session, now, storage, space) -> dict:
    numbers = count(1)

    def complain(**about):
        return file_complaint(session, text="夜里卸货太吵", token=f"c{next(numbers)}", now=now, **about)

    complaint, helped, objected = (complain(category="nuisance", space=space) for _ in range(3))
    verified, secret = complaint_story.verified(session, now, complain(category="nuisance", space=space, contact="a@example.cn"))
    photo = attach(session, storage, complaint, prepare("夜里.jpg", picture()), purpose="complaint", visibility="internal",
                   actor=None, now=now)
    complaint_story.helped(session, now, helped, a_unit(session, now, ASKED))
    complaint_story.objected(session, now, objected)
    tickets = complaint_story.uploaded(session, now, storage)
    return {
        "complaint_id": complaint.id, "complaints.receipt": complaint.receipt, "attachment_id": photo.id,
        "when": "2026-06", "space_number": space.number, "complaints.kind": "docx", "ticket_import_id": tickets.id,
        "complaints.name": "accept", "objected.name": "overrule", "placeless.name": "dispatch",
        "complaints.secret": secret, "verified.complaint_id": verified.id, "helped.complaint_id": helped.id,
        "objected.complaint_id": objected.id,
        "accusing.complaint_id": complain(category="accusation", accused=a_unit(session, now, OWN)).id,
        "accusing_office.complaint_id": complain(category="accusation", accused=a_unit(session, now, OFFICE)).id,
        "placeless.complaint_id": complain(category="other", place="胡同口").id,
    }

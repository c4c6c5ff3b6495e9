"""Who may open what. One row per route and method; `variant` names another object of the world than the usual one.

The proposal, its papers, its agenda item and the complaint belong to 区房管局 and lie in 广安门外街道; the area belongs to the
headquarters. People whose name begins with `other_` belong elsewhere.
"""

from dataclasses import dataclass

from tests.routes.world import PEOPLE

ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Row:
    """Who gets in. Everybody else is `otherwise`: refused, or told that the page is missing; the anonymous are `unsigned`."""

    method: str
    rule: str
    allowed: frozenset[str]
    otherwise: str = "refused"
    unsigned: str = "sign in"
    variant: str = ""


def get(rule: str, *allowed: frozenset[str] | str, **more) -> Row:
    """A row for looking."""
    return Row("GET", rule, _people(allowed), **more)


def post(rule: str, *allowed: frozenset[str] | str, **more) -> Row:
    """A row for changing."""
    return Row("POST", rule, _people(allowed), **more)


def both(rule: str, *allowed: frozenset[str] | str, **more) -> list[Row]:
    """Rows for a form and its sending."""
    return [get(rule, *allowed, **more), post(rule, *allowed, **more)]


def _people(groups) -> frozenset[str]:
    return frozenset().union(*({group} if isinstance(group, str) else group for group in groups))


SIGNED_IN = frozenset(PEOPLE)
EVERYONE = SIGNED_IN | {ANONYMOUS}
OWN_UNIT = frozenset({"handler", "reviewer"})
UNITS = OWN_UNIT | {"other_handler", "other_reviewer", "asked_handler", "headquarters"}
EXPERTS = frozenset({"expert", "other_expert"})
LEADERS = frozenset({"leader", "other_leader"})
STREET_WORKERS = frozenset({"street_worker", "other_street_worker"})
STAFF = UNITS | LEADERS | {"office"}
KEEPERS = frozenset({"reviewer", "other_reviewer", "office"})
NOBODY = {"otherwise": "missing", "unsigned": "missing"}

RULES = [
    get("/rules", EVERYONE), get("/rules/all", EVERYONE), get("/rules/clauses/<path:clause_id>", EVERYONE),
]
TEMPLATES = [
    *both("/desk/templates", KEEPERS), get("/desk/templates/starter.docx", KEEPERS),
    get("/desk/templates/<int:template_id>", "reviewer"), post("/desk/templates/<int:template_id>/put-away", "reviewer"),
]
LEDGER = [
    get("/spaces", EVERYONE), get("/spaces/<number>", EVERYONE),
    get("/desk/ledger", STAFF), get("/desk/ledger/spaces/<number>", STAFF),
    get("/desk/ledger/export.<any(xlsx, csv):kind>", STAFF),
    get("/desk/ledger/template.<any(xlsx, csv):kind>", STAFF), get("/desk/ledger/filings", LEADERS, "office"),
    *both("/desk/ledger/new", UNITS, "office"), *both("/desk/ledger/spaces/<number>/edit", OWN_UNIT, "office"),
    post("/desk/ledger/spaces/<number>/confirm", OWN_UNIT, "office"), *both("/desk/ledger/import", UNITS, "office"),
    *both("/desk/ledger/imports/<int:upload_id>", OWN_UNIT),
    get("/desk/areas", STAFF), *both("/desk/areas/new", UNITS, "office"),
    *both("/desk/areas/<int:area_id>", "headquarters", "office"),
    *both("/desk/boundaries", "office", "admin"), *both("/desk/ledger/spaces/<number>/place", OWN_UNIT, "office"),
]
DESK = "/desk/proposals/<number>"
PROPOSALS = [
    *both("/desk/business-forms/new", "office"), get("/desk/business-forms", "office"),
    *both("/desk/business-forms/<int:entry_id>", "office"),
    get("/proposals", EVERYONE), get("/proposals/<number>", EVERYONE), get("/proposals/<number>/versions", EVERYONE),
    get("/proposals/<number>/card.png", EVERYONE), get("/proposals/<number>/card.png", **NOBODY, variant="draft"),
    get("/proposals/<number>", **NOBODY, variant="draft"), get("/proposals/<number>/versions", **NOBODY, variant="draft"),
    get("/desk/proposals", STAFF, STREET_WORKERS), *both("/desk/proposals/new", UNITS), get(DESK, OWN_UNIT, "leader", "office"),
    post(f"{DESK}/lead", OWN_UNIT), *both(f"{DESK}/edit", OWN_UNIT), *both(f"{DESK}/papers", OWN_UNIT),
    *both(f"{DESK}/attachments", OWN_UNIT), *both(f"{DESK}/secrecy-review", "reviewer"), *both(f"{DESK}/withdraw", OWN_UNIT),
    get(f"{DESK}/versions", OWN_UNIT, "leader", "office"), post(f"{DESK}/versions", OWN_UNIT),
    post(f"{DESK}/versions/excuse", "reviewer"),
]
CONSULTATIONS = [
    get("/requests", UNITS, EXPERTS, "planner", "rights_holder"), *both(f"{DESK}/publish", OWN_UNIT),
    *both(f"{DESK}/waivers", "reviewer"), get(f"{DESK}/requests", OWN_UNIT), post(f"{DESK}/requests/round", OWN_UNIT),
    post(f"{DESK}/requests/all", OWN_UNIT), post(f"{DESK}/requests/one", OWN_UNIT),
]
OPINIONS = [
    *both("/proposals/<number>/opinions/new", EVERYONE, variant="open"),
    *both("/proposals/<number>/opinions/new", **NOBODY, variant="draft"),
    *both("/proposals/<number>/opinions/later", EVERYONE, variant="open"),
    *both("/proposals/<number>/opinions/later", **NOBODY, variant="draft"),
    *both("/receipts", EVERYONE), get("/receipts/<receipt>", EVERYONE), post("/receipts/<receipt>/withdraw", EVERYONE),
    get("/my/opinions", SIGNED_IN),
    *both("/requests/<int:request_id>", "expert"), post("/requests/<int:request_id>/withdraw", "expert"),
    *both("/requests/<int:request_id>", "asked_handler", variant="to_unit"),
    get(f"{DESK}/opinions", OWN_UNIT, "leader", "office"), post(f"{DESK}/opinions", OWN_UNIT),
    *both(f"{DESK}/opinions/enter", OWN_UNIT, "street_worker"),
    get("/desk/forms", UNITS, STREET_WORKERS), get("/desk/forms/<code>", OWN_UNIT, "street_worker"),
    *both("/desk/opinions/<int:opinion_id>/points", OWN_UNIT), *both("/desk/opinions/<int:opinion_id>/redactions", OWN_UNIT),
    post("/desk/opinions/<int:opinion_id>/files", OWN_UNIT),
    *both(f"{DESK}/opinions/sheets", OWN_UNIT), get("/desk/opinions/imports/<int:import_id>", OWN_UNIT),
    *both("/desk/opinions/imports/<int:import_id>/columns", OWN_UNIT),
    post("/desk/opinions/imports/<int:import_id>/confirm", OWN_UNIT),
    get(f"{DESK}/likeness", OWN_UNIT, "leader", "office"), post(f"{DESK}/likeness", OWN_UNIT),
    get(f"{DESK}/suggestions", OWN_UNIT, "leader", "office"), post(f"{DESK}/suggestions", OWN_UNIT),
    get("/desk/suggestions/<int:suggestion_id>", OWN_UNIT, "leader", "office"),
    post("/desk/suggestions/<int:suggestion_id>", OWN_UNIT), *both("/desk/themes/<int:theme_id>/regroup", OWN_UNIT),
    get("/desk/bundles/<int:bundle_id>", OWN_UNIT, "leader", "office"), post("/desk/bundles/<int:bundle_id>", OWN_UNIT),
    post(f"{DESK}/opinions/settle", OWN_UNIT), post(f"{DESK}/opinions/reopen", OWN_UNIT),
    get("/desk/opinions/<int:opinion_id>", OWN_UNIT, "leader", "office"),
    post("/desk/opinions/<int:opinion_id>/contact", OWN_UNIT),
    post("/desk/opinions/<int:opinion_id>/mark", OWN_UNIT), post("/desk/opinions/<int:opinion_id>/unmark", OWN_UNIT),
    post("/desk/opinions/<int:opinion_id>/settle", OWN_UNIT),
    get(f"{DESK}/themes", OWN_UNIT, "leader", "office"), get("/desk/themes/<int:theme_id>", OWN_UNIT, "leader", "office"),
    *both("/desk/reply-texts", UNITS), *both("/desk/reply-texts/<int:reply_id>", OWN_UNIT),
    get("/desk/advice", UNITS), post("/desk/advice/<int:advice_id>", "asked_handler"),
    post("/desk/themes/<int:theme_id>/assign", OWN_UNIT), post("/desk/themes/<int:theme_id>/work", OWN_UNIT),
    post("/desk/points/<int:point_id>/work", OWN_UNIT),
    post("/desk/themes/<int:theme_id>/notes", OWN_UNIT), post("/desk/opinions/<int:opinion_id>/notes", OWN_UNIT),
    post("/desk/themes/<int:theme_id>/advice", OWN_UNIT),
    get(f"{DESK}/disagreements", OWN_UNIT, "leader", "office"),
    get(f"{DESK}/formality", OWN_UNIT, "leader", "office"), post(f"{DESK}/formality", OWN_UNIT),
    get(f"{DESK}/steps", OWN_UNIT, "leader", "office"), post("/desk/steps/<int:step_id>/undo", OWN_UNIT),
    post("/desk/themes/<int:theme_id>/verdict", OWN_UNIT), post("/desk/themes/<int:theme_id>/title", OWN_UNIT),
]
POSTER, FORM = "/proposals/<number>/poster.pdf", "/proposals/<number>/form.pdf"
NOTICES = [
    get(POSTER, EVERYONE, variant="open"), get(POSTER, **NOBODY, variant="draft"),
    get(FORM, EVERYONE, variant="open"), get(FORM, **NOBODY, variant="draft"),
    get("/proposals/<number>/notice", EVERYONE), get("/proposals/<number>/notice", **NOBODY, variant="draft"),
    get("/desk/notices", STAFF, STREET_WORKERS), *both("/desk/notices/<int:loss_id>", OWN_UNIT),
]
SURVEY = "/desk/surveys/<int:survey_id>"
SURVEYS = [
    get("/surveys", EVERYONE), *both("/surveys/<int:survey_id>", EVERYONE), get("/surveys/<int:survey_id>/thanks", EVERYONE),
    get("/surveys/<int:survey_id>/results", EVERYONE), *both("/surveys/<int:survey_id>", **NOBODY, variant="draft"),
    get("/desk/surveys", STAFF, STREET_WORKERS), *both("/desk/surveys/new", UNITS),
    get(f"{DESK}/surveys", OWN_UNIT, "leader", "office"), get(SURVEY, OWN_UNIT, "leader", "office"),
    *both(f"{SURVEY}/edit", OWN_UNIT), *both(f"{SURVEY}/publish", "reviewer", variant="draft"),
    *both(f"{SURVEY}/versions", OWN_UNIT), *both(f"{SURVEY}/questions/new", OWN_UNIT, variant="draft"),
    *both("/desk/survey-questions/<int:question_id>", OWN_UNIT), post("/desk/survey-questions/<int:question_id>/move", OWN_UNIT),
    post("/desk/survey-questions/<int:question_id>/remove", OWN_UNIT),
    *both(f"{SURVEY}/enter", OWN_UNIT, "street_worker"), get(f"{SURVEY}/sheets", OWN_UNIT, "leader", "office"),
    post("/desk/survey-sheets/<int:sheet_id>/strike", OWN_UNIT), *both(f"{SURVEY}/menu", OWN_UNIT),
    get(f"{SURVEY}/results", OWN_UNIT, "leader", "office"),
    get(f"{SURVEY}/results.<any(docx, pdf, xlsx):kind>", OWN_UNIT, "leader", "office"), *both(f"{SURVEY}/outcome", "reviewer"),
]
REPORTS = [
    get(f"{DESK}/report", OWN_UNIT, "leader", "office"), post(f"{DESK}/report", OWN_UNIT),
    get("/desk/reports/<int:report_id>", OWN_UNIT, "leader", "office"),
    get("/desk/reports/<int:report_id>/<any(docx, pdf, xlsx):kind>", OWN_UNIT, "leader", "office"),
    get(f"{DESK}/report/<code>", OWN_UNIT, "leader", "office"), *both(f"{DESK}/report/narrative/<section>", OWN_UNIT),
    get("/desk/reports/<int:report_id>/papers/<code>", OWN_UNIT, "leader", "office"),
    get("/desk/reports/<int:report_id>/papers/<code>/<any(docx, pdf, xlsx):kind>", OWN_UNIT, "leader", "office"),
    get("/desk/reports/<int:report_id>/letters/<int:place>/<any(docx, pdf):kind>", OWN_UNIT, "leader", "office"),
    post("/desk/reports/<int:report_id>/package", OWN_UNIT),
]
DATASET = "<any(proposals, spaces, outcomes, verdicts):name>"
OPEN_DATA = [
    get("/outcomes", EVERYONE), get("/data", EVERYONE), get("/data/datapackage.json", EVERYONE),
    get(f"/data/{DATASET}", EVERYONE),
    get(f"/data/{DATASET}.<any(csv, json, geojson):kind>", EVERYONE),
    get("/api", EVERYONE), get("/openapi.json", EVERYONE), get(f"/api/v1/{DATASET}", EVERYONE),
    get(f"/api/v1/{DATASET}/<key>", EVERYONE), get(f"/api/v1/{DATASET}/<key>", **NOBODY, variant="draft"),
    get("/api/<path:rest>", **NOBODY),
]
PUBLIC = [
    get("/", EVERYONE), get("/near", EVERYONE), get("/map", EVERYONE), get("/map/boundaries.geojson", EVERYONE),
    get("/search", EVERYONE), get("/search/suggest", EVERYONE), get("/vendor/<name>", EVERYONE),
    get("/help", EVERYONE), get("/privacy", EVERYONE), get("/accessibility", EVERYONE),
    get("/display", EVERYONE), get("/style", SIGNED_IN - {"resident"}), get("/healthz", EVERYONE),
    get("/static/<path:filename>", EVERYONE),
    get("/service-worker.js", EVERYONE), get("/manifest.webmanifest", EVERYONE), get("/offline", EVERYONE),
    get("/desk", SIGNED_IN - {"resident"}), get("/desk/keys", SIGNED_IN - {"resident"}),
]
ACCOUNTS = [
    *both("/sign-in", EVERYONE), *both("/register", EVERYONE), post("/sign-out", EVERYONE), *both("/account", SIGNED_IN),
    post("/account/email", SIGNED_IN),
    get("/desk/units", STAFF, STREET_WORKERS, "admin"), get("/desk/units/<int:unit_id>", STAFF, STREET_WORKERS, "admin"),
    *both("/desk/units/new", "office", "admin"), post("/desk/units/<int:unit_id>/terms", "office", "admin"),
    post("/desk/units/<int:unit_id>/contacts", "reviewer", "office", "admin"),
    get("/desk/users", "admin"), get("/desk/users/<int:user_id>", "admin"), *both("/desk/users/new", "admin"),
    post("/desk/users/<int:user_id>/roles", "admin"), post("/desk/users/<int:user_id>/password", "admin"),
    post("/desk/users/<int:user_id>/disabled", "admin"), post("/desk/memberships/<int:membership_id>/end", "admin"),
    get("/desk/journal", "admin"), *both("/desk/calendar", "office", "admin"),
]


COMPLAINT = "/desk/complaints/<int:complaint_id>"
STEP = f"{COMPLAINT}/steps/<name>"


def accusation(handler: str, variant: str) -> list[Row]:
    """Rows for a complaint against a unit's own people: nobody else may even learn that it exists."""
    hidden = {"otherwise": "missing", "variant": variant}
    return [get(COMPLAINT, handler, **hidden), *both(STEP, handler, **hidden), post(f"{COMPLAINT}/contact", handler, **hidden),
            *both(f"{COMPLAINT}/facts", handler, **hidden), *both(f"{COMPLAINT}/follow-up", handler, **hidden)]


RECEIPT = "/complaints/receipts/<receipt>"
COMPLAINTS = [
    *both("/complaints/new", EVERYONE), *both("/complaints/receipts", EVERYONE), get(RECEIPT, EVERYONE),
    post(f"{RECEIPT}/facts", EVERYONE), post(f"{RECEIPT}/join", EVERYONE), post(f"{RECEIPT}/answer", EVERYONE),
    *both("/complaints/answers/<secret>", EVERYONE),
    *both("/desk/complaints/enter", UNITS, STREET_WORKERS, "office"),
    get("/desk/complaints", UNITS, LEADERS, "office", "discipline"),
    *both("/desk/complaints/limits", "office"), *both("/desk/complaints/tickets", "office"),
    *both("/desk/complaints/tickets/mapping", "office"),
    *both("/desk/complaints/tickets/<int:ticket_import_id>", "office"), get("/desk/complaints/tickets/results.xlsx", "office"),
    get("/desk/complaints/figures", STAFF), post("/desk/complaints/spots/<space_number>", "office"),
    get("/desk/complaints/bulletins/<when>.<any(docx, xlsx):kind>", STAFF),
    get(COMPLAINT, OWN_UNIT, "leader", "office"), *both(STEP, OWN_UNIT), post(f"{COMPLAINT}/contact", OWN_UNIT),
    *both(f"{COMPLAINT}/facts", OWN_UNIT), *both(f"{COMPLAINT}/follow-up", OWN_UNIT, variant="verified"),
    get(COMPLAINT, OWN_UNIT, "leader", "office", "asked_handler", variant="helped"),
    *both(STEP, "office", variant="objected"),
    *accusation("office", variant="accusing"), *accusation("discipline", variant="accusing_office"),
    get(COMPLAINT, "office", variant="placeless"), *both(STEP, "office", variant="placeless"),
]
JOBS = [
    get("/desk/jobs", SIGNED_IN - {"resident"}), get("/desk/jobs/<int:job_id>", OWN_UNIT, "leader", "admin"),
    post("/desk/jobs/<int:job_id>/cancel", OWN_UNIT, "leader", "admin"),
    post("/desk/jobs/<int:job_id>/retry", OWN_UNIT, "leader", "admin"),
]
OUTREACH = [
    get("/desk/outbox", "office", "admin"), post("/desk/outbox/<int:message_id>/again", "office", "admin"),
    post("/desk/outbox/<int:message_id>/told", "office", "admin"), post("/desk/outbox/<int:message_id>/open", "office", "admin"),
]
FILES = [
    get("/files/<int:attachment_id>/<path:filename>", OWN_UNIT, "leader", "office", otherwise="missing", unsigned="missing"),
]
MEETINGS = [
    get("/desk/proposals/<number>/submission", OWN_UNIT, "leader", "office"),
    post("/desk/proposals/<number>/approval", "reviewer"), post("/desk/proposals/<number>/submit", "reviewer"),
    get("/desk/meetings", STAFF), post("/desk/meetings", "office"),
    get("/desk/meetings/<int:meeting_id>", STAFF), post("/desk/meetings/<int:meeting_id>", "office"),
    get("/desk/agenda/<int:item_id>", OWN_UNIT, LEADERS, "office"), post("/desk/agenda/<int:item_id>/receive", "office"),
    post("/desk/agenda/<int:item_id>/return", "office"), post("/desk/agenda/<int:item_id>/schedule", "office"),
    post("/desk/agenda/<int:item_id>/decision", "office"), post("/desk/agenda/<int:item_id>/government", "office"),
    post("/desk/agenda/<int:item_id>/publication", "reviewer", "office"),
    post("/desk/agenda/<int:item_id>/foretell", "reviewer", "office"),
    get("/proposals/<number>/disclosure", EVERYONE, variant="disclosed"),
    get("/proposals/<number>/announcement", EVERYONE, variant="announced"),
    get("/proposals/<number>/announcement", **NOBODY, variant="draft"),
    get("/desk/agenda/<int:item_id>/report.<any(docx, pdf, xlsx):kind>", OWN_UNIT, LEADERS, "office"),
    get("/desk/plans", STAFF), *both("/desk/plans/<int:unit_id>/<int:year>/<int:quarter>", OWN_UNIT),
    get("/desk/resolutions", STAFF), get("/desk/resolutions/<int:resolution_id>", STAFF),
    post("/desk/resolutions/<int:resolution_id>", OWN_UNIT),
    post("/desk/conditions/<int:condition_id>", OWN_UNIT),
    get("/desk/proposals/<number>/follow-up", OWN_UNIT, "leader", "office"),
    post("/desk/proposals/<number>/inspections", OWN_UNIT), post("/desk/proposals/<number>/use", OWN_UNIT),
    *both("/desk/meetings/<int:meeting_id>/minutes", "office"),
    post("/desk/meetings/<int:meeting_id>/minutes/signature", "office"),
    get("/desk/meetings/<int:meeting_id>/<any(agenda, minutes):paper>.<any(docx, pdf):kind>", STAFF),
    get("/desk/meetings/<int:meeting_id>/units/<int:unit_id>.<any(docx, pdf):kind>", STAFF),
    post("/desk/meetings/<int:meeting_id>/folder", "office"),
    get("/calendar.ics", EVERYONE), get("/feeds/<key>.ics", EVERYONE), *both("/desk/feeds", SIGNED_IN - {"resident"}),
    get("/desk/summary", LEADERS, "office"), get("/desk/summary/<int:year>", LEADERS, "office"),
    get("/desk/summary/<int:year>.<any(docx, pdf, xlsx):kind>", LEADERS, "office"),
]
SECRET = "/follows/<secret>"
FOLLOWING = [
    get("/follow", EVERYONE), *both("/follow/new", EVERYONE), get("/follow/sent", EVERYONE), get(SECRET, EVERYONE),
    post(f"{SECRET}/confirm", EVERYONE), post(f"{SECRET}/pace", EVERYONE), *both(f"{SECRET}/stop", EVERYONE),
    get("/feeds/proposals.<any(atom, rss):kind>", EVERYONE), get("/feeds/outcomes.<any(atom, rss):kind>", EVERYONE),
    get("/feeds/streets/<street>.<any(atom, rss):kind>", EVERYONE), get("/feeds/streets/<street>.ics", EVERYONE),
    get("/proposals/<number>/closing.ics", EVERYONE, variant="open"),
]
ROWS = [
    *TEMPLATES,
    *RULES, *ACCOUNTS, *FILES, *LEDGER, *PROPOSALS, *CONSULTATIONS, *OPINIONS, *SURVEYS, *JOBS, *OUTREACH, *COMPLAINTS, *REPORTS,
    *MEETINGS, *NOTICES, *FOLLOWING, *OPEN_DATA, *PUBLIC,
]

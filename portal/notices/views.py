"""Views: what is printed for the notice board and for those who write by hand."""

from functools import lru_cache
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request

from portal import formnumbers
from portal.consultations.models import Round
from portal.consultations.rules import refuse_public_opinion
from portal.errors import N_, InvalidInput, Missing
from portal.extensions import db
from portal.files.queries import attachments_of
from portal.notices import papers
from portal.notices.queries import posted
from portal.opinions.queries.lookup import consultation_by_number
from portal.permissions import EVERYONE
from portal.press import poster, slip
from portal.proposals.models import ProposalVersion
from portal.web import allow, now

bp = Blueprint("notices", __name__)
MOST_FORMS = 100
drawn = lru_cache(maxsize=16)(poster.write)  # the same poster is asked for again and again


@bp.get("/proposals/<number>/poster.pdf")
@allow(EVERYONE)
def poster_file(number: str):
    """The poster for the street's notice board, ?size=A4 or A3, while the consultation is open."""
    size = request.args.get("size", "A4").upper()
    if size not in poster.SIZES:
        raise InvalidInput(N_("海报只有 A4 和 A3 两种大小。"))
    version, heard = _open(number)
    told = papers.poster(version, heard, _site(), _picture(version))
    response = _pdf(drawn(told, size, heard.opened_at), f"{number} 征求意见海报 {size}")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/proposals/<number>/form.pdf")
@allow(EVERYONE)
def form_file(number: str):
    """Opinion forms to fill in by hand, ?copies=30 of them, each with a number of its own."""
    copies = request.args.get("copies", 1, type=int)
    if not 1 <= copies <= MOST_FORMS:
        raise InvalidInput(N_("一次可以印1到%(most)s张。"), most=MOST_FORMS)
    version, heard = _open(number)
    key, site = current_app.config["SECRET_KEY"], _site()
    forms = tuple(papers.numbered(formnumbers.issue(key, heard.id), site) for _ in range(copies))
    response = _pdf(slip.write(papers.slip(version, heard, site), forms, now()), f"{number} 意见表")
    response.headers["Cache-Control"] = "no-store"
    return response


def _open(number: str) -> tuple[ProposalVersion, Round]:
    """What is on the notice board about a proposal, and its public round.

    Raises Missing for one not published, Refusal when the round is over.
    """
    consultation = consultation_by_number(db.session, number)
    heard = consultation.public_round if consultation else None
    if heard is None:
        raise Missing(N_("没有找到这个方案，或者它还没有公开征求意见。"))
    refuse_public_opinion(heard, now())
    return posted(db.session, number), heard


def _site() -> str:
    return current_app.extensions["settings"].site_address.rstrip("/")


def _picture(version: ProposalVersion) -> bytes:
    """The first public picture of the published version, if there is one."""
    public = (each for each in attachments_of(db.session, version) if each.visibility == "public")
    found = next((each for each in public if each.file.media_type.startswith("image/")), None)
    return current_app.extensions["storage"].read(found.file.sha256) if found else b""


def _pdf(data: bytes, name: str) -> Response:
    return Response(data, mimetype="application/pdf", headers={
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf"})


from portal.notices import kept_views  # noqa: E402, F401  (registers its views on bp)

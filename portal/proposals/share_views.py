"""Views: the picture that goes with a shared link to a proposal."""

from pathlib import Path

from flask import Response, current_app, request
from flask_babel import gettext as _

from portal.display import closing
from portal.i18n import say
from portal.pages.queries.proposal import ProposalPage
from portal.permissions import EVERYONE
from portal.press.card import Card, draw
from portal.proposals.public_views import page_of
from portal.proposals.views import bp
from portal.web import allow
from portal.words import word

TONES = {"open": "yes", "closing": "caution"}


@bp.get("/proposals/<number>/card.png")
@allow(EVERYONE)
def card_picture(number: str):
    """The proposal's place, title and state as a picture; drawn only for those who do not have it yet."""
    card = _card(page_of(number))
    response = Response(mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=600"
    response.set_etag(card.fingerprint)
    if not request.if_none_match.contains(card.fingerprint):
        response.data = draw(card)
    return response.make_conditional(request)


def _card(page: ProposalPage) -> Card:
    crest = Path(current_app.static_folder, "img", "crest.svg").read_text()
    return Card(
        district=_("北京市西城区"), site=_("腾退空间再利用意见征集"), place=page.version.location, title=page.version.title,
        state=say(word("proposal_state", page.state)), tone=TONES.get(page.state, "soft"), until=_until(page), crest=crest,
    )


def _until(page: ProposalPage) -> str:
    if page.state in TONES:
        return _("%(moment)s截止", moment=closing(page.round.closes_at).striptags())
    if page.decision:
        return _("联席会议的决定：%(outcome)s", outcome=say(word("outcome", page.decision.outcome)))
    return ""

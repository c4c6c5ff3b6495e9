"""Views: feeds (RSS, Atom) and calendars of closings, for everybody."""

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import subdistricts
from portal.clock import beijing_date, beijing_midnight
from portal.errors import N_, Missing
from portal.extensions import db
from portal.following.feeds import WRITERS, Feed, Item
from portal.following.queries.news import KINDS, latest_news
from portal.following.values import News
from portal.following.views import bp
from portal.i18n import language, say
from portal.meetings.feed_views import calendar, closings
from portal.permissions import EVERYONE
from portal.web import allow, now
from portal.words import word

ABOUT_OUTCOMES = ("decided",)
ABOUT_PROPOSALS = tuple(each for each in KINDS if each not in ABOUT_OUTCOMES)


@bp.get("/feeds/proposals.<any(atom, rss):kind>")
@allow(EVERYONE)
def proposals_feed(kind: str):
    """What is open, changed, withdrawn."""
    page = url_for("proposals.public_list")
    return _feed(kind, _("西城区腾退空间再利用：意见征集"), latest_news(db.session, ABOUT_PROPOSALS), page)


@bp.get("/feeds/outcomes.<any(atom, rss):kind>")
@allow(EVERYONE)
def outcomes_feed(kind: str):
    """What was decided."""
    page = url_for("proposals.public_list", state="decided")
    return _feed(kind, _("西城区腾退空间再利用：结果公布"), latest_news(db.session, ABOUT_OUTCOMES), page)


@bp.get("/feeds/streets/<street>.<any(atom, rss):kind>")
@allow(EVERYONE)
def street_feed(street: str, kind: str):
    """Everything in one subdistrict."""
    unit = _street(street)
    return _feed(kind, _("西城区腾退空间再利用：%(street)s", street=unit.street), latest_news(db.session, street_id=unit.id),
                 url_for("proposals.public_list", street=unit.street))


@bp.get("/feeds/streets/<street>.ics")
@allow(EVERYONE)
def street_calendar(street: str):
    """Until when people can speak about what is planned in one subdistrict."""
    unit = _street(street)
    return calendar(f"{unit.street}腾退空间再利用意见征集", closings(street_id=unit.id))


@bp.get("/proposals/<number>/closing.ics")
@allow(EVERYONE)
def closing(number: str):
    """Until when people can speak about one proposal, to be put on one's own calendar."""
    entries = closings(number=number)
    if not entries:
        raise Missing(N_("没有找到这个方案，或者它还没有公开征求意见。"))
    return calendar(entries[-1].title, entries)


def _street(name: str) -> Unit:
    found = next((each for each in subdistricts(db.session, beijing_date(now())) if each.street == name), None)
    if found is None:
        raise Missing(N_("没有找到这个街道。"))
    return found


def _feed(kind: str, title: str, news: list[News], page: str) -> Response:
    feed = Feed(
        title, request.base_url, request.url_root.rstrip("/") + page.removeprefix(request.script_root),
        "zh-Hans" if language() == "zh" else "en", current_app.extensions["settings"].site_host_unit, [*map(_item, news)],
        news[0].at if news else beijing_midnight(beijing_date(now())))
    answer = Response(WRITERS[kind](feed), mimetype=f"application/{kind}+xml")
    answer.headers["Cache-Control"] = "public, max-age=900"
    answer.add_etag()
    return answer.make_conditional(request)


def _item(news: News) -> Item:
    what = say(word("news", news.news))
    text = _("在%(day)s以前可以提意见。", day=news.due) if news.due else what
    address = url_for("proposals.public_proposal", number=news.number, _external=True)
    key = f"tag:{request.host.partition(':')[0]},2026:{news.number}/{news.news}/{news.at:%Y%m%dT%H%M%S}"
    return Item(key, _("%(what)s：%(title)s", what=what, title=news.title), text, address, news.at)

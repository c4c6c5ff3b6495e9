"""Telling followers what is new, in short turns: each of a pace once, whatever breaks in between."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.following.models import Follower, Telling
from portal.following.queries.lookup import to_tell
from portal.following.queries.news import news_between, places_of
from portal.following.rules import SETTLED, is_time
from portal.following.values import News, Place

AT_ONCE = 100  # some 0.2 s of one transaction: whoever writes meanwhile hardly waits
MOST_THINGS = 50


def tell_next(session: Session, pace: str, *, now: datetime, limit: int = AT_ONCE) -> bool:
    """Tell the next followers of that pace what happened since the last round; gives whether there are more of them.

    One message for each, with everything new; call it in a write transaction of its own until nobody is left.
    """
    telling = telling_of(session, pace)
    if telling is None or not (telling.upto or is_time(pace, telling.looked_at, now)):
        return False
    upto = telling.upto or now - SETTLED
    news = news_between(session, telling.told_until, upto)
    places = places_of(session, news)
    followers = to_tell(session, pace, news, places, after_id=telling.after_id, limit=limit) if news else []
    told = sum(_tell(session, each, pace, news, places, upto, now) for each in followers)
    if told:
        journal.record(session, "follow.tell", telling, actor=None, now=now, count=told)
    has_more = len(followers) == limit
    if has_more:
        note(session, telling, upto=upto, after_id=followers[-1].id)
    else:
        note(session, telling, upto=None, after_id=0, looked_at=now, told_until=news[-1].at if news else telling.told_until)
    return has_more


def telling_of(session: Session, pace: str) -> Telling | None:
    """How far those of a pace have been told; held until the end of the transaction."""
    query = select(Telling).where(Telling.pace == pace).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def note(session: Session, telling: Telling, **values) -> None:
    """Note how far a round came. A mark of the workers, not a change anybody made: the journal does not tell it."""
    session.execute(update(Telling).where(Telling.id == telling.id).values(**values))


def _tell(session: Session, follower: Follower, pace: str, news: Sequence[News], places: dict[int, Place], upto: datetime,
          now: datetime) -> bool:
    """Post one message with all that concerns a follower; gives whether there was anything."""
    nowhere = Place()
    wishes = {each.id: each.wish for each in follower.follows if each.pace == pace and each.confirmed_at}
    covered = [(thing, [id_ for id_, wish in wishes.items() if wish.covers(thing, places.get(thing.proposal_id, nowhere))])
               for thing in news]
    things = [thing for thing, because in covered if because][-MOST_THINGS:]
    if not things:
        return False
    stops = sorted({id_ for _, because in covered for id_ in because})
    return outbox.post(session, "follow.news", now=now, address=follower.address, secret=follower.secret,
                       key=f"follow:{follower.id}:{pace}:{upto.isoformat()}", things=[each.thing for each in things],
                       only=".".join(map(str, stops)))

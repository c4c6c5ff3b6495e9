"""Finding followers by the link in their mails or by their address, and those who are to be told next."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.db import Encrypted
from portal.following.models import Follow, Follower
from portal.following.values import News, Place


def hash_of(secret: str) -> str:
    """What a link's secret is found by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def by_link(session: Session, secret: str) -> Follower | None:
    """The follower whose mails carry this secret, with all it follows, or None."""
    follows = selectinload(Follower.follows).options(
        joinedload(Follow.proposal), joinedload(Follow.street), joinedload(Follow.complaint))
    return session.scalar(select(Follower).where(Follower.secret_hash == hash_of(secret)).options(follows))


def by_address(session: Session, address: str) -> Follower | None:
    """The follower with that address, or None."""
    return session.scalar(select(Follower).where(Follower.fingerprint == Encrypted.fingerprint(address)))


def to_tell(session: Session, pace: str, news: Iterable[News], places: dict[int, Place], *, after_id: int,
            limit: int) -> list[Follower]:
    """The next followers of that pace, by id, who may have to be told of some of the news."""
    mine = Follow.pace == pace, Follow.confirmed_at.is_not(None), Follow.follower_id > after_id
    ids = select(Follow.follower_id).where(*mine, _may_concern(news, places)).distinct().order_by(Follow.follower_id)
    found = session.scalars(select(Follower).where(Follower.id.in_(ids.limit(limit))).options(selectinload(Follower.follows))
                            .order_by(Follower.id).execution_options(populate_existing=True))
    return list(found)


def _may_concern(news: Iterable[News], places: dict[int, Place]):
    """A condition for follows of these proposals, streets and complaints; and for every circle, if any place is known."""
    streets = {street for place in places.values() for street in place.streets}
    complaints = {each.complaint_id for each in news if each.complaint_id}
    has_points = any(place.points for place in places.values())
    circles = [Follow.radius.is_not(None)] if has_points else []
    return or_(Follow.proposal_id.in_(places), Follow.street_id.in_(streets), Follow.complaint_id.in_(complaints), *circles)

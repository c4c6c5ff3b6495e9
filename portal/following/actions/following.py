"""Beginning to follow something, saying that the address is one's own, and stopping."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.db import Encrypted, insert_if_new
from portal.errors import N_, Refusal
from portal.following.models import Follow, Follower, Telling
from portal.following.queries.lookup import by_address, hash_of
from portal.following.rules import CONFIRM_WITHIN, PACES, checked_address, may_ask
from portal.outbox import Message


@dataclass(frozen=True)
class Subject:
    """What is to be followed, a `kind` of rules.KINDS: the id of one thing, or the centre and radius (metres) of a circle."""

    kind: str
    proposal_id: int | None = None
    street_id: int | None = None
    complaint_id: int | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    radius: int | None = None


def ask_to_follow(session: Session, subject: Subject, typed: str, pace: str, *, now: datetime) -> None:
    """Ask the owner of an address, by a link sent there, whether it shall follow something. Raises InvalidInput for the address.

    Whoever asks learns nothing about the address: it is the same whether it follows this already, or was asked just now.
    """
    address = checked_address(typed)
    follower = by_address(session, address) or _new_follower(session, address, now)
    follow = next((each for each in follower.follows if _same(each, subject)), None)
    waiting = sum(each.confirmed_at is None for each in follower.follows)
    if not may_ask(follow.asked_at if follow else None, waiting, now):
        return
    if follow is None:
        follow = Follow(**asdict(subject), pace=pace)
        follower.follows.append(follow)
    follow.asked_at = now
    if follow.confirmed_at is None:
        follow.pace, follow.radius = pace, subject.radius
    session.flush()
    journal.record(session, "follow.ask", follow, actor=None, now=now)
    outbox.post(session, "follow.confirm", now=now, address=address, secret=follower.secret,
                key=f"{_keys(follower)}ask:{follow.id}:{now.isoformat()}", only=str(follow.id))


def confirm(session: Session, follower: Follower, ids: Iterable[int], *, now: datetime) -> list[Follow]:
    """The owner of the address says yes to these follows; gives those that begin now. Nothing older is ever told."""
    begun = [each for each in follower.follows if each.id in set(ids) and each.confirmed_at is None]
    for each in begun:
        each.confirmed_at = now
        journal.record(session, "follow.begin", each, actor=None, now=now)
    for pace in PACES if begun else ():
        insert_if_new(session, Telling, pace=pace, told_until=now, looked_at=now, after_id=0)
    return begun


def change_pace(session: Session, follower: Follower, pace: str, *, now: datetime) -> None:
    """Say how often one wants to be told, of everything."""
    for each in follower.follows:
        each.pace = pace
        journal.record(session, "follow.pace", each, actor=None, now=now)


def stop(session: Session, follower: Follower, ids: Iterable[int], *, now: datetime) -> None:
    """End these follows. With the last one the address is forgotten, and what still waits for it is not sent."""
    for each in [each for each in follower.follows if each.id in set(ids)]:
        journal.record(session, "follow.stop", each, actor=None, now=now)
        follower.follows.remove(each)
    if not follower.follows:
        _forget(session, follower)
    session.flush()


def forget_unconfirmed(session: Session, now: datetime) -> int:
    """Delete what nobody confirmed in time, and the addresses given for it; gives how many follows."""
    query = select(Follow).where(Follow.confirmed_at.is_(None), Follow.asked_at <= now - CONFIRM_WITHIN)
    old = session.scalars(query).all()
    for each in old:
        stop(session, each.follower, [each.id], now=now)
    return len(old)


def refuse_accusation(is_accusation: bool) -> None:
    """Refuse to follow an accusation by message: what is posted passes through more hands than the unit in charge."""
    if is_accusation:
        raise Refusal(N_("检举控告为了保密，不发任何通知。请保管好回执编号，用它查看办理情况。"))


def _new_follower(session: Session, address: str, now: datetime) -> Follower:
    secret = secrets.token_urlsafe(24)
    follower = Follower(address=address, fingerprint=Encrypted.fingerprint(address), secret=secret, secret_hash=hash_of(secret),
                        since=now, follows=[])
    session.add(follower)
    session.flush()
    return follower


def _same(follow: Follow, subject: Subject) -> bool:
    things = ("kind", "proposal_id", "street_id", "complaint_id", "longitude", "latitude")
    return all(getattr(follow, name) == getattr(subject, name) for name in things)


def _keys(follower: Follower) -> str:
    """How the keys of an address' messages begin."""
    return f"follow:{follower.id}:"


def _forget(session: Session, follower: Follower) -> None:
    mine = Message.key >= _keys(follower), Message.key < f"follow:{follower.id};"
    session.execute(delete(Message).where(*mine, Message.sent_at.is_(None), Message.claimed_at.is_(None)))
    session.delete(follower)

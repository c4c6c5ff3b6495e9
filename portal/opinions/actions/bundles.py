"""What a person says to proposals of likeness: these are alike, these are not, those do not belong."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_unlocked
from portal.opinions.actions.marks import put_mark
from portal.opinions.actions.steps import Recorder, recorded
from portal.opinions.actions.themes import place_points
from portal.opinions.models import Bundle, BundleMember, Opinion, Point, Theme
from portal.opinions.queries.bundles import standing_members, whole_points

SAME_WORDS = "同一人先后提交了文字相同的意见，保留最早的一条。"


def confirm_bundle(session: Session, bundle: Bundle, *, actor: User, now: datetime) -> None:
    """These opinions say the same: they stay counted one by one and are answered together.

    When the points of some already lie under one theme, those of the others that lie nowhere follow. One person's
    repetitions are marked as such instead, and the first is kept. Raises Refusal when nothing is left to confirm, or a
    repetition may not be marked (see rules.check_may_mark).
    """
    members = _waiting(session, bundle)
    points = whole_points(session, bundle, "proposed", "confirmed")
    with recorded(session, bundle.consultation, "bundle.confirm", [bundle, *members, *points], actor=actor, now=now) as step:
        for each in members:
            each.state = "confirmed"
        _decide(bundle, "confirmed", actor, now)
        if bundle.kind == "repeated":
            _mark_repeated(session, bundle, members, step, actor, now)
        else:
            _gather(session, points)
    _note(session, "bundle.confirm", bundle, actor, now, opinions=[each.opinion_id for each in members])


def refuse_bundle(session: Session, bundle: Bundle, *, actor: User, now: datetime) -> None:
    """What is proposed here is not alike, and is not proposed again; what was confirmed before stays."""
    members = _waiting(session, bundle)
    with recorded(session, bundle.consultation, "bundle.refuse", [bundle, *members], actor=actor, now=now):
        for each in members:
            each.state = "refused"
        if bundle.state == "proposed":
            _decide(bundle, "refused", actor, now)
    _note(session, "bundle.refuse", bundle, actor, now, opinions=[each.opinion_id for each in members])


def leave_out(session: Session, bundle: Bundle, opinions: Collection[int], *, actor: User, now: datetime) -> None:
    """The opinions with these ids do not belong here, and are not proposed for it again.

    Raises InvalidInput when none is given, Refusal when fewer than two would be left: then the whole is refused.
    """
    hold_open(session, bundle.consultation, bundle)
    standing = standing_members(session, bundle)
    leaving = [each for each in standing if each.opinion_id in opinions]
    if not leaving:
        raise InvalidInput(N_("请先勾选不属于这一组的意见。"), field="opinions")
    if len(standing) - len(leaving) < 2 or bundle.state == "refused":
        raise Refusal(N_("移出以后剩下不到两条，就不成一组了。如果都不相同，请按“不相同”。"))
    with recorded(session, bundle.consultation, "bundle.leave_out", leaving, actor=actor, now=now):
        for each in leaving:
            each.state = "refused"
    _note(session, "bundle.leave_out", bundle, actor, now, opinions=[each.opinion_id for each in leaving])


def place_bundle(session: Session, bundle: Bundle, theme: Theme, *, actor: User, now: datetime) -> None:
    """Put the confirmed opinions of a bundle under one theme, to be answered together; opinions that were split stay."""
    hold_open(session, bundle.consultation, bundle)
    place_points(session, theme, whole_points(session, bundle, "confirmed"), actor=actor, now=now)


def _waiting(session: Session, bundle: Bundle) -> list[BundleMember]:
    """The members nobody has decided on, with the consultation held; refuse when there are none, or they are no group."""
    hold_open(session, bundle.consultation, bundle)
    standing = standing_members(session, bundle)
    waiting = [each for each in standing if each.state == "proposed"]
    if bundle.state == "refused" or not waiting or len(standing) < 2:
        raise Refusal(N_("这一组已经有人处理过，或者其中的意见刚刚撤回。请看最新的列表。"), clauses=(rules.COUNTING,))
    return waiting


def _decide(bundle: Bundle, state: str, actor: User, now: datetime) -> None:
    bundle.state, bundle.decided_by, bundle.decided_at = state, actor.id, now


def _mark_repeated(session: Session, bundle: Bundle, members: Sequence[BundleMember], step: Recorder, actor: User,
                   now: datetime) -> None:
    kept = session.get_one(Opinion, bundle.model_id)
    repetitions = session.scalars(select(Opinion).where(
        Opinion.id.in_([each.opinion_id for each in members]), Opinion.id != kept.id).order_by(Opinion.id))
    for opinion in repetitions.all():
        step.adds(put_mark(session, opinion, "repeated", SAME_WORDS, kept, actor=actor, now=now))


def _gather(session: Session, points: Sequence[Point]) -> None:
    """Let the points that lie nowhere follow the others, if these all lie under the same theme."""
    themes = {point.theme_id for point in points if point.theme_id}
    loose = [point for point in points if point.theme_id is None and not point.no_demand]
    if len(themes) != 1 or not loose:
        return
    check_unlocked(session, themes)
    for point in loose:
        point.theme_id = next(iter(themes))


def _note(session: Session, action: str, bundle: Bundle, actor: User, now: datetime, **details) -> None:
    journal.record(session, action, bundle, actor=actor, now=now, unit_id=bundle.consultation.proposal.initiating_unit_id,
                   **details)

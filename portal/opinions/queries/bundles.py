"""Bundles of like opinions: a page of them, one with its members, and what the documents say of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from portal.consultations.models import Consultation
from portal.opinions.models import Bundle, BundleMember, Opinion, Passage, Point
from portal.opinions.queries.counting import COUNTED

PAGE = 20
SHOWN = 30


@dataclass(frozen=True)
class Voices:
    """How many texts a bundle holds that count, by how many people, and the numbers of the first of them."""

    copies: int
    people: int
    numbers: tuple[int, ...]
    waiting: int

    @property
    def more(self) -> int:
        """How many are not among `numbers`."""
        return self.copies - len(self.numbers)


@dataclass(frozen=True)
class ConfirmedBundle:
    """A confirmed bundle for the documents: its kind, the numbers of its counted opinions, and by how many people."""

    kind: str
    numbers: tuple[int, ...]
    people: int


def bundle_page(session: Session, consultation: Consultation, state: str, after: int = 0,
                limit: int = PAGE + 1) -> Sequence[Bundle]:
    """Bundles in a state, in the order in which they were proposed (the largest first), after the one with id `after`.

    "proposed" also gives the confirmed ones in which later opinions wait.
    """
    query = select(Bundle).where(Bundle.consultation_id == consultation.id, Bundle.id > after)
    if state == "proposed":
        waiting = select(BundleMember.bundle_id).where(BundleMember.state == "proposed")
        query = query.where(Bundle.state != "refused", Bundle.id.in_(waiting))
    else:
        query = query.where(Bundle.state == state)
    return session.scalars(query.options(joinedload(Bundle.model)).order_by(Bundle.id).limit(limit)).all()


def voices(session: Session, consultation: Consultation, bundles: Sequence[Bundle]) -> dict[int, Voices]:
    """What each bundle holds, by its id; refused members and opinions that do not count are left out."""
    ids = [bundle.id for bundle in bundles]
    figures = session.execute(_standing(consultation).with_only_columns(
        BundleMember.bundle_id, func.count(), func.count(BundleMember.person.distinct()),
        func.count().filter(BundleMember.state == "proposed"),
    ).where(BundleMember.bundle_id.in_(ids)).group_by(BundleMember.bundle_id)).all()
    place = func.row_number().over(partition_by=BundleMember.bundle_id, order_by=Opinion.number).label("place")
    ranked = _standing(consultation).with_only_columns(BundleMember.bundle_id, Opinion.number, place).where(
        BundleMember.bundle_id.in_(ids)).subquery()
    numbers: dict[int, list[int]] = {}
    first = select(ranked.c.bundle_id, ranked.c.number).where(ranked.c.place <= SHOWN)
    for bundle, number in session.execute(first.order_by(ranked.c.bundle_id, ranked.c.number)):
        numbers.setdefault(bundle, []).append(number)
    return {bundle: Voices(copies, people, tuple(numbers[bundle]), waiting) for bundle, copies, people, waiting in figures}


def bundle_by_id(session: Session, bundle_id: int) -> Bundle | None:
    """One bundle with its model text and its consultation."""
    return session.scalar(select(Bundle).where(Bundle.id == bundle_id).options(
        joinedload(Bundle.model), joinedload(Bundle.consultation).joinedload(Consultation.proposal)))


def members_page(session: Session, bundle: Bundle, after: int = 0, limit: int = 51) -> Sequence[BundleMember]:
    """The members of a bundle with their opinions, also those refused or no longer counted, after the opinion with id `after`."""
    return session.scalars(
        select(BundleMember).where(BundleMember.bundle_id == bundle.id, BundleMember.opinion_id > after)
        .options(joinedload(BundleMember.opinion).options(
            joinedload(Opinion.mark), joinedload(Opinion.street), joinedload(Opinion.unit), joinedload(Opinion.request)))
        .order_by(BundleMember.opinion_id).limit(limit)).all()


def standing_members(session: Session, bundle: Bundle) -> Sequence[BundleMember]:
    """The members that were not refused and whose opinions count."""
    return session.scalars(
        _standing(bundle.consultation).where(BundleMember.bundle_id == bundle.id).order_by(BundleMember.opinion_id)
        .execution_options(populate_existing=True)).all()


def whole_points(session: Session, bundle: Bundle, *states: str) -> list[Point]:
    """The points of a bundle's counted opinions that are the whole text; those of opinions that were split are left out."""
    return list(session.scalars(_whole(bundle.consultation).where(
        BundleMember.bundle_id == bundle.id, BundleMember.state.in_(states)).order_by(Point.id)))


def together(session: Session, consultation: Consultation, points: Sequence[Point]) -> list[Point]:
    """These points and those that should be answered with them: confirmed as saying the same, whole, and under no theme yet
    or under the same one."""
    own = aliased(BundleMember)
    mine = select(own.bundle_id).where(own.opinion_id.in_({point.opinion_id for point in points}), own.state == "confirmed")
    others = session.scalars(_whole(consultation).join(BundleMember.bundle).where(
        Bundle.id.in_(mine), Bundle.kind != "repeated", BundleMember.state == "confirmed"))
    places = {None, *(point.theme_id for point in points)}
    chosen = {point.id: point for point in (*(each for each in others if each.theme_id in places), *points)}
    return [chosen[id_] for id_ in sorted(chosen)]


def bundles_of(session: Session, consultation: Consultation) -> list[ConfirmedBundle]:
    """The confirmed bundles of like words, the largest first, for the documents."""
    rows = session.execute(
        _standing(consultation).join(BundleMember.bundle).where(BundleMember.state == "confirmed", Bundle.kind != "repeated")
        .with_only_columns(Bundle.id, Bundle.kind, Opinion.number, BundleMember.person).order_by(Bundle.id, Opinion.number))
    held: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for bundle, kind, number, person in rows:
        held.setdefault((bundle, kind), []).append((number, person))
    found = [ConfirmedBundle(kind, tuple(number for number, _ in members), len({person for _, person in members}))
             for (_, kind), members in held.items() if len(members) > 1]
    return sorted(found, key=lambda each: (-len(each.numbers), each.numbers))


def _standing(consultation: Consultation) -> Select:
    return (select(BundleMember).join(BundleMember.opinion)
            .where(_within(consultation), BundleMember.state != "refused", COUNTED))


def _within(consultation: Consultation) -> ColumnElement[bool]:
    """SQL: the member is of a bundle of this consultation; asked of the bundles, which are fewer than the opinions."""
    return BundleMember.bundle_id.in_(select(Bundle.id).where(Bundle.consultation_id == consultation.id))


def _whole(consultation: Consultation) -> Select:
    """Points that are the only one of a counted opinion in a bundle."""
    other = aliased(Point)
    alone = ~select(other.id).where(other.opinion_id == Point.opinion_id, other.id != Point.id).exists()
    whole = ~select(Passage.id).where(Passage.point_id == Point.id).exists()
    return (select(Point).join(Point.opinion).join(BundleMember, BundleMember.opinion_id == Opinion.id)
            .where(_within(consultation), COUNTED, alone, whole)
            .options(contains_eager(Point.opinion).joinedload(Opinion.mark)))

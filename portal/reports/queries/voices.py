"""What was said, read as plain columns: a consultation of 100,000 opinions is gathered without making an object of each twice."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit, User
from portal.consultations.models import Consultation, Request
from portal.files.models import Attachment, StoredFile
from portal.opinions.models import (
    Bundle,
    BundleMember,
    Mark,
    Opinion,
    OpinionContact,
    Passage,
    Point,
    Promise,
    Settlement,
    Theme,
    ThemeChange,
)
from portal.opinions.rules import last_day
from portal.proposals.models import ProposalVersion
from portal.proposals.values import FIELDS
from portal.reports.rows import BundleRow, OpinionRow, PointRow, SettlementRow, ThemeRow
from portal.reports.values import Change, Original
from portal.reports.values import Promise as PromiseMade

_LABELS = {field.name: field.label for field in FIELDS}
_STREET = aliased(Unit)
_SAID = (
    select(
        Opinion.id, Opinion.number, Opinion.party, Opinion.channel, Opinion.received_on, Opinion.stance, Opinion.text,
        Opinion.relation, Opinion.round_id, Opinion.request_id, Opinion.withdrawn_at, Unit.name.label("unit"),
        _STREET.street.label("street"), Mark.kind, Mark.kept_id, Mark.reason, Request.invitee, User.name.label("invited"),
    )
    .outerjoin(Unit, Unit.id == Opinion.unit_id)
    .outerjoin(_STREET, _STREET.id == Opinion.street_id)
    .outerjoin(Mark, Mark.opinion_id == Opinion.id)
    .outerjoin(Request, Request.id == Opinion.request_id)
    .outerjoin(User, User.id == Request.user_id)
    .order_by(Opinion.number)
)  # fmt: skip


def opinions(session: Session, consultation: Consultation, names: bool, files: dict[int, list[str]]) -> tuple[OpinionRow, ...]:
    """Every opinion, by number; `names` reads the given names too, `files` are the names of the files on each."""
    given = _names(session, consultation) if names else {}
    last_days = {each.id: last_day(each.closes_at) for each in consultation.rounds}
    said = session.execute(_SAID.where(Opinion.consultation_id == consultation.id))
    return tuple(
        OpinionRow(
            id=row.id,
            number=row.number,
            party=row.party,
            channel=row.channel,
            received_on=row.received_on,
            stance=row.stance,
            text=row.text,
            name=given.get(row.id) or row.invited or row.invitee or "",
            unit=row.unit,
            relation=row.relation or "",
            street=row.street or "",
            repeats_id=row.kept_id if row.kind == "repeated" else None,
            withdrawn=row.withdrawn_at is not None,
            invalid_reason=row.reason if row.kind == "invalid" else None,
            late=row.request_id is None and row.received_on > last_days[row.round_id],
            attachments=len(files.get(row.number, ())),
        )
        for row in said
    )


def _names(session: Session, consultation: Consultation) -> dict[int, str]:
    query = select(OpinionContact.opinion_id, OpinionContact.name).join(OpinionContact.opinion)
    query = query.where(Opinion.consultation_id == consultation.id, OpinionContact.name.is_not(None))
    return dict(session.execute(query).all())


def points(session: Session, consultation: Consultation, said: tuple[OpinionRow, ...]) -> tuple[PointRow, ...]:
    """The points of the opinions `said`, each with its place among those of its opinion and the words it marks."""
    texts = {row.id: row.text for row in said}
    places: dict[int, int] = {}
    rows = []
    query = select(Point.opinion_id, Point.theme_id, Point.no_demand, Passage.start, Passage.end)
    query = query.outerjoin(Passage, Passage.point_id == Point.id).where(Point.consultation_id == consultation.id)
    for opinion_id, theme_id, no_demand, start, end in session.execute(query.order_by(Point.id)):
        places[opinion_id] = places.get(opinion_id, 0) + 1
        text = texts[opinion_id][start:end] if start is not None else ""
        rows.append(PointRow(opinion_id, places[opinion_id], theme_id, no_demand, text))
    return tuple(rows)


def themes(session: Session, consultation: Consultation) -> tuple[ThemeRow, ...]:
    """The themes with what stands behind their verdicts: the places that changed, and the promise."""
    changes: dict[int, list[Change]] = {}
    for theme_id, change in _changes(session, consultation):
        changes.setdefault(theme_id, []).append(change)
    promises = dict(_promises(session, consultation))
    query = select(Theme.id, Theme.title, Theme.verdict, Theme.reason, Theme.changed_place)
    return tuple(
        ThemeRow(*row, tuple(changes.get(row.id, ())), promises.get(row.id))
        for row in session.execute(query.where(Theme.consultation_id == consultation.id).order_by(Theme.id))
    )


def _changes(session: Session, consultation: Consultation) -> Iterator[tuple[int, Change]]:
    query = select(ThemeChange.theme_id, ProposalVersion.ordinal, ThemeChange.field, ThemeChange.before, ThemeChange.after)
    query = query.join(ThemeChange.theme).join(ThemeChange.version).where(Theme.consultation_id == consultation.id)
    for theme_id, ordinal, field, before, after in session.execute(query.order_by(ThemeChange.id)):
        yield theme_id, Change(ordinal, _LABELS.get(field, field), before, after)


def _promises(session: Session, consultation: Consultation) -> Iterator[tuple[int, PromiseMade]]:
    query = select(Promise.theme_id, Unit.name, Promise.text, Promise.due_on).join(Promise.theme).join(Promise.keeper)
    for theme_id, keeper, text, due_on in session.execute(query.where(Theme.consultation_id == consultation.id)):
        yield theme_id, PromiseMade(keeper, text, due_on)


def bundles(session: Session, consultation: Consultation) -> tuple[BundleRow, ...]:
    """The bundles a person has confirmed."""
    confirmed = Bundle.state == "confirmed", BundleMember.state == "confirmed", Bundle.kind != "repeated"
    query = select(Bundle.id, Bundle.kind, BundleMember.opinion_id, BundleMember.person).join(Bundle.members)
    query = query.where(Bundle.consultation_id == consultation.id, *confirmed).order_by(Bundle.id, BundleMember.id)
    members: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for bundle_id, kind, opinion_id, person in session.execute(query):
        members.setdefault((bundle_id, kind), []).append((opinion_id, person))
    return tuple(BundleRow(kind, tuple(said)) for (_, kind), said in members.items())


def settlements(session: Session, consultation: Consultation) -> tuple[SettlementRow, ...]:
    """How the disagreements ended, with both views."""
    said = Settlement
    query = select(said.opinion_id, said.is_settled, said.how, said.settled_on, said.our_view, said.basis)
    query = query.join(said.opinion).where(Opinion.consultation_id == consultation.id).order_by(said.id)
    return tuple(SettlementRow(*row) for row in session.execute(query))


def originals(session: Session, consultation: Consultation, version: ProposalVersion) -> tuple[Original, ...]:
    """The files on the opinions and replies, on the version reported on, and on the waivers."""
    of_version = _files(session, "proposal", ProposalVersion.__tablename__, [version.id])
    of_waivers = _files(session, "waiver", "waivers", [each.id for each in consultation.waivers])
    return (*_files_of_opinions(session, consultation), *of_version, *of_waivers)


def _files_of_opinions(session: Session, consultation: Consultation) -> tuple[Original, ...]:
    query = select(Opinion.request_id, Attachment.filename, StoredFile.sha256, StoredFile.size, Opinion.number)
    query = query.join(Attachment, Attachment.subject_id == Opinion.id).join(StoredFile, StoredFile.id == Attachment.file_id)
    query = query.where(Attachment.subject_type == Opinion.__tablename__, Opinion.consultation_id == consultation.id)
    rows = session.execute(query.order_by(Opinion.number, Attachment.id))
    return tuple(Original("reply" if request_id else "opinion", *row) for request_id, *row in rows)


def _files(session: Session, kind: str, table: str, ids: list[int]) -> tuple[Original, ...]:
    query = select(Attachment.filename, StoredFile.sha256, StoredFile.size).join(StoredFile, StoredFile.id == Attachment.file_id)
    query = query.where(Attachment.subject_type == table, Attachment.subject_id.in_(ids)).order_by(Attachment.id)
    return tuple(Original(kind, *row) for row in session.execute(query))

"""What became of the words, once everybody may read it: the answers theme by theme, and what units replied."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, Row, and_, bindparam, func, select

from portal.accounts.models import Unit
from portal.consultations.models import Request, Round
from portal.opinions.models import Opinion, PointCount, Promise, Theme, ThemeChange
from portal.proposals.models import ProposalVersion, Publication
from portal.proposals.values import label_of
from portal.shielding import hidden

_public_change = and_(ThemeChange.theme_id == Theme.id, ThemeChange.version_id.in_(select(Publication.version_id)))
_ANSWERS = (
    select(Theme.id, Theme.title, Theme.verdict, Theme.reason, Theme.changed_place, PointCount.voices,
           Unit.name.label("keeper"), Promise.due_on, ThemeChange.field, ProposalVersion.ordinal)
    .join(PointCount, PointCount.theme_id == Theme.id)
    .outerjoin(Promise, Promise.theme_id == Theme.id).outerjoin(Unit, Unit.id == Promise.keeper_id)
    .outerjoin(ThemeChange, _public_change).outerjoin(ProposalVersion, ProposalVersion.id == ThemeChange.version_id)
    .where(Theme.consultation_id == bindparam("consultation"), Theme.verdict.is_not(None), PointCount.voices > 0)
    .order_by(PointCount.voices.desc(), Theme.id, ThemeChange.id)
)
_newest = (
    select(func.max(Request.id)).join(Round, Round.id == Request.round_id)
    .where(Round.consultation_id == bindparam("consultation"))
    .group_by(Request.party, Request.unit_id, Request.user_id, Request.invitee)
)
_REPLIES = (
    select(Request.party, Unit.name.label("unit"), Opinion.stance)
    .outerjoin(Unit, Unit.id == Request.unit_id)
    .outerjoin(Opinion, and_(Opinion.request_id == Request.id, Opinion.withdrawn_at.is_(None)))
    .where(Request.id.in_(_newest)).order_by(Request.id)
)


@dataclass(frozen=True, slots=True)
class Change:
    """A place of the published text that changed because of a theme, in version `ordinal`."""

    field: str
    ordinal: int

    @property
    def is_space(self) -> bool:
        """Whether it is a space of an area's plan, whose name is the label as it is."""
        return self.field.startswith("rows:")

    @property
    def label(self) -> str:
        """What people call the field, marked for translation; the name of a space as it is."""
        return label_of(self.field)


@dataclass(frozen=True, slots=True)
class Answer:
    """A theme with its verdict; `voices`: how many counted opinions say so, None where the number would tell a small group.

    `keeper` is the unit that sees to it by `due_on`, where no text changes.
    """

    id: int
    title: str
    verdict: str
    reason: str
    changed: str
    voices: int | None
    keeper: str | None
    due_on: date | None
    changes: tuple[Change, ...]


def public_answers(connection: Connection, consultation_id: int, least: int) -> list[Answer]:
    """The answered themes, the weightiest first; the sizes below `least`, and what would give them away, are not told."""
    rows = connection.execute(_ANSWERS, {"consultation": consultation_id}).all()
    themes = [list(found) for _, found in groupby(rows, key=lambda row: row.id)]
    untold = _untold([each[0] for each in themes], least)
    return [_answer(each, each[0].id in untold) for each in themes]


def _untold(themes: list[Row], least: int) -> set[int]:
    """The themes whose size is not told: the verdicts' sums are known, so they are hidden verdict by verdict."""
    chosen = set()
    for verdict in {theme.verdict for theme in themes}:
        same = [theme for theme in themes if theme.verdict == verdict]
        chosen |= {same[place].id for place in hidden([theme.voices for theme in same], least)}
    return chosen


def _answer(rows: list[Row], is_untold: bool) -> Answer:
    first = rows[0]
    return Answer(
        first.id, first.title, first.verdict, first.reason, first.changed_place, None if is_untold else first.voices,
        first.keeper, first.due_on,
        tuple(Change(row.field, row.ordinal) for row in rows if row.field is not None),
    )


def public_replies(connection: Connection, consultation_id: int) -> tuple[Row, ...]:
    """The newest letter to each party (party, unit or None) with the stance of its answer, None while there is none."""
    return tuple(connection.execute(_REPLIES, {"consultation": consultation_id}))

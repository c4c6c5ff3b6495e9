"""Steps that can be undone: what exactly was changed is kept, and taken back whole or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import delete, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.db import Base
from portal.errors import N_, Refusal
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_unlocked
from portal.opinions.models import (
    Assignment,
    Bundle,
    BundleMember,
    Mark,
    Passage,
    Point,
    Promise,
    Redaction,
    Step,
    Theme,
    ThemeChange,
    ThemeSuggestion,
)

_KINDS = {kind.__tablename__: kind for kind in
          (Theme, Point, Passage, Mark, Bundle, BundleMember, Assignment, Redaction, ThemeChange, ThemeSuggestion, Promise)}
_KEPT_APART = frozenset({"id", "revision"})
_CHANGED_SINCE = N_("这一步之后，其中的内容又有人改过，不能整步撤销。请先撤销后面的步骤，或逐条修改。")


class Recorder:
    """Notes what one step does: rows that change (given at the start), appear and go."""

    def __init__(self, rows: Iterable[Base]):
        self._before = {row: _values(row) for row in rows}
        self._added: list[Base] = []
        self._gone: list[dict] = []

    def adds(self, *rows: Base) -> None:
        """Rows this step adds; undoing removes them."""
        self._added += rows

    def removes(self, *rows: Base) -> None:
        """Rows this step is about to remove; undoing brings them back under the same id."""
        self._gone += [_change(row, _values(row), None) for row in rows]

    def changes(self) -> list[dict]:
        """The changes in an order in which they can be made again: additions, changes, removals."""
        added = [_change(row, None, _values(row)) for row in self._added]
        changed = [_differences(row, before) for row, before in self._before.items()]
        return added + [each for each in changed if each["before"]] + self._gone


@contextmanager
def recorded(session: Session, consultation: Consultation, action: str, rows: Iterable[Base], *, actor: User,
             now: datetime) -> Iterator[Recorder]:
    """`with recorded(…, rows) as step:` — keep what happens to `rows` inside as one Step that can be undone.

    A step that changed nothing leaves no trace.
    """
    recorder = Recorder(rows)
    yield recorder
    session.flush()
    if changes := recorder.changes():
        session.add(Step(consultation_id=consultation.id, action=action, changes=changes, done_by=actor.id, done_at=now))
        session.flush()


def undo(session: Session, step: Step, *, actor: User, now: datetime) -> None:
    """Take a step back. All or nothing.

    Raises Refusal when it was taken back before, when something it changed has been changed again or used since, or when
    it touches a theme that is locked by now.
    """
    hold_open(session, step.consultation, step)
    if step.undone_at is not None:
        raise Refusal(N_("这一步已经撤销过了。"))
    check_unlocked(session, _themes(session, step.changes), _points(step.changes))
    try:
        for change in reversed(step.changes):
            _take_back(session, change)
            session.flush()
    except IntegrityError as used_since:
        raise Refusal(_CHANGED_SINCE) from used_since
    step.undone_by, step.undone_at = actor.id, now
    journal.record(session, "step.undo", step, actor=actor, now=now, unit_id=step.consultation.proposal.initiating_unit_id)


def _take_back(session: Session, change: dict) -> None:
    kind = _KINDS[change["table"]]
    row = session.get(kind, change["id"], populate_existing=True)
    if not _is_as_left(row, change["after"]):
        raise Refusal(_CHANGED_SINCE)
    if row is None:
        session.add(kind(id=change["id"], **_read(kind, change["before"])))
        return
    if change["before"] is None:
        session.execute(delete(kind).where(kind.id == row.id))  # what hangs on it since is not let go silently
        session.expunge(row)
        return
    for name, value in _read(kind, change["before"]).items():
        setattr(row, name, value)


def _is_as_left(row: Base | None, after: dict | None) -> bool:
    if row is None or after is None:
        return row is None and after is None
    values = _values(row)
    return all(values[name] == value for name, value in after.items())


def _themes(session: Session, changes: list[dict]) -> set[int]:
    """The ids of the themes whose content or count these changes touch."""
    sides = [side for change in changes for side in (change["before"], change["after"]) if side]
    found = {side["theme_id"] for side in sides if side.get("theme_id")}
    found |= {change["id"] for change in changes if change["table"] == "themes"}
    marked = {side["opinion_id"] for change in changes if change["table"] == "marks"
              for side in (change["before"], change["after"]) if side and "opinion_id" in side}
    return found | set(session.scalars(select(Point.theme_id).where(Point.opinion_id.in_(marked), Point.theme_id.is_not(None))))


def _points(changes: list[dict]) -> set[int]:
    """The ids of the points whose place these changes touch."""
    return {change["id"] for change in changes if change["table"] == "points"}


def _change(row: Base, before: dict | None, after: dict | None) -> dict:
    return {"table": row.__tablename__, "id": row.id, "before": before, "after": after}


def _differences(row: Base, before: dict) -> dict:
    after = _values(row)
    changed = [name for name, value in before.items() if after[name] != value]
    return _change(row, {name: before[name] for name in changed}, {name: after[name] for name in changed})


def _values(row: Base) -> dict:
    return {each.key: _plain(getattr(row, each.key)) for each in inspect(type(row)).column_attrs if each.key not in _KEPT_APART}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: type[Base], values: dict) -> dict:
    return {name: _typed(kind.__table__.columns[name].type.python_type, value) for name, value in values.items()}


def _typed(kind: type, value):
    return kind.fromisoformat(value) if value is not None and kind in (date, datetime) else value

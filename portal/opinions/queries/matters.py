"""What a consultation still owes somebody, and what that waits for."""

from dataclasses import dataclass

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit, User
from portal.consultations.models import Consultation, Request, Round
from portal.opinions import rules
from portal.opinions.models import Opinion, Settlement
from portal.opinions.queries.rows import ThemeRow, Themes, theme_rows

_LETTERS = (
    select(
        Request.id, Request.party, Request.unit_id, Request.user_id, Request.invitee,
        func.coalesce(Unit.name, User.name, Request.invitee).label("name"), Opinion.id.label("reply_id"), Opinion.stance,
        Opinion.party.label("reply_party"), Settlement.is_settled,
    )
    .select_from(Request).join(Round, Round.id == Request.round_id)
    .outerjoin(Unit, Unit.id == Request.unit_id).outerjoin(User, User.id == Request.user_id)
    .outerjoin(Opinion, and_(Opinion.request_id == Request.id, Opinion.withdrawn_at.is_(None)))
    .outerjoin(Settlement, Settlement.opinion_id == Opinion.id)
    .where(Round.consultation_id == bindparam("consultation"), Round.version_id.in_(bindparam("standing", expanding=True)))
    .order_by(Request.id)
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter still without an answer, or with one that disagrees: to whom, and the id of the answer."""

    id: int
    party: str
    name: str | None
    is_unit: bool
    reply_id: int | None


@dataclass(frozen=True)
class OpenMatters:
    """Everything without an answer: how many points have no theme, and the rest one by one."""

    loose: int
    waiting: list[ThemeRow]
    unsettled: list[Letter]
    silent: list[Letter]

    def __bool__(self) -> bool:
        return bool(self.loose or self.waiting or self.unsettled or self.silent)


def open_matters(session: Session, consultation: Consultation, themes: Themes | None = None) -> OpenMatters:
    """What the consultation still owes somebody; `themes`: its themes, where they were read already."""
    themes = themes or theme_rows(session, consultation)
    letters = _newest_letters(session, consultation)
    return OpenMatters(
        loose=themes.loose,
        waiting=[each for each in themes if each.verdict is None and each.points],
        unsettled=[_letter(each) for each in letters if _disagrees(each)],
        silent=[_letter(each) for each in letters if each.reply_id is None],
    )


def _newest_letters(session: Session, consultation: Consultation) -> list[Row]:
    """The newest letter to each party asked about the standing versions; it supersedes the older ones."""
    standing = [version.id for version in consultation.proposal.standing]
    letters = session.connection().execute(_LETTERS, {"consultation": consultation.id, "standing": standing})
    return list({(each.party, each.unit_id, each.user_id, each.invitee): each for each in letters}.values())


def _letter(record: Row) -> Letter:
    return Letter(record.id, record.party, record.name, record.unit_id is not None, record.reply_id)


def _disagrees(letter: Row) -> bool:
    is_open = letter.reply_id is not None and not letter.is_settled
    return is_open and letter.reply_party in rules.SETTLES and letter.stance in rules.OBJECTS

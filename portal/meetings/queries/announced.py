"""The public announcement (意见采纳情况公告) of what was decided: where it stands, and which ones are still to be made."""

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session

from portal.jobs.models import Job
from portal.meetings.models import AgendaItem, Decision
from portal.proposals.models import Proposal, ProposalVersion
from portal.reports.models import Announcement

KIND = "reports.announcement"
_PUBLISHED = (
    select(Announcement.paper, Decision.published_at, ProposalVersion.title, Proposal.number)
    .select_from(AgendaItem).join(Decision, Decision.item_id == AgendaItem.id)
    .join(Proposal, Proposal.id == AgendaItem.proposal_id).join(ProposalVersion, ProposalVersion.id == AgendaItem.version_id)
    .outerjoin(Announcement, Announcement.report_id == AgendaItem.report_id)
    .where(Proposal.number == bindparam("number"), Decision.published_at.is_not(None))
    .order_by(Decision.id.desc()).limit(1)
)


def announced(session: Session, number: str) -> Row | None:
    """The announcement of the newest published decision on a proposal: paper (None while it is being made), published_at,
    title, number; None where nothing was decided and published."""
    return session.connection().execute(_PUBLISHED, {"number": number}).first()


def key_of(report_id: int) -> str:
    """What the job that makes an announcement is known by."""
    return f"{KIND}/{report_id}"


def unannounced(session: Session) -> list[Row]:
    """The reports (report_id, unit_id) behind published decisions whose announcement nobody has made or asked for."""
    is_made = exists().where(Announcement.report_id == AgendaItem.report_id)
    query = (
        select(AgendaItem.report_id, Proposal.initiating_unit_id.label("unit_id"))
        .join(Decision, Decision.item_id == AgendaItem.id)
        .join(Proposal, Proposal.id == AgendaItem.proposal_id)
        .where(Decision.published_at.is_not(None), ~is_made).order_by(AgendaItem.report_id)
    )
    asked = set(session.scalars(select(Job.key).where(Job.kind == KIND)))
    return [row for row in session.execute(query) if key_of(row.report_id) not in asked]

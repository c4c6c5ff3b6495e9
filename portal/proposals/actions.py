"""What is done with a proposal, from its first draft to its publication or withdrawal."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.db import check_revision
from portal.errors import N_, InvalidInput, Refusal
from portal.ledger.models import Area, Space
from portal.proposals import rules
from portal.proposals.models import AreaRow, BusinessForm, NumberSeries, Proposal, ProposalVersion, Publication, SecrecyReview
from portal.proposals.values import PAPER_NAMES, TEXT_NAMES
from portal.rulebook.book import current_book

FORMS_CLAUSE = "内部设定（业态目录）"
SEEDED = "规则库目录列为非商业便民。"
_FROM_SPACE = {"location": "address", "size_value": "size_m2", "owner_name": "owner_name", "owner_nature": "owner_nature",
               "planned_use": "planned_use", "current_state": "current_use"}


def draft_proposal(
    session: Session, *, unit: Unit, title: str, space: Space | None = None, area: Area | None = None, actor: User, now: datetime
) -> Proposal:
    """Begin a proposal of `unit` for one space, or for an area with a row for each of its spaces; its version 1 takes over
    what the ledger knows, the promoting unit chosen there included. Where an approved proposal stands already, the new one
    changes its business form (联席会议制度 四2).
    """
    proposal = Proposal(
        number=_next_number(session, now), space=space, area=area, initiating_unit=unit,
        lead_unit=space.promoting_unit if space is not None else area.headquarters,
        changes_form_of=_approved(session, space, area), created_by=actor.id, created_at=now,
    )
    version = ProposalVersion(
        proposal=proposal, ordinal=1, title=rules.refuse_blank(title, "title"), created_by=actor.id, created_at=now,
        edited_at=now,
    )
    if space is not None:
        for name, ledger_name in _FROM_SPACE.items():
            setattr(version, name, getattr(space, ledger_name))
    else:
        version.location = area.description or area.name
        version.rows = [AreaRow(space=each, situation=each.current_use) for each in area.spaces]
    session.add(proposal)
    session.flush()
    journal.record(session, "proposal.draft", proposal, actor=actor, now=now, unit_id=unit.id)
    return proposal


def _next_number(session: Session, now: datetime) -> str:
    """XC-<year>-<count in the year>; a draft that is given up leaves a gap."""
    year = beijing_date(now).year
    series = session.scalar(select(NumberSeries).where(NumberSeries.year == year).with_for_update())
    if series is None:
        series = NumberSeries(year=year, last=0)
        session.add(series)
    series.last += 1
    return f"XC-{year}-{series.last:03d}"


def _approved(session: Session, space: Space | None, area: Area | None) -> Proposal | None:
    """The newest proposal the meeting passed for the same space or area."""
    same = Proposal.space_id == space.id if space is not None else Proposal.area_id == area.id
    query = select(Proposal).where(same, Proposal.approved_at.is_not(None), Proposal.withdrawn_at.is_(None))
    return session.scalars(query.order_by(Proposal.approved_at.desc())).first()


def edit_version(
    session: Session, version: ProposalVersion, fields: dict, *, seen_revision: int, actor: User, now: datetime
) -> None:
    """Save a draft, complete or not. `fields` maps field names (values.TEXT_NAMES, values.PAPER_NAMES) to values, and
    `rows` to {space id: (situation, next form)}. Refuses a sealed or withdrawn text and a form drawn from an older save.
    """
    refuse_withdrawn(version.proposal)
    check_revision(version, seen_revision)
    if version.sealed_at is not None:
        raise Refusal(N_("这一版已经送出征求意见或公布，文字不能再改。需要修改的，请新建一版。"), clauses=(rules.ROUNDS_CLAUSE,))
    _write(version, fields, TEXT_NAMES + PAPER_NAMES)
    for row in version.rows:
        row.situation, row.next_form = fields.get("rows", {}).get(row.space_id, (row.situation, row.next_form))
    if version.proposal.approved_at is not None:
        decided = next(each for each in reversed(version.proposal.versions) if each.sealed_at)
        rules.refuse_form_change(rules.forms_of(decided), rules.forms_of(version))
    version.edited_at = now
    flag_modified(version, "edited_at")  # a save counts, also when only a row of the area changed
    _void_review(session, version, actor, now)
    journal.record(session, "proposal.edit", version, actor=actor, now=now, fields=sorted(fields))


def edit_papers(
    session: Session, version: ProposalVersion, fields: dict, *, seen_revision: int, actor: User, now: datetime
) -> None:
    """Save what only the meeting needs (values.PAPER_NAMES); it may be written after the text is sealed."""
    refuse_withdrawn(version.proposal)
    check_revision(version, seen_revision)
    _write(version, fields, PAPER_NAMES)
    version.edited_at = now
    journal.record(session, "proposal.edit_papers", version, actor=actor, now=now, fields=sorted(fields))


def _write(version: ProposalVersion, fields: dict, names: tuple[str, ...]) -> None:
    strange = set(fields) - set(names) - {"rows"}
    if strange:
        raise InvalidInput(N_("这里不能修改“%(names)s”。"), names="、".join(sorted(strange)))
    for name in set(fields) & set(names):
        setattr(version, name, fields[name])


def new_version(session: Session, proposal: Proposal, *, actor: User, now: datetime) -> ProposalVersion:
    """Begin the next version with the texts of the newest one, which must have been sealed."""
    refuse_withdrawn(proposal)
    last = proposal.latest
    if last.sealed_at is None:
        raise Refusal(N_("第%(ordinal)s版还是草稿，请直接在草稿上修改。"), ordinal=last.ordinal)
    copied = {name: getattr(last, name) for name in TEXT_NAMES + PAPER_NAMES}
    version = ProposalVersion(
        proposal=proposal, ordinal=last.ordinal + 1, created_by=actor.id, created_at=now, edited_at=now, **copied,
        rows=[AreaRow(space=row.space, situation=row.situation, next_form=row.next_form) for row in last.rows],
    )
    session.add(version)
    session.flush()
    journal.record(session, "proposal.new_version", version, actor=actor, now=now, ordinal=version.ordinal)
    return version


def excuse_version(session: Session, version: ProposalVersion, reason: str, *, actor: User, now: datetime) -> None:
    """A reviewer records why a draft is no material change; refused where 位置, 规模, 产权, 规划用途 or 业态 changed."""
    if version.sealed_at is not None or version.ordinal == 1:
        raise Refusal(N_("只能对尚未送出的新一版草稿认定是否为实质性变更。"), clauses=(rules.ROUNDS_CLAUSE,))
    previous = version.proposal.versions[version.ordinal - 2]
    rules.refuse_excuse(rules.differences(previous, version))
    version.not_material_reason = rules.refuse_blank(reason, "reason")
    journal.record(session, "proposal.excuse_version", version, actor=actor, now=now)


def record_secrecy_review(
    session: Session, version: ProposalVersion, *, reviewer_name: str, leader_name: str, reviewed_on: date, may_publish: bool,
    note: str = "", actor: User, now: datetime,
) -> SecrecyReview:
    """Record the result of the secrecy review of the text as it stands; it must precede publication (政务公开方案 五(一))."""
    refuse_withdrawn(version.proposal)
    if reviewed_on > beijing_date(now):
        raise InvalidInput(N_("审查日期不能晚于今天。"), field="reviewed_on")
    if not may_publish and not note.strip():
        raise InvalidInput(N_("不可公开的，请写明原因和处理办法。"), field="note")
    _void_review(session, version, actor, now)
    review = SecrecyReview(
        version=version, reviewer_name=rules.refuse_blank(reviewer_name, "reviewer_name"), reviewed_on=reviewed_on,
        leader_name=rules.refuse_blank(leader_name, "leader_name"), may_publish=may_publish, note=note.strip(),
        recorded_by=actor.id, recorded_at=now,
    )
    session.add(review)
    session.flush()
    journal.record(session, "secrecy_review.record", review, actor=actor, now=now, may_publish=may_publish)
    return review


def _void_review(session: Session, version: ProposalVersion, actor: User, now: datetime) -> None:
    """A review speaks of the text it read; an edit, or a newer review, ends it."""
    if version.secrecy_review is not None:
        journal.record(session, "secrecy_review.void", version.secrecy_review, actor=actor, now=now)
        version.secrecy_review.voided_at = now
        session.flush()


def seal(session: Session, version: ProposalVersion, *, actor: User, now: datetime) -> None:
    """Fix the text for good, before anybody is asked about it; does nothing where it is fixed already.

    Refuses a draft excused as immaterial whose later edits changed 位置, 规模, 产权, 规划用途 or 业态.
    """
    refuse_withdrawn(version.proposal)
    if version.sealed_at is not None:
        return
    if version.not_material_reason:
        rules.refuse_excuse(rules.differences(version.proposal.versions[version.ordinal - 2], version))
    version.sealed_at = now
    session.flush()
    journal.record(session, "proposal.seal", version, actor=actor, now=now, ordinal=version.ordinal)


def publish_version(session: Session, version: ProposalVersion, *, actor: User, now: datetime) -> Publication:
    """Put a version before the public: complete, and found fit for it by the secrecy review of this very text."""
    refuse_withdrawn(version.proposal)
    if version.publication is not None:
        raise Refusal(N_("第%(ordinal)s版已经公布过了。"), ordinal=version.ordinal)
    refuse_incomplete(version)
    refuse_unreviewed(version)
    seal(session, version, actor=actor, now=now)
    publication = Publication(version=version, published_by=actor.id, published_at=now)
    session.add(publication)
    session.flush()
    journal.record(session, "proposal.publish", version, actor=actor, now=now, unit_id=version.proposal.initiating_unit_id)
    return publication


def refuse_incomplete(version: ProposalVersion) -> None:
    """Refuse a text that lacks what the rules name (联席会议制度 三(二)1; 三(三)2 for each space of an area)."""
    lacking = [field.label for field in rules.missing(version)]
    if lacking:
        raise Refusal(N_("还不能征求意见或者公布，请先补齐：%(fields)s。"), clauses=("附件三(二)1",), fields=tuple(lacking))
    spaces = rules.rows_missing(version)
    if spaces:
        sentence = N_("还不能征求意见或者公布：片区方案要写明每一处空间的基本情况和下一步拟利用业态，请补齐%(spaces)s。")
        raise Refusal(sentence, clauses=("附件三(三)2第2段",), spaces="、".join(spaces))


def refuse_unreviewed(version: ProposalVersion) -> None:
    """Refuse what no secrecy review of this text let through (政务公开方案 五(一))."""
    review = version.secrecy_review
    if review is None:
        sentence = N_("公布之前要先做保密审查，写明审查人、分管领导、日期和结论。修改过文字的，要重新审查。")
        raise Refusal(sentence, clauses=(rules.REVIEW_CLAUSE,))
    if not review.may_publish:
        sentence = N_("保密审查结论为“不可公开”，这一版不能公布。请按审查意见修改后重新审查。")
        raise Refusal(sentence, clauses=(rules.REVIEW_CLAUSE,))


def refuse_late_picture(version: ProposalVersion, visibility: str) -> None:
    """What the public sees of a version is fixed with its text; internal papers may still be added."""
    refuse_withdrawn(version.proposal)
    if version.sealed_at is not None and visibility == "public":
        raise Refusal(N_("这一版已经送出或公布，公开的附件不能再增加。请新建一版，或者作为内部材料上传。"), field="visibility")


def withdraw_proposal(session: Session, proposal: Proposal, reason: str, *, actor: User, now: datetime) -> None:
    """Take a proposal back, with the reason its readers will see; no more opinions are taken."""
    refuse_withdrawn(proposal)
    if proposal.approved_at is not None:
        raise Refusal(N_("方案已经联席会议审定，不能撤回。需要变更的，请另外提出新方案。"), clauses=(rules.FORM_CHANGE_CLAUSE,))
    proposal.withdrawn_reason = rules.refuse_blank(reason, "reason")
    proposal.withdrawn_at = now
    journal.record(session, "proposal.withdraw", proposal, actor=actor, now=now, unit_id=proposal.initiating_unit_id)


def choose_lead(session: Session, proposal: Proposal, lead: Unit, *, actor: User, now: datetime) -> None:
    """Note which of several promoting units leads (联席会议制度 二(一)1)."""
    refuse_withdrawn(proposal)
    proposal.lead_unit = lead
    journal.record(session, "proposal.choose_lead", proposal, actor=actor, now=now, lead=lead.id)


def mark_approved(session: Session, proposal: Proposal, *, actor: User, now: datetime) -> None:
    """Note that the joint meeting, or the district government after it, passed the proposal: its business forms are now fixed."""
    proposal.approved_at = now
    journal.record(session, "proposal.mark_approved", proposal, actor=actor, now=now)


def refuse_withdrawn(proposal: Proposal) -> None:
    """Refuse anything further on a withdrawn proposal."""
    if proposal.withdrawn_at is not None:
        raise Refusal(N_("这个方案已经撤回，不能再办理。需要重新提出的，请新建方案。"))


def seed_catalogue(session: Session, now: datetime) -> None:
    """Take the rulebook's catalogue of business forms over into the one staff edit; what is there already stays as it is."""
    known = set(session.scalars(select(BusinessForm.name)))
    for form in current_book().catalogue.forms:
        if form.name in known:
            continue
        entry = BusinessForm(name=form.name, tier=form.tier, parent=form.parent, is_commercial=form.commercial)
        entry.not_commercial_reason = "" if form.commercial else SEEDED
        session.add(entry)
        session.flush()
        journal.record(session, "business_form.seed", entry, actor=None, now=now)


def save_form(
    session: Session, entry: BusinessForm | None, *, name: str, tier: str, parent: str | None, is_commercial: bool, reason: str,
    seen_revision: int | None = None, actor: User, now: datetime,
) -> BusinessForm:
    """Add or change an entry of the catalogue; that it is not 商业便民 takes a reason (in doubt it is)."""
    if not is_commercial and not reason.strip():
        sentence = N_("认定为“非商业便民”的，请写明理由；拿不准的按商业便民办理。")
        raise InvalidInput(sentence, clauses=(FORMS_CLAUSE,), field="reason")
    name = rules.refuse_blank(name, "name")
    same = session.scalar(select(BusinessForm).where(BusinessForm.name == name))
    if same is not None and same is not entry:
        raise InvalidInput(N_("目录中已经有“%(name)s”。"), field="name", name=name)
    if entry is None:
        entry = BusinessForm()
        session.add(entry)
    else:
        check_revision(entry, seen_revision)
    entry.name, entry.tier, entry.parent, entry.is_commercial = name, tier, parent, is_commercial
    entry.not_commercial_reason = "" if is_commercial else reason.strip()
    session.flush()
    journal.record(session, "business_form.save", entry, actor=actor, now=now, is_commercial=is_commercial)
    return entry

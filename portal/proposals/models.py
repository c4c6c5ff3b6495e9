"""Proposals (再利用方案): versions whose published text never changes, the secrecy review, publication and withdrawal."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.db import Base, Encrypted, Revised, UTCDateTime, code
from portal.ledger.models import Area, Space
from portal.permissions import Owners
from portal.proposals import rules
from portal.proposals.values import TEXT_NAMES


class BusinessForm(Revised, Base):
    """An entry of the catalogue of reuse (业态), which staff edit; `is_commercial` = 商业便民, None until somebody decides."""

    __tablename__ = "business_forms"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    tier: Mapped[str] = mapped_column(code("priority", "also", "encouraged", "other"), default="other")
    parent: Mapped[str | None] = mapped_column(String(40))
    is_commercial: Mapped[bool] = mapped_column(default=True)
    not_commercial_reason: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (CheckConstraint("is_commercial OR not_commercial_reason <> ''", name="reasoned"),)


class NumberSeries(Base):
    """The last number given out in a year; a number once taken is never given again."""

    __tablename__ = "proposal_numbers"

    year: Mapped[int] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class Proposal(Revised, Base):
    """What is proposed for one space (`space`), or for an area and each of its spaces (`area`).

    `approved_at`: when the joint meeting (or the district government after it) passed it; its business forms are then fixed.
    """

    __tablename__ = "proposals"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    space_id: Mapped[int | None] = mapped_column(ForeignKey("spaces.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    initiating_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    changes_form_of_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    space: Mapped[Space | None] = relationship()
    area: Mapped[Area | None] = relationship()
    initiating_unit: Mapped[Unit] = relationship(foreign_keys=initiating_unit_id)
    lead_unit: Mapped[Unit | None] = relationship(foreign_keys=lead_unit_id)
    changes_form_of: Mapped["Proposal | None"] = relationship(remote_side="Proposal.id")
    versions: Mapped[list["ProposalVersion"]] = relationship(back_populates="proposal", order_by="ProposalVersion.ordinal")

    __table_args__ = (
        CheckConstraint("(space_id IS NULL) <> (area_id IS NULL)", name="space_or_area"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawn_reasoned"),
    )

    @property
    def latest(self) -> "ProposalVersion":
        """The newest version, published or not."""
        return self.versions[-1]

    @property
    def published(self) -> "ProposalVersion | None":
        """The newest published version: what the public reads."""
        return next((each for each in reversed(self.versions) if each.publication), None)

    @property
    def standing(self) -> list["ProposalVersion"]:
        """The versions for which a reply or an approval counts."""
        return rules.standing(self.versions)

    @property
    def spaces(self) -> list[Space]:
        """The spaces it is about: one, or all of its area."""
        return [self.space] if self.space is not None else list(self.area.spaces)

    @property
    def streets(self) -> list[Unit]:
        """Every subdistrict the proposal touches."""
        if self.space is not None:
            return list(self.space.streets)
        return list(dict.fromkeys(street for row in [self.area, *self.area.spaces] for street in row.streets))

    @property
    def owners(self) -> Owners:
        """A proposal belongs to its initiating unit and lies in its streets."""
        return Owners(units=frozenset({self.initiating_unit_id}), lies_in=lambda: frozenset(each.id for each in self.streets))


class ProposalVersion(Revised, Base):
    """One text of a proposal. It can be edited until `sealed_at`: when a unit was asked about it, or it was published.

    After that the database itself refuses; only the papers for the meeting (`values.PAPERS`) stay open.
    """

    __tablename__ = "proposal_versions"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text, default="")
    meaning: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(String(200), default="")
    size_value: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    size_unit: Mapped[str] = mapped_column(String(20), default="平方米")
    owner_name: Mapped[str] = mapped_column(String(100), default="")
    owner_nature: Mapped[str] = mapped_column(String(30), default="")
    planned_use: Mapped[str] = mapped_column(String(200), default="")
    current_state: Mapped[str] = mapped_column(Text, default="")
    intended_use: Mapped[str] = mapped_column(Text, default="")
    business_forms: Mapped[list] = mapped_column(JSON, default=list)
    contact_name: Mapped[str] = mapped_column(String(30), default="")
    contact_phone: Mapped[str | None] = mapped_column(Encrypted)
    public_contact: Mapped[str] = mapped_column(String(100), default="")
    safety_conclusion: Mapped[str] = mapped_column(Text, default="")
    safety_basis: Mapped[str] = mapped_column(String(200), default="")
    safety_date: Mapped[date | None]
    plan_conformity: Mapped[str] = mapped_column(Text, default="")
    restricted_list_check: Mapped[str] = mapped_column(Text, default="")
    is_major_decision: Mapped[bool] = mapped_column(default=False)
    major_basis: Mapped[str] = mapped_column(Text, default="")
    is_planning_draft: Mapped[bool] = mapped_column(default=False)
    area_plan_note: Mapped[str] = mapped_column(Text, default="")
    design_unit: Mapped[str] = mapped_column(String(100), default="")
    design_qualification: Mapped[str] = mapped_column(String(100), default="")
    property_owner_opinion: Mapped[str] = mapped_column(Text, default="")
    matters_to_decide: Mapped[str] = mapped_column(Text, default="")
    ledger_comparison: Mapped[str] = mapped_column(Text, default="")
    necessity: Mapped[str] = mapped_column(Text, default="")
    risk_not_needed: Mapped[str] = mapped_column(Text, default="")
    experts_not_needed: Mapped[str] = mapped_column(Text, default="")
    not_material_reason: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    edited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sealed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship(back_populates="versions")
    rows: Mapped[list["AreaRow"]] = relationship(back_populates="version", order_by="AreaRow.id", cascade="all, delete-orphan")
    reviews: Mapped[list["SecrecyReview"]] = relationship(back_populates="version", order_by="SecrecyReview.id")
    publication: Mapped["Publication | None"] = relationship(back_populates="version")

    __table_args__ = (UniqueConstraint("proposal_id", "ordinal"),)

    @property
    def is_courtyard(self) -> bool:
        """Whether the rules for courtyards (平房院落) apply."""
        space = self.proposal.space
        kinds = [] if space is None else [space.space_subtype, *(each.rpartition("/")[2] for each in space.secondary_types)]
        return space is None or any(kind in rules.COURTYARDS for kind in kinds)

    @property
    def secrecy_review(self) -> "SecrecyReview | None":
        """The review of the text as it now stands."""
        return next((each for each in self.reviews if each.voided_at is None), None)

    @property
    def owners(self) -> Owners:
        """A version belongs where its proposal belongs."""
        return self.proposal.owners


class AreaRow(Base):
    """One space in an area's plan: 每一处…基本情况和下一步拟利用业态 (联席会议制度 三(三)2)."""

    __tablename__ = "area_rows"

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), index=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    situation: Mapped[str] = mapped_column(Text, default="")
    next_form: Mapped[str] = mapped_column(String(40), default="")

    version: Mapped[ProposalVersion] = relationship(back_populates="rows")
    space: Mapped[Space] = relationship()

    __table_args__ = (UniqueConstraint("version_id", "space_id"),)


class SecrecyReview(Base):
    """保密审查: who reviewed, which leader answers for it, when, with what result; before anything becomes public.

    An edit of the text, or a newer review, voids it.
    """

    __tablename__ = "secrecy_reviews"

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), index=True)
    reviewer_name: Mapped[str] = mapped_column(String(30))
    leader_name: Mapped[str] = mapped_column(String(30))
    reviewed_on: Mapped[date]
    may_publish: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    version: Mapped[ProposalVersion] = relationship(back_populates="reviews")

    __table_args__ = (
        Index("uq_secrecy_reviews_standing", "version_id", unique=True, sqlite_where=text("voided_at IS NULL"),
              postgresql_where=text("voided_at IS NULL")),
    )


class Publication(Base):
    """A version put before the public. The text it shows never changes again."""

    __tablename__ = "publications"

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), unique=True)
    published_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    version: Mapped[ProposalVersion] = relationship(back_populates="publication")


_GUARDED = ", ".join([*TEXT_NAMES, "not_material_reason", "proposal_id", "ordinal", "sealed_at"])
_REFUSED = "a sealed version never changes"
_SEALED = "(SELECT sealed_at FROM proposal_versions WHERE id = {row}.version_id) IS NOT NULL"
SQLITE_GUARDS = [
    f"CREATE TRIGGER proposal_versions_sealed_update BEFORE UPDATE OF {_GUARDED} ON proposal_versions "
    f"WHEN OLD.sealed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    "CREATE TRIGGER proposal_versions_sealed_delete BEFORE DELETE ON proposal_versions "
    f"WHEN OLD.sealed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    *(
        f"CREATE TRIGGER area_rows_sealed_{verb.lower()} BEFORE {verb} ON area_rows "
        f"WHEN {_SEALED.format(row=row)} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
]
POSTGRESQL_GUARDS = [
    "CREATE OR REPLACE FUNCTION a_sealed_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    f"CREATE TRIGGER proposal_versions_sealed_update BEFORE UPDATE OF {_GUARDED} ON proposal_versions "
    "FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION a_sealed_version_never_changes()",
    "CREATE TRIGGER proposal_versions_sealed_delete BEFORE DELETE ON proposal_versions "
    "FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION a_sealed_version_never_changes()",
    "CREATE OR REPLACE FUNCTION a_sealed_area_row_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ DECLARE row_ area_rows; BEGIN IF TG_OP = 'INSERT' THEN row_ := NEW; ELSE row_ := OLD; END IF; "
    f"IF {_SEALED.format(row='row_')} THEN RAISE EXCEPTION '{_REFUSED}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER area_rows_sealed BEFORE INSERT OR UPDATE OR DELETE ON area_rows "
    "FOR EACH ROW EXECUTE FUNCTION a_sealed_area_row_never_changes()",
]
for _dialect, _statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _statement in _statements:
        # on the rows' table, the last of the two to be made
        event.listen(AreaRow.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))

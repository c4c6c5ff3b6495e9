"""Following: who wants to be told of what, and how far everybody has been told."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.complaints.models import Complaint
from portal.db import Base, Encrypted, UTCDateTime, code
from portal.following.rules import KINDS, PACES
from portal.following.values import Wish
from portal.geo import point_of
from portal.proposals.models import Proposal

_TELLS = {"proposal": "proposal_id", "street": "street_id", "complaint": "complaint_id", "circle": "radius"}


class Follower(Base):
    """Somebody's address (e-mail or mobile number), kept as long as it follows anything and then forgotten.

    Whoever has the `secret` of the links in its mails may see and stop what it follows; found by its hash, kept encrypted for
    the next mail. `fingerprint` finds an address that is there already.
    """

    __tablename__ = "followers"

    address: Mapped[str] = mapped_column(Encrypted)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    secret: Mapped[str] = mapped_column(Encrypted)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)

    follows: Mapped[list["Follow"]] = relationship(
        back_populates="follower", order_by="Follow.id", cascade="all, delete-orphan")

    __table_args__ = ({"sqlite_autoincrement": True},)


class Follow(Base):
    """One thing an address follows: a proposal, a subdistrict, a complaint, or a circle of `radius` metres.

    Nothing is sent before `confirmed_at`: the owner of the address said so by the link sent there. The centre of a circle is
    kept only to about a hundred metres, since it tells where somebody lives.
    """

    __tablename__ = "follows"

    follower_id: Mapped[int] = mapped_column(ForeignKey("followers.id"))
    kind: Mapped[str] = mapped_column(code(*KINDS))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 3))
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 3))
    radius: Mapped[int | None]
    pace: Mapped[str] = mapped_column(code(*PACES))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    follower: Mapped[Follower] = relationship(back_populates="follows")
    proposal: Mapped[Proposal | None] = relationship()
    street: Mapped[Unit | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()

    __table_args__ = (
        *(CheckConstraint(f"(kind = '{kind}') = ({column} IS NOT NULL)", name=kind) for kind, column in _TELLS.items()),
        CheckConstraint("(longitude IS NULL) = (radius IS NULL) AND (latitude IS NULL) = (radius IS NULL)", name="whole_circle"),
        UniqueConstraint("follower_id", "proposal_id"),
        UniqueConstraint("follower_id", "street_id"),
        UniqueConstraint("follower_id", "complaint_id"),
        UniqueConstraint("follower_id", "longitude", "latitude"),
        {"sqlite_autoincrement": True},
    )

    @property
    def wish(self) -> Wish:
        """What it asks for, as a value."""
        centre = point_of(self.longitude, self.latitude) if self.radius else None
        return Wish(self.confirmed_at, self.proposal_id, self.street_id, self.complaint_id, centre, self.radius or 0)


class Telling(Base):
    """How far those of a pace have been told: everything up to `told_until`, the instant of the newest news; `looked_at` is when
    it was last looked for. A clock that was wrong for a while loses nothing.

    While a round goes on, `upto` says until when it tells, and `after_id` which follower was the last: a sender that was
    killed goes on there, and nobody is told twice.
    """

    __tablename__ = "tellings"

    pace: Mapped[str] = mapped_column(code(*PACES, "answers"), unique=True)
    told_until: Mapped[datetime] = mapped_column(UTCDateTime)
    looked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    upto: Mapped[datetime | None] = mapped_column(UTCDateTime)
    after_id: Mapped[int] = mapped_column(default=0)

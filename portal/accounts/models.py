"""Units, people and what each may do where and for how long."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Encrypted, Revised, UTCDateTime, code
from portal.permissions import Owners, Role


class Unit(Revised, Base):
    """A department, subdistrict office, headquarters, outside body or disciplinary contact (单位).

    `member_from`/`member_to` say when it is a member of the joint meeting; the list is dynamic (联席会议制度 一).
    """

    __tablename__ = "units"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(code("department", "subdistrict", "headquarters", "outside", "discipline"))
    street: Mapped[str | None] = mapped_column(String(30), unique=True)
    is_office: Mapped[bool] = mapped_column(default=False)
    member_from: Mapped[date | None]
    member_to: Mapped[date | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    leader_name: Mapped[str] = mapped_column(String(30), default="")
    section: Mapped[str] = mapped_column(String(60), default="")

    liaisons: Mapped[list["Liaison"]] = relationship(back_populates="unit", order_by="Liaison.id")

    __table_args__ = (CheckConstraint("(kind = 'subdistrict') = (street IS NOT NULL)", name="street_of_subdistrict"),)

    @property
    def liaison(self) -> "Liaison | None":
        """The one active 联络员, if named."""
        return next((each for each in self.liaisons if each.valid_to is None), None)

    @property
    def owners(self) -> Owners:
        """A unit's record belongs to the unit."""
        return Owners(units=frozenset({self.id}))


class Liaison(Base):
    """The 联络员 of a unit: exactly one active at a time (指导意见 五(一))."""

    __tablename__ = "liaisons"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(30))
    phone: Mapped[str] = mapped_column(Encrypted)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship(back_populates="liaisons")

    __table_args__ = (
        Index("uq_liaisons_active", "unit_id", unique=True, sqlite_where=text("valid_to IS NULL"),
              postgresql_where=text("valid_to IS NULL")),
    )


class User(Base):
    """A person with an account."""

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str | None] = mapped_column(Encrypted)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in at all."""
        return self.disabled_at is None

    def get_id(self) -> str:
        """What the session cookie carries; it changes with the password, which ends other sessions."""
        return f"{self.id}.{self.password_hash[-12:]}"


class Membership(Base):
    """A person's role, in a unit where the role belongs to one, for a term (a planner's unit is the subdistrict served)."""

    __tablename__ = "memberships"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    role: Mapped[str] = mapped_column(code(*(role.value for role in Role)))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    unit: Mapped[Unit | None] = relationship()

    __table_args__ = (UniqueConstraint("user_id", "unit_id", "role", "valid_from"),)

"""Jobs: work that takes longer than a page may, as rows. The row is the truth; the queue only carries its number."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, code
from portal.permissions import Owners

STATES = ("queued", "running", "done", "failed", "cancelled")
UNDER_WAY = ("queued", "running")
FORGOTTEN_AFTER = timedelta(minutes=5)
_UNDER_WAY = text("state IN ('queued', 'running')")


class Job(Base):
    """One piece of work. `key` names what it is about: only one job with a key is under way at a time.

    `lease` is who runs it, `beat_at` when that worker last showed that it lives; `handed_at` when its number was last given
    to the queue. `total` 0 means that nobody knows yet how much there is. `error` is {"sentence", "params"} of a refusal.
    """

    __tablename__ = "jobs"

    kind: Mapped[str] = mapped_column(String(64))
    params: Mapped[dict] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(code(*STATES), default="queued")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    key: Mapped[str | None] = mapped_column(String(160))
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    handed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index("uq_jobs_key_under_way", "key", unique=True, sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
        Index("ix_jobs_under_way", "state", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
        CheckConstraint("(finished_at IS NULL) = (state IN ('queued', 'running'))", name="finished_when_over"),
        CheckConstraint("(lease IS NOT NULL) = (state = 'running')", name="leased_while_running"),
        CheckConstraint("done >= 0 AND total >= 0", name="counts_up"),
    )

    @property
    def owners(self) -> Owners:
        """A job belongs to whoever asked for it, and to the unit it was asked for."""
        return Owners(units=frozenset({self.unit_id} - {None}), invited_users=frozenset({self.owner_id} - {None}))

    def is_forgotten(self, now: datetime) -> bool:
        """Whether it waits and no worker has looked after it for long: none seems to run."""
        return self.state == "queued" and now - self.handed_at > FORGOTTEN_AFTER

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNDER_WAY

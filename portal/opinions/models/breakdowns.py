"""How the public's words divide, as the public may read it: kept, so that no page counts a million opinions."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime


class Breakdown(Base):
    """The public's counted opinions of one consultation at `counted_at`: by theme, by who speaks, by street.

    `parts` holds nothing the public may not read: {"themes": [[title, number], …], "few": how many themes are too small to be
    told apart, "relations" and "streets": [[[labels], number], …]}; small groups are put together, see shielding.
    """

    __tablename__ = "breakdowns"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    parts: Mapped[dict] = mapped_column(JSON)

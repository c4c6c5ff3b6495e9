"""Printed forms that came back."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base
from portal.opinions.models.core import Opinion


class FilledForm(Base):
    """A printed form from which an opinion was entered: `number` are its digits (see formnumbers). Photocopies share one."""

    __tablename__ = "filled_forms"

    number: Mapped[str] = mapped_column(String(30), index=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), unique=True)

    opinion: Mapped[Opinion] = relationship()

"""Files: bytes stored once by their hash, and attachments that say whose they are and who may see them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UTCDateTime, code


class StoredFile(Base):
    """The bytes of one file, content-addressed: `sha256` is its name in storage. `pages` is known of documents only."""

    __tablename__ = "files"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    pages: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Attachment(Base):
    """A file in its place: on a proposal version, an opinion, a request, an approval, a complaint …

    `subject_type` is the table and `subject_id` the row it hangs on; `visibility` public only takes effect once
    the subject itself is public.
    """

    __tablename__ = "attachments"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(40), default="")
    filename: Mapped[str] = mapped_column(String(200))
    visibility: Mapped[str] = mapped_column(code("public", "internal"), default="internal")
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)

    file: Mapped[StoredFile] = relationship(lazy="joined")

    __table_args__ = (Index("ix_attachments_subject", "subject_type", "subject_id"),)

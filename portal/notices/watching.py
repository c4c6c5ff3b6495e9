"""Looking at every public notice as a reader does, over HTTP, and keeping what was found."""

import hashlib
import logging
from datetime import datetime
from html.parser import HTMLParser
from threading import Event
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from sqlalchemy.orm import Session

from portal.files.rules import LARGEST
from portal.notices.actions import note_sighting, propose_time
from portal.notices.queries import Watched, notices_up
from portal.notices.rules import Finding
from portal.transaction import write_transaction

PATIENCE = 10  # seconds
AGENT = "portal-notice-check"
NOBODY = Finding("unreachable")
_log = logging.getLogger(__name__)


class Unreachable(Exception):
    """Nobody answers at the portal's address."""


class _Words(HTMLParser):
    """The words of a page, without its markup."""

    def __init__(self):
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take the words between two tags."""
        self.pieces.append(data)


def watch_all(engine, clock, site: str, limit: int, stopping: Event) -> int:
    """Look at every notice that should be up at `site` now; gives how many. More time is proposed after `limit` minutes
    without proof. Once nobody answers, nobody is asked again."""
    with Session(engine, expire_on_commit=False) as session:
        notices = notices_up(session, clock.now())
        session.rollback()
        is_answering = True
        for each in notices:
            if stopping.is_set():
                break
            findings = _look(each, site) if is_answering else None
            is_answering = findings is not None
            with write_transaction(session, clock) as now:
                _keep(session, each, findings or {}, limit, now)
        return len(notices)


def _keep(session: Session, notice: Watched, findings: dict[int | None, Finding], limit: int, now: datetime) -> None:
    """Store what was found at each address of a notice; what is not among the findings was not answered."""
    for attachment_id in (None, *(key for key, _, _ in notice.attachments)):
        found = findings.get(attachment_id, NOBODY)
        note_sighting(session, notice.round_id, notice.version_id, attachment_id, found, now=now)
    propose_time(session, notice.round_id, limit, now=now)


def _look(notice: Watched, site: str) -> dict[int | None, Finding] | None:
    """What is found at each address of a notice, by attachment (None: the page); None when nobody answers."""
    try:
        found = {None: page_found(*fetched(f"{site}/proposals/{notice.number}"), notice.words)}
        for key, name, sha256 in notice.attachments:
            found[key] = file_found(*fetched(f"{site}/files/{key}/{quote(name)}"), sha256)
        return found
    except Unreachable as trouble:
        _log.warning("nobody answers at %s: %s", site, trouble)
        return None


def fetched(address: str) -> tuple[int, bytes]:
    """The status and the body at an address. Raises Unreachable when there is no answer at all."""
    try:
        with urlopen(Request(address, headers={"User-Agent": AGENT}), timeout=PATIENCE) as answer:  # noqa: S310  (the site's own)
            return answer.status, answer.read(LARGEST + 1)
    except HTTPError as refused:
        return refused.code, b""
    except OSError as trouble:
        raise Unreachable(str(trouble)) from trouble


def page_found(status: int, body: bytes, words: tuple[str, ...]) -> Finding:
    """What a page proves: that it was answered, and that all the published `words` stand on it."""
    if status != 200:
        return Finding("missing", status)
    reader = _Words()
    reader.feed(body.decode("utf-8", "replace"))
    shown = _letters("".join(reader.pieces))
    if not all(_letters(each) in shown for each in words):
        return Finding("altered", status)
    return Finding("served", status, fingerprint(words))


def file_found(status: int, body: bytes, sha256: str) -> Finding:
    """What a file proves: that the bytes are those that were published."""
    if status != 200:
        return Finding("missing", status)
    found = hashlib.sha256(body).hexdigest()
    return Finding("served" if found == sha256 else "altered", status, found)


def fingerprint(words: tuple[str, ...]) -> str:
    """The SHA-256 of published words, one under another, their blanks and line ends left out."""
    return hashlib.sha256("\n".join(map(_letters, words)).encode()).hexdigest()


def _letters(text: str) -> str:
    return "".join(text.split())

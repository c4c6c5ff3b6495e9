"""A district with a great many opinions on one open proposal; the rows beyond the demo are put in directly."""

import shutil
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from secrets import token_hex

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.app import create_app
from portal.clock import SystemClock, beijing_date
from portal.config import Settings
from portal.consultations.models import Consultation, Round
from portal.demo.load import load_demo
from portal.extensions import db
from portal.opinions.models import Opinion, Point, Tally, Theme
from portal.permissions import Role
from portal.receipts import new_receipt

WORDS = ("二层应当有电梯", "卸货请放在早上七点以后", "油烟从北窗排走，别冲着居民楼",
         "多放几把椅子，老人走累了能歇", "夜里十点以后不要营业",
         "希望留一间给社区议事", "消防通道不要占用", "建议引进本地的小店，不要连锁")
STANCES = ("support", "conditional", "suggest", "oppose", "suggest", "conditional")
RELATIONS = ("neighbour", "courtyard", "merchant", "other")
THEMES = 40
LOOSE_EVERY = 50
BATCH = 5000


@dataclass(frozen=True)
class Place:
    """One district: its folder and app, the proposal people speak about, and who answers them."""

    folder: Path
    app: Flask
    number: str
    handler_cookie_id: str


def base(folder: Path) -> None:
    """The demo district in `folder`."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context():
        upgrade()
        load_demo(db.session, SystemClock(), app.extensions["storage"], password_cost=1)
        db.session.remove()
        db.engine.dispose()


def build(folder: Path, original: Path, opinions: int) -> None:
    """Copy the district `original` and bring its newest open proposal to that many opinions."""
    shutil.copytree(original, folder)
    with create_app(Settings(data_dir=folder)).app_context():
        with Session(db.engine) as session, session.begin():
            session.connection(execution_options={"writes": True})
            _speak(session, _newest_public_round(session), opinions)
        db.engine.dispose()


def opened(folder: Path) -> Place:
    """The district that was built in `folder`."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context(), Session(db.engine) as session:
        proposal = _newest_public_round(session).consultation.proposal
        handler = _handler_of(session, proposal.initiating_unit_id).get_id()
        return Place(folder, app, proposal.number, handler)


def _newest_public_round(session: Session) -> Round:
    now = SystemClock().now()
    return session.scalars(
        select(Round).where(Round.kind == "public", Round.closes_at > now).order_by(Round.opened_at.desc(), Round.id.desc())
    ).first()


def _handler_of(session: Session, unit_id: int) -> User:
    return session.scalars(select(User).where(User.memberships.any(role=Role.HANDLER, unit_id=unit_id))).first()


def _speak(session: Session, heard: Round, total: int) -> None:
    consultation = heard.consultation
    start = consultation.last_number
    themes = _themes(session, consultation)
    for first in range(start + 1, total + 1, BATCH):
        numbers = range(first, min(first + BATCH, total + 1))
        session.execute(insert(Opinion), [_opinion(heard, number) for number in numbers])
        ids = dict(session.execute(select(Opinion.number, Opinion.id).where(
            Opinion.consultation_id == consultation.id, Opinion.number >= first)).all())
        session.execute(insert(Point), [_point(consultation.id, ids[number], number, themes) for number in numbers])
    consultation.last_number = max(total, start)
    _count(session, consultation)


def _themes(session: Session, consultation: Consultation) -> list[int]:
    rows = [Theme(consultation_id=consultation.id, title=f"{WORDS[number % len(WORDS)]}（{number}）") for number in range(THEMES)]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _opinion(heard: Round, number: int) -> dict:
    return {
        "consultation_id": heard.consultation_id, "round_id": heard.id, "number": number, "receipt": new_receipt(),
        "token": token_hex(16), "party": "resident", "stance": STANCES[number % len(STANCES)],
        "text": "；".join(islice(cycle(WORDS), number % 8, number % 8 + 1 + number % 4)) + f"。（{number}）",
        "relation": RELATIONS[number % 4], "channel": "web", "received_on": beijing_date(heard.opened_at),
        "recorded_at": heard.opened_at, "source": "",
    }


def _point(consultation_id: int, opinion_id: int, number: int, themes: list[int]) -> dict:
    theme_id = None if number % LOOSE_EVERY == 0 else themes[number % THEMES]
    return {"consultation_id": consultation_id, "opinion_id": opinion_id, "theme_id": theme_id, "no_demand": False}


def _count(session: Session, consultation: Consultation) -> None:
    """Bring the counters of the pages to what was put in."""
    counts = session.execute(select(Opinion.stance, func.count()).where(
        Opinion.consultation_id == consultation.id, Opinion.request_id.is_(None)).group_by(Opinion.stance))
    for stance, received in counts.all():
        same = (Tally.consultation_id == consultation.id, Tally.stance == stance)
        if not session.execute(update(Tally).where(*same).values(received=received)).rowcount:
            session.add(Tally(consultation_id=consultation.id, stance=stance, received=received, withdrawn=0))

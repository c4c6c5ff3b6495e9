"""A district with a great many opinions on one open proposal; the rows beyond the demo are put in directly."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.seeding import speak
from portal.accounts.models import User
from portal.app import create_app
from portal.clock import SystemClock
from portal.config import Settings
from portal.consultations.models import Round
from portal.demo.load import load_demo
from portal.extensions import db
from portal.opinions.models import Theme
from portal.permissions import Role


@dataclass(frozen=True)
class Place:
    """One district: its folder and app, the proposal people speak about, its newest theme, and who answers."""

    folder: Path
    app: Flask
    number: str
    theme: int
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
            newest = _newest_public_round(session)
            speak(session, newest, opinions, _handler_of(session, newest.consultation.proposal.initiating_unit_id).id)
        db.engine.dispose()


def opened(folder: Path) -> Place:
    """The district that was built in `folder`."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context(), Session(db.engine) as session:
        consultation = _newest_public_round(session).consultation
        proposal = consultation.proposal
        theme = session.scalar(select(func.max(Theme.id)).where(Theme.consultation_id == consultation.id))
        handler = _handler_of(session, proposal.initiating_unit_id).get_id()
        return Place(folder, app, proposal.number, theme, handler)


def _newest_public_round(session: Session) -> Round:
    now = SystemClock().now()
    return session.scalars(
        select(Round).where(Round.kind == "public", Round.closes_at > now).order_by(Round.opened_at.desc(), Round.id.desc())
    ).first()


def _handler_of(session: Session, unit_id: int) -> User:
    return session.scalars(select(User).where(User.memberships.any(role=Role.HANDLER, unit_id=unit_id))).first()

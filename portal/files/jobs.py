"""Uploads that nobody sent are deleted."""

from flask import Flask

from portal.files.held import forget
from portal.jobs.schedule import periodic


@periodic("uploads.forget", minute="40", hour="*/6")
def forget_uploads(app: Flask) -> None:
    """What was put aside for a form and never sent."""
    forget(app.extensions["held"], app.extensions["clock"].now())

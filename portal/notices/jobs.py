"""What the workers do for notices: look whether each is up."""

from flask import Flask

from portal.extensions import db
from portal.jobs.schedule import periodic
from portal.notices.watching import watch_all


@periodic("notices.watch", minute="*/15")
def watch(app: Flask) -> None:
    """Look at every notice that should be up."""
    settings = app.extensions["settings"]
    with app.app_context():
        watch_all(db.engine, app.extensions["clock"], settings.site_address.rstrip("/"), settings.notice_downtime_minutes,
                  app.extensions["jobs"].stopping)

"""The worker: takes jobs from the queue until it is asked to stop, and looks every minute for what got lost."""

import logging
from datetime import timedelta
from functools import partial

from flask import Flask
from huey.consumer import Consumer
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs import leases
from portal.jobs.schedule import ROUNDS, periodic
from portal.transaction import write_transaction

SECONDS_TO_STOP = 10
SECONDS_TO_WAIT = 55  # a round that found no free worker until the next one comes is left out


class _Consumer(Consumer):
    """Huey's worker, which tells the running jobs that it stops, and lets them put themselves away."""

    def stop(self, graceful=False):
        self.huey.stopping.set()
        super().stop(graceful=True)


def work(app: Flask) -> None:
    """Run jobs in this process until SIGINT or SIGTERM; jobs under way then go back to the queue."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)
    settings, queue = app.extensions["settings"], app.extensions["jobs"]
    huey = queue.huey
    huey.stopping = queue.stopping
    for each in ROUNDS:
        huey.periodic_task(each.when, name=each.name, priority=100, expires=SECONDS_TO_WAIT)(partial(each.work, app))
    sweep(app)
    _Consumer(huey, workers=settings.jobs_workers, max_delay=1.0, shutdown_timeout=SECONDS_TO_STOP).run()


@periodic("jobs.sweep", minute="*")
def sweep(app: Flask) -> None:
    """Hand over again what got lost: see leases.sweep."""
    lost_after = timedelta(seconds=app.extensions["settings"].jobs_lease_seconds)
    with app.app_context(), Session(db.engine) as session:
        with write_transaction(session, app.extensions["clock"]) as now:
            ids = leases.sweep(session, now, lost_after)
        for job_id in ids:
            app.extensions["jobs"].put(job_id)

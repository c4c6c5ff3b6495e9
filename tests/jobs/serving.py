"""The portal as a worker process of the tests runs it, with the kinds of jobs the tests know."""

import tests.jobs.kinds  # noqa: F401
from portal.app import create_app

app = create_app()

"""The cost of a page: processor time of one request through the whole app, without a network between."""

from time import perf_counter, process_time

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

ROUNDS = 7
REQUESTS = 10


class Page:
    """One page of one app, ready to be asked for again and again; `cookie` makes it somebody's."""

    def __init__(self, app: Flask, address: str, cookie: str = ""):
        self.app = app
        self.builder = EnvironBuilder(path=address, headers={"Cookie": cookie} if cookie else {})
        self.size = len(self.ask())

    def ask(self) -> bytes:
        """The page's body; anything but success is an error."""
        body, status, _headers = run_wsgi_app(self.app, self.builder.get_environ())
        if not status.startswith("200"):
            raise RuntimeError(f"{self.builder.path} answered {status}")
        return b"".join(body)


def milliseconds(pages: list[Page], timer=process_time) -> list[float]:
    """Time per request of each page, the best of several rounds in turn, so that all meet the same machine."""
    best = [float("inf")] * len(pages)
    for _ in range(ROUNDS):
        for index, page in enumerate(pages):
            started = timer()
            for _ in range(REQUESTS):
                page.ask()
            best[index] = min(best[index], (timer() - started) / REQUESTS * 1000)
    return best


def wall_milliseconds(pages: list[Page]) -> list[float]:
    """The same by the clock on the wall: waiting for the disk counts."""
    return milliseconds(pages, perf_counter)

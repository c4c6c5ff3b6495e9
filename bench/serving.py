"""Durable posts: a server as deployed, eight clients at once, each post on a connection of its own."""

import http.client
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

CLIENTS = 8
SECONDS = 6.0
ROOT = Path(__file__).parents[1]


@contextmanager
def serving(application: str, port: int, **environment: str):
    """gunicorn with the deployed settings in front of `application`, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--log-level", "warning", application]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port), **environment})
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            return ask(port, "GET", "/")[0]
        except ConnectionError:
            sleep(0.1)
    raise RuntimeError(f"nothing serves on port {port}")


def ask(port: int, method: str, path: str, form: dict | None = None, cookie: str = "") -> tuple[int, str, str]:
    """One request on a connection of its own: status, body and the cookie set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Connection": "close", "Cookie": cookie}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(form) if form is not None else None, headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body, (response.getheader("Set-Cookie") or "").partition(";")[0]


@dataclass(frozen=True)
class Rate:
    """What eight clients got through together, and how evenly."""

    per_second: float
    slowest: int
    median: float


def rate(client: Callable[[int, int, float], int], port: int) -> Rate:
    """Run `client(number, port, seconds) -> posts stored` eight times at once."""
    with ProcessPoolExecutor(CLIENTS) as pool:
        counts = list(pool.map(client, range(CLIENTS), [port] * CLIENTS, [SECONDS] * CLIENTS))
    return Rate(sum(counts) / SECONDS, min(counts), statistics.median(counts))


def repeat(post: Callable[[int], int], seconds: float) -> int:
    """Call `post(n)` until the time is over; the number of posts that were stored (answered by a redirect)."""
    done, until = 0, monotonic() + seconds
    while monotonic() < until:
        if post(done) not in (302, 303):
            raise RuntimeError("a post was not stored")
        done += 1
    return done

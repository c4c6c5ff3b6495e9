"""Durable posts of eight residents at once, beside eight who insert a bare row."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from bench import floor, serving
from bench.lab import FEW, MANY, Lab
from bench.results import Result, at_least
from bench.serving import ask, repeat
from portal import tokens

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
POST_LIMIT, GROWTH_LIMIT, FAIRNESS_LIMIT = 0.25, 0.83, 0.5
PORT = 18731


def measure(lab: Lab) -> Iterator[Result]:
    """What eight residents get through at both sizes, how evenly, and beside the bare insert."""
    bare, rates = _bare(lab), {}
    for size in (FEW, MANY):
        place = lab.district(size)
        with serving.serving("wsgi:app", PORT, PORTAL_DATA_DIR=str(place.folder), PORTAL_DATABASE_URL=""):
            rates[size] = serving.rate(partial(resident, place.number, place.app.config["SECRET_KEY"]), PORT)
        yield at_least(f"8 clients, at {size:,}", rates[size].per_second, "1/s", bare.per_second, POST_LIMIT)
        yield at_least(f"slowest of 8 clients beside the median, at {size:,}", rates[size].slowest, "posts", rates[size].median,
                       FAIRNESS_LIMIT)
    growth = rates[MANY].per_second, "1/s", rates[FEW].per_second
    yield at_least(f"8 clients, at {MANY:,} beside {FEW:,}", *growth, GROWTH_LIMIT)


def _bare(lab: Lab) -> serving.Rate:
    path = lab.folder / "bare.sqlite"
    path.unlink(missing_ok=True)
    floor.make_insert_database(path)
    with serving.serving("bench.floor:insert_app()", PORT, BENCH_DATABASE=str(path)):
        return serving.rate(bare_client, PORT)


def bare_client(_which: int, port: int, seconds: float) -> int:
    """One client of the bare insert."""
    form = {"stance": "suggest", "text": "二层应当有电梯，卸货请放在早上七点以后。"}
    return repeat(lambda _: ask(port, "POST", "/", form)[0], seconds)


def resident(number: str, key: str, which: int, port: int, seconds: float) -> int:
    """One resident's browser: opens the form once, then sends opinion after opinion, each with a form token of its own."""
    path = f"/proposals/{number}/opinions/new"
    _status, body, cookie = ask(port, "GET", path)
    form = {"csrf_token": CSRF.search(body).group(1), "stance": "suggest", "relation": "neighbour", "street": "0"}
    opened = datetime.now(UTC) - timedelta(minutes=5)

    def post(count: int) -> int:
        words = f"第{which}位居民的第{count}条：二层应当有电梯，卸货请放在早上七点以后。"
        return ask(port, "POST", path, {**form, "text": words, "token": tokens.issue(key, opened)}, cookie)[0]

    return repeat(post, seconds)

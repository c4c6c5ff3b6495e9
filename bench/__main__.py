"""`make bench`: pages and posts beside the least they could cost, from one run."""

import os
import tempfile
from functools import partial
from pathlib import Path

from bench import data, floor, posts, residents
from bench.pages import Page, milliseconds, wall_milliseconds
from bench.results import Result, at_least, at_most, publish

FEW, MANY = 1_000, 100_000
PAGE_LIMIT, GROWTH_LIMIT, POST_LIMIT, FAIRNESS_LIMIT = 3.0, 1.2, 0.25, 0.5
PORT = 18731


def main() -> None:
    """Build the districts, measure, print, write."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        print("building a district with 1,000 opinions and one with 100,000 …")
        data.base(folder / "base")
        few = data.place(folder / "few", folder / "base", FEW)
        many = data.place(folder / "many", folder / "base", MANY)
        publish([*page_results(few, many), *post_results(folder, few, many)])


def page_results(few: data.Place, many: data.Place) -> list[Result]:
    """Every page at both sizes beside a bare page of the same size, and the larger beside the smaller."""
    results = []
    for title, address, who in residents.PAGES:
        small, large = (residents.page(place, address, who) for place in (few, many))
        cost_small, cost_large, bare = milliseconds([small, large, Page(floor.page_app(large.size), "/")])
        time_small, time_large = wall_milliseconds([small, large])
        results += [
            at_most(f"{title}: CPU at {FEW:,} opinions", cost_small, "ms", bare, PAGE_LIMIT),
            at_most(f"{title}: CPU at {MANY:,} opinions", cost_large, "ms", bare, PAGE_LIMIT),
            at_most(f"{title}: time at {MANY:,} beside {FEW:,}", time_large, "ms", time_small, GROWTH_LIMIT),
        ]
    return results


def post_results(folder: Path, few: data.Place, many: data.Place) -> list[Result]:
    """Eight clients who speak at once, beside eight who insert a bare row."""
    floor.make_insert_database(folder / "bare.sqlite")
    with posts.serving("bench.floor:insert_app()", PORT, BENCH_DATABASE=str(folder / "bare.sqlite")):
        bare = posts.rate(posts.bare_client, PORT)
    results = []
    for title, place, name in ((f"{FEW:,}", few, "few"), (f"{MANY:,}", many, "many")):
        with posts.serving("wsgi:app", PORT, PORTAL_DATA_DIR=str(folder / name), PORTAL_DATABASE_URL=""):
            ours = posts.rate(partial(residents.client, place.number, place.app.config["SECRET_KEY"]), PORT)
        results += [
            at_least(f"posting an opinion, 8 clients, at {title} opinions", ours.per_second, "1/s", bare.per_second, POST_LIMIT),
            at_least(f"slowest of 8 clients beside the median, at {title}", ours.slowest, "posts", ours.median, FAIRNESS_LIMIT),
        ]
    return results


if __name__ == "__main__":
    os.environ.pop("PORTAL_DATABASE_URL", None)
    main()

"""The pages of the whole path: processor time beside a bare Flask page of the same size, and with many opinions beside few."""

from collections.abc import Iterator

from bench import floor
from bench.clocks import Page, milliseconds, wall_milliseconds
from bench.data import Place
from bench.lab import FEW, MANY, Lab
from bench.results import Result, at_most

PAGES = [
    ("list of proposals", "/proposals", "anybody"),
    ("proposal page", "/proposals/{number}", "anybody"),
    ("opinions on the desk", "/desk/proposals/{number}/opinions", "handler"),
]
COST_LIMIT, GROWTH_LIMIT = 3, 1.2


def measure(lab: Lab) -> Iterator[Result]:
    """Every page at both sizes beside the bare page, and the larger beside the smaller."""
    few, many = lab.district(FEW), lab.district(MANY)
    for title, address, who in PAGES:
        small, large = (page(place, address, who) for place in (few, many))
        cost_small, cost_large, bare = milliseconds([small, large, Page(floor.page_app(large.size), "/")])
        time_small, time_large = wall_milliseconds([small, large])
        yield at_most(f"{title}, CPU at {FEW:,}", cost_small, "ms", bare, COST_LIMIT)
        yield at_most(f"{title}, CPU at {MANY:,}", cost_large, "ms", bare, COST_LIMIT)
        yield at_most(f"{title}, time at {MANY:,} beside {FEW:,}", time_large, "ms", time_small, GROWTH_LIMIT)


def page(place: Place, address: str, who: str) -> Page:
    """One page of a district, opened by anybody or by the handler of its proposal."""
    cookie = _signed_in(place) if who == "handler" else ""
    return Page(place.app, address.format(number=place.number), cookie)


def _signed_in(place: Place) -> str:
    client = place.app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = place.handler_cookie_id, True
    return f"session={client.get_cookie('session').value}"

"""The portal's side of the bench: its pages, and residents who speak."""

import re
from datetime import UTC, datetime, timedelta

from bench.data import Place
from bench.pages import Page
from bench.posts import ask, repeat
from portal import tokens

PAGES = [
    ("list of proposals", "/proposals", "anybody"),
    ("proposal page", "/proposals/{number}", "anybody"),
    ("opinions on the desk", "/desk/proposals/{number}/opinions", "handler"),
]
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def page(place: Place, address: str, who: str) -> Page:
    """One page of a district, opened by anybody or by the handler of its proposal."""
    cookie = _signed_in(place) if who == "handler" else ""
    return Page(place.app, address.format(number=place.number), cookie)


def _signed_in(place: Place) -> str:
    client = place.app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = place.handler_cookie_id, True
    return f"session={client.get_cookie('session').value}"


def client(number: str, key: str, which: int, port: int, seconds: float) -> int:
    """One resident's browser: opens the form once, then sends opinion after opinion, each with a form token of its own."""
    path = f"/proposals/{number}/opinions/new"
    _status, body, cookie = ask(port, "GET", path)
    form = {"csrf_token": CSRF.search(body).group(1), "stance": "suggest", "relation": "neighbour", "street": "0"}
    opened = datetime.now(UTC) - timedelta(minutes=5)

    def post(count: int) -> int:
        words = f"第{which}位居民的第{count}条：二层应当有电梯，卸货请放在早上七点以后。"
        return ask(port, "POST", path, {**form, "text": words, "token": tokens.issue(key, opened)}, cookie)[0]

    return repeat(post, seconds)

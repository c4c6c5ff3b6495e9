"""Following the site's own links as one reader: which pages there are, and what they are made of."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from werkzeug.exceptions import HTTPException

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
PIECE = re.compile(r'<(\w+)\b(?:[^>]*?\bclass="([^"]*)")?')
MOST = 4  # pages of one kind that one reader opens


class Page(NamedTuple):
    """A page somebody can open."""

    address: str
    endpoint: str
    pieces: frozenset[tuple[str, str]]  # the kinds of elements it is made of: tag and classes


def crawl(app, client, starts: list[str]) -> Iterator[Page]:
    """The HTML pages `client` finds from `starts`, which are always opened, by following links; at most MOST of one view."""
    waiting, seen, opened = list(starts), set(starts), Counter()
    for address in waiting:  # grows while it is read
        endpoint = _endpoint(app, address)
        if endpoint is None or (opened[endpoint] >= MOST and address not in starts):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        opened[endpoint] += 1
        html = answer.get_data(as_text=True)
        yield Page(address, endpoint, frozenset(PIECE.findall(html)))
        found = {unescape(link): None for link in LINK.findall(html)}
        waiting += [link for link in found if link not in seen and not link.startswith("/en")]
        seen.update(found)


def _endpoint(app, address: str) -> str | None:
    """Which view answers a GET of this address, or None."""
    try:
        return app.url_map.bind("").match(address.partition("?")[0], method="GET")[0]
    except HTTPException:
        return None

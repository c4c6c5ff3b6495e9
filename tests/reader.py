"""A reader who opens a page and follows its links, a few of each kind."""

import re
from collections import Counter, deque
from html import unescape

from werkzeug.exceptions import HTTPException

OF_EACH = 4


class Reader:
    """Reads with one person's client, in Chinese or under another language's `prefix` ("/en").

    `pages` holds (endpoint, address, text) of what was read, `refused` the links that led nowhere.
    """

    def __init__(self, app, client, prefix: str = ""):
        self.routes = app.url_map.bind("localhost")
        self.client = client
        self.prefix = prefix
        self.link = re.compile(rf'<a\b[^>]*\bhref="({prefix}/(?!en/)[^"#]*)')
        self.met: set[str] = set()
        self.opened: Counter[str] = Counter()
        self.pages: list[tuple[str, str, str]] = []
        self.refused: list[tuple[int, str]] = []

    def read(self, *addresses: str) -> "Reader":
        """Open these addresses, which may be refused, and what they lead to."""
        starts, waiting = set(addresses), deque(addresses)
        while waiting:
            address = waiting.popleft()
            endpoint = self._endpoint(address)
            is_enough = self.opened[endpoint] >= OF_EACH and address not in starts
            if address in self.met or not endpoint or is_enough:
                continue
            self.met.add(address)
            self.opened[endpoint] += 1
            waiting.extend(self._open(endpoint, address, may_be_refused=address in starts))
        return self

    def _endpoint(self, address: str) -> str | None:
        try:
            return self.routes.match(address.removeprefix(self.prefix).partition("?")[0], method="GET")[0]
        except HTTPException:
            return None

    def _open(self, endpoint: str, address: str, may_be_refused: bool) -> list[str]:
        response = self.client.get(address)
        if response.status_code in (302, 303):
            return [response.location]
        if response.status_code >= 400 and not may_be_refused:
            self.refused.append((response.status_code, address))
        if response.status_code != 200 or not response.content_type.startswith("text/html"):
            return []
        self.pages.append((endpoint, address, response.text))
        return [unescape(link) for link in self.link.findall(response.text)]

"""A reader who opens an English page and follows its links, a few of each kind."""

import re
from collections import Counter, deque
from html import unescape

from werkzeug.exceptions import HTTPException

START = ("/en/", "/en/desk", "/en/requests", "/en/my/opinions", "/en/account", "/en/style", "/en/sign-in")
LINK = re.compile(r'href="(/en/[^"#]*)')
OF_EACH = 3


class Reader:
    """Reads with one person's client.

    `pages` holds (endpoint, address, text) of what was read, `refused` the links that led nowhere.
    """

    def __init__(self, app, client):
        self.routes = app.url_map.bind("localhost")
        self.client = client
        self.met: set[str] = set()
        self.opened: Counter[str] = Counter()
        self.pages: list[tuple[str, str, str]] = []
        self.refused: list[tuple[int, str]] = []

    def read(self, *addresses: str) -> "Reader":
        """Open these addresses and what they lead to."""
        waiting = deque(addresses)
        while waiting:
            address = waiting.popleft()
            endpoint = self._endpoint(address)
            if address in self.met or not endpoint or self.opened[endpoint] == OF_EACH:
                continue
            self.met.add(address)
            self.opened[endpoint] += 1
            waiting.extend(self._open(endpoint, address))
        return self

    def _endpoint(self, address: str) -> str | None:
        try:
            return self.routes.match(address.removeprefix("/en").partition("?")[0], method="GET")[0]
        except HTTPException:
            return None

    def _open(self, endpoint: str, address: str) -> list[str]:
        response = self.client.get(address)
        if response.status_code in (302, 303):
            return [response.location]
        if response.status_code >= 400 and address not in START:
            self.refused.append((response.status_code, address))
        if response.status_code != 200 or not response.content_type.startswith("text/html"):
            return []
        self.pages.append((endpoint, address, response.text))
        return [unescape(link) for link in LINK.findall(response.text)]

"""The site as a part of another one: under a path of the district's portal, between that portal's header and footer."""

from pathlib import Path

import nh3
from markupsafe import Markup

TAGS = {"nav", "ul", "ol", "li", "p", "div", "span", "a", "img", "strong", "br"}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}}
SCHEMES = {"https", "http", "tel", "mailto"}


class Mount:
    """WSGI middleware: everything lies under `path`, whether the proxy in front takes the path away or leaves it."""

    def __init__(self, app, path: str):
        self.app, self.path = app, path

    def __call__(self, environ, start_response):
        asked = environ.get("PATH_INFO", "")
        if asked == self.path or asked.startswith(self.path + "/"):
            environ["PATH_INFO"] = asked.removeprefix(self.path) or "/"
        environ["SCRIPT_NAME"] = self.path
        return self.app(environ, start_response)


def fragment(path: Path | None) -> Markup:
    """The host portal's header or footer from a file of HTML: text, lists, links and pictures, nothing else.

    Raises FileNotFoundError when the file that was set does not exist.
    """
    html = path.read_text(encoding="utf-8") if path else ""
    return Markup(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener").strip())  # noqa: S704

"""How answers travel: what browsers and proxies may keep, what is sent again only when it changed, and everything small.

- A file under its fingerprint (`asset`) never changes, so it is kept for a year.
- A public page carries an ETag and is asked about each time; unchanged, it costs a line (304).
- What belongs to one person – a signed-in page, a receipt, a secret address – is kept nowhere, on shared machines too.
"""

import gzip
import zlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, session
from flask.sessions import SecureCookieSessionInterface

from portal.i18n import mount

SECRETS = {"receipt", "secret", "key", "token"}  # parts of addresses that are somebody's key
FOR_EVER = "public, max-age=31536000, immutable"
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "application/xml", "application/geo+json",
                "application/manifest+json", "application/openapi+json", "application/problem+json", "image/svg+xml")
LEAST_COMPRESSED = 512  # bytes; below, the wrapping costs more than it saves
GZIP = 16 + zlib.MAX_WBITS


class Sessions(SecureCookieSessionInterface):
    """Sessions that files know nothing of: a file is the same for everybody, so it does not vary with the cookie."""

    def save_session(self, app, session, response) -> None:
        """Keep the session, unless a file was asked for."""
        if request.endpoint != "static":
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Deliver every answer of the app so, and let templates name files by `asset("css/base.css")`."""
    app.session_interface = Sessions()
    app.after_request(_deliver)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """The address of a file in static/ with its fingerprint; the same in every language, so that it is fetched once."""
    return f"{mount()}/static/{name}?v={_fingerprint_of(name)}"


def _fingerprint_of(name: str) -> str:
    path = _file(current_app.static_folder, name)
    return _fingerprint(path, path.stat().st_mtime_ns)


_file = lru_cache(maxsize=256)(Path)  # made once: a page names ten files


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def _deliver(response: Response) -> Response:
    if request.endpoint == "static":
        _keep_file(response)
    elif "Cache-Control" not in response.headers:
        _keep_page(response)
    if current_app.extensions["settings"].compress and _may_shrink(response):
        _shrink(response)
    return response


def _keep_file(response: Response) -> None:
    given = request.args.get("v")
    if given and response.status_code in (200, 304) and given == _fingerprint_of(request.view_args["filename"]):
        response.headers["Cache-Control"] = FOR_EVER


def _keep_page(response: Response) -> None:
    if "_user_id" in session or SECRETS & set(request.view_args or ()):
        response.headers["Cache-Control"] = "no-store"
        return
    response.headers["Cache-Control"] = "private, no-cache" if session else "no-cache"
    response.vary.add("Cookie")  # large print, and what else the reader chose
    if response.status_code == 200 and request.method in ("GET", "HEAD") and not response.is_streamed:
        response.add_etag(weak=True)  # the same page, packed or not
        response.make_conditional(request)


def _may_shrink(response: Response) -> bool:
    if not (response.mimetype or "").startswith(COMPRESSIBLE) or "Content-Encoding" in response.headers:
        return False
    if response.direct_passthrough and request.endpoint != "static":
        return False  # an attachment, sent as it was brought
    response.vary.add("Accept-Encoding")
    length = response.content_length
    return (response.status_code == 200 and "Range" not in request.headers and request.accept_encodings["gzip"] > 0
            and (length is None or length >= LEAST_COMPRESSED))


def _shrink(response: Response) -> None:
    if request.endpoint == "static":
        response.direct_passthrough = False
        response.set_data(_packed_file(response.get_data()))
    elif response.is_streamed:
        response.response = _packed(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    else:
        response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if tag := response.get_etag()[0]:
        response.set_etag(tag, weak=True)


@lru_cache(maxsize=128)
def _packed_file(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _packed(parts):
    """A stream packed as it goes, so that nothing has to be held whole."""
    packer = zlib.compressobj(6, zlib.DEFLATED, GZIP)
    for part in parts:
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()

"""The portal as a server of its own."""

import threading
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Keeps no log: what failed is told by the test."""

    def log_request(self, *_) -> None:
        """Say nothing."""

    def run_wsgi(self) -> None:
        """Answer, unless the portal is gone: a browser may have opened its line before, and is hung up on."""
        if self.server.is_gone:
            self.close_connection = True
        else:
            super().run_wsgi()


@contextmanager
def served(app, port=0):
    """The address of `app`, served by threads; forms carry their CSRF token as in real life."""
    app.config.update(WTF_CSRF_ENABLED=True, SEND_FILE_MAX_AGE_DEFAULT=3600)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.is_gone = False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.is_gone = True
        server.shutdown()
        thread.join()
        server.server_close()


class Connection:
    """The portal at one address, and the connection to it, which can be lost and come back."""

    def __init__(self, app):
        self.app = app
        self.address, self._open = "", ExitStack()

    def comes_back(self) -> None:
        """Serve the portal, at the address it had before."""
        self.address = self._open.enter_context(served(self.app, urlsplit(self.address).port or 0))

    def is_lost(self) -> None:
        """Nobody answers any more."""
        self._open.close()

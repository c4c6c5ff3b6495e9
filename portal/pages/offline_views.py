"""Views of what a device keeps: the service worker, the manifest that makes the site installable, the page for no connection."""

from flask import current_app, jsonify, render_template, request, send_from_directory
from flask_babel import gettext as _

from portal.delivery import asset
from portal.i18n import mount
from portal.pages.views import bp
from portal.permissions import EVERYONE
from portal.web import allow

BRAND, PAPER = "#8c2a23", "#fbfaf6"
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@bp.get("/service-worker.js")
@allow(EVERYONE)
def service_worker():
    """The script that works without a connection; it lies here because it rules the addresses below its own."""
    return send_from_directory(f"{current_app.static_folder}/js", "service-worker.js", max_age=0)


@bp.get("/manifest.webmanifest")
@allow(EVERYONE)
def manifest():
    """What a phone needs to put the site among its programs."""
    start = f"{request.script_root}/"
    icons = [{"src": asset(f"img/icon-{purpose}-{size}.png"), "sizes": f"{size}x{size}",
              "type": "image/png", "purpose": purpose} for size, purpose in ICONS]
    answer = jsonify(id=start, start_url=start, scope=f"{mount()}/", display="standalone", background_color=PAPER,
                     theme_color=BRAND, icons=icons, name=_("西城区腾退空间再利用意见征集"), short_name=_("西城意见征集"))
    answer.mimetype = "application/manifest+json"
    return answer


@bp.get("/offline")
@allow(EVERYONE)
def offline():
    """What this device keeps, and what became of the opinions that waited."""
    return render_template("pages/offline.html")

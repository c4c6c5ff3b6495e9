"""create_app: the only place where the parts are joined."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, jsonify
from flask.templating import Environment
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import delivery, display, i18n, models, web  # noqa: F401  (models: every table must be known)
from portal.clock import SystemClock
from portal.commands import register_commands
from portal.config import Settings
from portal.db import Encrypted
from portal.errors import Refusal
from portal.extensions import babel, csrf, db, login, migrate, talisman
from portal.files.storage import FolderStorage
from portal.guidance import rule_here
from portal.jobs.queue import Queue
from portal.mount import Mount, fragment
from portal.permissions import EVERYONE

CONCEPTS = (
    "rulebook", "accounts", "files", "wordtemplates", "jobs", "workdays", "ledger", "places", "proposals", "consultations",
    "opinions", "surveys", "complaints", "reports", "meetings", "notices", "following", "outreach", "pages", "opendata",
)
ROOT = Path(__file__).parent.parent
CONTENT_POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "manifest-src": "'self'",
}


class Templates(Environment):
    """Templates whose names are the app's own, in a plain dictionary: Jinja's chained one is asked hundreds of times a page."""

    def make_globals(self, d):
        """The names every template knows."""
        return {**self.globals, **d} if d else self.globals


def create_app(settings: Settings | None = None, clock=None) -> Flask:
    """The portal as a Flask app, with `settings` (default: from the environment) and a `clock` with a now() method."""
    settings = (settings or Settings()).with_keys()
    app = Flask("portal", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.jinja_environment = Templates
    _configure(app, settings, clock)
    _extend(app, settings)
    _register(app, settings)
    web.check_every_view_declares(app)
    return app


def _configure(app: Flask, settings: Settings, clock) -> None:
    app.config.update(
        APPLICATION_ROOT=settings.mount() or "/",
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.url(),
        MAX_CONTENT_LENGTH=settings.upload_limit_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,  # an overlong text is answered with a sentence, not cut off
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.json.ensure_ascii, app.json.sort_keys = False, False
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock or SystemClock()
    app.extensions["jobs"] = Queue(app)
    app.extensions["storage"] = FolderStorage(settings.data_dir / "files")
    app.extensions["held"] = FolderStorage(settings.data_dir / "held")
    Encrypted.use_key(settings.contact_key)


def _extend(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    babel.init_app(app, locale_selector=i18n.babel_locale)
    login.init_app(app)
    csrf.init_app(app)
    policy = CONTENT_POLICY | {"img-src": f"{CONTENT_POLICY['img-src']} {settings.map_host()}".strip()}
    talisman.init_app(
        app, force_https=settings.https, content_security_policy=policy, session_cookie_secure=settings.https,
        referrer_policy="same-origin", strict_transport_security=settings.https,
    )
    app.wsgi_app = i18n.LanguagePrefix(app.wsgi_app)
    if settings.mount():
        app.wsgi_app = Mount(app.wsgi_app, settings.mount())
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count)


def _register(app: Flask, settings: Settings) -> None:
    for concept in CONCEPTS:
        app.register_blueprint(import_module(f"portal.{concept}.views").bp)
        if find_spec(f"portal.{concept}.jobs"):
            import_module(f"portal.{concept}.jobs")
    register_commands(app)
    display.register(app)
    delivery.register(app)
    app.register_error_handler(Refusal, web.show_refusal)
    web.register_error_pages(app)
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.view_functions["static"].capability = EVERYONE
    app.jinja_env.globals.update(
        _=i18n.translated, gettext=i18n.translated, chinese=i18n.chinese, say=i18n.say, filled=i18n.filled,
        can=web.can, held=web.held, now=web.now, person=web.person, rule_here=rule_here,
        language=i18n.language, languages=i18n.LANGUAGES, same_page_in=i18n.same_page_in, this_page=i18n.this_page,
        html_lang=i18n.html_lang, tags=i18n.TAGS, either=i18n.either, told=i18n.told,
        settings=settings, host_header=fragment(settings.site_header), host_footer=fragment(settings.site_footer),
    )


def _healthz():
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")


_healthz.capability = EVERYONE

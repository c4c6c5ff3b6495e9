"""What templates use to show values: words for codes, days, instants, closings, sizes. Registered as Jinja filters."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import Flask, current_app, g, request
from flask_babel import format_date, format_decimal
from markupsafe import Markup

from portal.clock import beijing, beijing_date
from portal.consultations.rules import is_late, request_state
from portal.errors import N_
from portal.i18n import DAY, language, mount, say
from portal.proposals.rules import shown
from portal.reading import Reading
from portal.words import word

SHORT_DAY = {"zh": "M月d日（EEE）", "zh-hant": "M月d日（EEE）", "en": "EEE d MMM"}


def register(app: Flask) -> None:
    """Make the filters and the display preference known to every template."""
    app.jinja_env.filters.update(
        word=lambda code, kind: say(word(kind, code)), day=day, moment=moment, closing=closing, size=size,
        time_left=time_left, field_value=shown, is_late=is_late, letter_state=letter_state, number=format_decimal,
    )
    app.jinja_env.globals.update(reading=reading, has_keys=has_keys, once=once, site_root=site_root)


def reading() -> Reading:
    """How the person in front of the page chose to read."""
    if "reading" not in g:
        g.reading = Reading.kept(request.cookies.get("display", ""))
    return g.reading


def site_root() -> str:
    """The site as people reach it from outside, in the reader's language: what shared links and paper name."""
    return current_app.extensions["settings"].site_address.rstrip("/") + request.script_root.removeprefix(mount())


def has_keys() -> bool:
    """Whether the desk's keyboard shortcuts are on at this machine, as they are until somebody turns them off."""
    return request.cookies.get("keys") != "0"


def once(macro, *words, **named) -> Markup:
    """What a macro makes of plain words, made once in each language; for macros that look at nothing but their arguments."""
    return _made(macro, language(), words, tuple(named.items()))


@lru_cache(maxsize=4096)
def _made(macro, _language: str, words: tuple, named: tuple) -> Markup:
    return macro(*words, **dict(named))


def day(value: date | datetime | None) -> Markup | str:
    """A calendar day, or the Beijing day of an instant, as a <time> element; or "—"."""
    if value is None:
        return "—"
    local = beijing_date(value) if isinstance(value, datetime) else value
    return _day(local, language())


@lru_cache(4096)
def _day(value: date, language: str) -> Markup:
    """Pages show the same few days hundreds of times."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), _date(value, DAY[language]))


def moment(value: datetime | None) -> Markup | str:
    """An instant on the Beijing clock, as a <time> element."""
    if value is None:
        return "—"
    local = beijing(value)
    return _time(value, f"{_date(local.date(), DAY[language()])} {local:%H:%M}")


def closing(value: datetime) -> Markup:
    """An exclusive closing instant in words: midnight is said as 24:00 of the day before."""
    last = beijing(value - timedelta(microseconds=1))
    hour = "24:00" if f"{beijing(value):%H:%M}" == "00:00" else f"{beijing(value):%H:%M}"
    return _time(value, f"{_date(last.date(), SHORT_DAY[language()])} {hour}")


def letter_state(letter) -> str:
    """The state of a request now: a code of words.request_state."""
    return request_state(letter, current_app.extensions["clock"].now())


def time_left(closes_at: datetime) -> str:
    """How long until an exclusive closing instant, in words."""
    now = current_app.extensions["clock"].now()
    if now >= closes_at:
        return say(N_("已经截止"))
    days = (beijing_date(closes_at - timedelta(microseconds=1)) - beijing_date(now)).days
    if days == 0:
        return say(N_("今天截止"))
    return say(N_("明天截止")) if days == 1 else say(N_("还有%(days)s天"), days=days)


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def _date(value: date, pattern: str) -> str:
    return _formatted(value, pattern, language())


@lru_cache(maxsize=4096)
def _formatted(value: date, pattern: str, _language: str) -> str:
    return format_date(value, pattern)


def _time(value: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(beijing(value).isoformat(timespec="minutes"), text)

"""Languages: `/…` answers in Chinese, `/zh-hant/…` in Traditional Chinese, `/en/…` in English; a page keeps its address."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache
from urllib.parse import quote

from flask import request
from flask_babel import format_date, gettext
from markupsafe import Markup, escape

CHINESE = re.compile("[\u3400-\u9fff]")
IN_QUERY = "%=&+/?:@!$'()*,;~"
LANGUAGES = {"zh": "简体", "zh-hant": "繁體", "en": "English"}
TAGS = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
LOCALES = {"zh": "zh_Hans_CN", "zh-hant": "zh_Hant", "en": "en"}
_language: ContextVar[str] = ContextVar("language", default="zh")
DAY = {"zh": "yyyy年M月d日", "zh-hant": "yyyy年M月d日", "en": "d MMMM yyyy"}


class LanguagePrefix:
    """WSGI middleware: moves a leading `/en` or `/zh-hant` from the path to the script name: every URL built keeps it.

    Bytes of the query that a client sent raw are percent-encoded: they need not be text.
    """

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        environ["QUERY_STRING"] = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=IN_QUERY)
        prefix, _, rest = path.lstrip("/").partition("/")
        code = prefix if prefix in LANGUAGES and prefix != "zh" else "zh"
        if code != "zh":
            environ["portal.mount"] = environ.get("SCRIPT_NAME", "")
            environ["SCRIPT_NAME"] = f"{environ['portal.mount']}/{code}"
            environ["PATH_INFO"] = "/" + rest
        before = _language.set(code)
        try:
            return self.app(environ, start_response)
        finally:
            _language.reset(before)


def language() -> str:
    """The language code of the current request."""
    return _language.get()


def babel_locale() -> str:
    """The locale Flask-Babel formats and translates in."""
    return LOCALES[language()]


def html_lang() -> str:
    """The value of `lang` of the page."""
    return TAGS[language()]


def either(chinese: str, english: str) -> str:
    """Words kept in both languages, in the reader's; their Traditional form stands in the catalogue."""
    return english if language() == "en" else str(_sentence(language(), chinese))


def this_page() -> str:
    """The address of the current page within its language, fit for a link whatever was typed."""
    query = "?" + request.query_string.decode() if request.query_string else ""
    return quote(request.path) + query


def told(text) -> str:
    """A rulebook's Text in the reader's language."""
    return either(text.zh, text.en)


def mount() -> str:
    """The path under which the site stands, without a language: "" or "/zhuanlan"."""
    return request.environ.get("portal.mount", request.environ.get("SCRIPT_NAME", ""))


def same_page_in(code: str) -> str:
    """The address of the current page in language `code`."""
    return mount() + ("" if code == "zh" else f"/{code}") + this_page()


@cache
def _sentence(_language: str, sentence: str) -> Markup:
    """A sentence in the language of the request that asked for it first: pages ask hundreds of times."""
    return Markup(gettext(sentence))  # noqa: S704


def translated(sentence: str, **params) -> Markup:
    """What `_("…")` gives in a template: the sentence in the reader's language, its parameters escaped."""
    words = _sentence(language(), sentence)
    return words % params if params else words


def say(sentence: str, **params) -> str:
    """Translate a sentence marked with N_ and fill its placeholders."""
    return filled(str(_sentence(language(), sentence)), params) if sentence else ""


def filled(sentence: str, params: Mapping) -> str:
    """A translated sentence with its placeholders filled: a day is said as people write it, a tuple of marked words is
    translated and listed, other Chinese text stays in the language it was written in."""
    return Markup(escape(sentence)) % {name: _told(value) for name, value in params.items()} if params else sentence  # noqa: S704


def _told(value):
    if isinstance(value, date):
        return format_date(value, DAY[language()])
    if isinstance(value, tuple):
        return Markup(gettext("、")).join(_told(gettext(each)) for each in value)  # noqa: S704
    return chinese(value) if isinstance(value, str) and CHINESE.search(value) else value


def chinese(text) -> Markup:
    """Text kept in the language it was written in: marked `lang="zh"` on a page in another language."""
    if text is None or text == "":
        return Markup("")
    if _reads_chinese():
        return escape(text)
    return Markup('<span lang="zh">{}</span>').format(text)


def foreign(text) -> str | None:
    """The value of `lang` for a field that holds `text`: "zh" for Chinese on a page in another language."""
    return "zh" if isinstance(text, str) and CHINESE.search(text) and not _reads_chinese() else None


def _reads_chinese() -> bool:
    return language() == "zh"

"""What a page says, text by text: is there Chinese outside the elements marked lang="zh"? And a language to test with."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch

from flask_babel import Domain, get_locale

from portal import display, i18n

CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
SPOKEN = ("title", "alt", "aria-label", "placeholder", "label")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style"}


class _Texts(HTMLParser):
    """Collects the texts and spoken attributes that fit `pattern` and that no `lang` around them announces."""

    def __init__(self, pattern: re.Pattern, is_announced: Callable[[str], bool]):
        super().__init__()
        self.pattern, self.is_announced = pattern, is_announced
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        announced = self.is_announced(given["lang"]) if given.get("lang") else self._announced()
        if not announced:
            self.found += [value for name, value in attributes if name in SPOKEN and value and self.pattern.search(value)]
            if tag == "input" and given.get("type") in ("submit", "button") and self.pattern.search(given.get("value") or ""):
                self.found.append(given["value"])
        if tag not in VOID:
            self.open.append((tag, announced))

    def handle_endtag(self, tag):
        while self.open and tag in [name for name, _ in self.open]:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data):
        inside = self.open[-1][0] if self.open else ""
        if not self._announced() and inside not in SILENT and self.pattern.search(data):
            self.found.append(data.strip())

    def _announced(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def _is_chinese(code: str) -> bool:
    return code.lower().split("-")[0] == "zh"


def chinese_outside(html: str) -> list[str]:
    """Every Chinese text or spoken attribute of a page that stands outside elements marked `lang="zh"`."""
    return _outside(html, CHINESE, _is_chinese)


def simplified_outside(html: str, letters: str) -> list[str]:
    """Every text of a Traditional Chinese page with one of the Simplified `letters` outside elements in another language."""
    return _outside(html, re.compile(f"[{letters}]"), lambda code: code.lower() != "zh-hant")


def _outside(html: str, pattern: re.Pattern, is_announced: Callable[[str], bool]) -> list[str]:
    reader = _Texts(pattern, is_announced)
    reader.feed(html)
    return reader.found


class _Everything:
    """A catalogue that has a translation for everything: no Chinese, the placeholders kept."""

    def gettext(self, sentence):
        return "translated " + " ".join(re.findall(r"%\(\w+\)[a-z]", sentence))

    def ngettext(self, one, many, count):
        return self.gettext(many)

    ugettext, ungettext = gettext, ngettext


@contextmanager
def translated_by(catalogue_of):
    """Pages asked for meanwhile are translated by what `catalogue_of(locale)` gives, not by what was looked up before."""
    _forget()
    with patch.object(Domain, "get_translations", lambda self: catalogue_of(get_locale())):
        yield
    _forget()


def _forget() -> None:
    i18n._sentence.cache_clear()
    display._made.cache_clear()


def everything_translated():
    """Pages asked for meanwhile behave as if the English catalogue were complete: what stays Chinese was never marked."""
    return translated_by(lambda locale: _Everything())

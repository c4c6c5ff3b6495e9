"""Every kind of message has its words, in both languages, and says nothing private."""

import ast
import re
from pathlib import Path

import pytest

from portal.outreach.rules import masked, told
from portal.outreach.texts import TEXTS, compose
from tests.i18n_check import CHINESE

PORTAL = Path(__file__).parents[2] / "portal"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
PRIVATE = {"text", "words", "name", "phone", "email", "contact", "address", "reason"}
OF_A_THING = {"said", "link"}
OWN = {"session", "now", "user_id", "address", "key"}


def posts() -> list[tuple[str, str, set[str], bool]]:
    """Every call of outbox.post with a kind written out: where, kind, parameters, and whether there may be more."""
    found = []
    for path in sorted(PORTAL.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "outbox.post" and isinstance(node.args[1], ast.Constant):
                names = {keyword.arg for keyword in node.keywords}
                found.append((f"{path.name}:{node.lineno}", node.args[1].value, names - OWN, None in names))
    return found


def placeholders(kind: str) -> set[str]:
    text = TEXTS[kind]
    said = [text.path, text.stop, *(part for words in (text.zh, text.en) for part in (words.subject, words.body, words.line))]
    return {name for part in said for name in PLACEHOLDER.findall(part)} - {"lines", "count", "first"}


def test_everything_posted_has_its_words():
    assert posts(), "the search for outbox.post finds something"
    unsaid = [(where, kind) for where, kind, *_ in posts() if kind not in TEXTS]
    assert not unsaid, f"add these kinds to portal/outreach/texts.py: {unsaid}"


def test_what_is_posted_fills_its_text():
    missing = [(where, kind, asked - names) for where, kind, names, has_more in posts()
               if not has_more and (asked := placeholders(kind) - (OF_A_THING if "things" in names else set())) - names]
    assert not missing, f"these parameters are asked for by the text and not posted: {missing}"


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_says_nothing_private_and_is_whole_in_both_languages(kind):
    text = TEXTS[kind]
    assert not placeholders(kind) & PRIVATE
    assert not CHINESE.search(text.en.subject + text.en.body + text.en.line)
    assert CHINESE.search(text.zh.subject) and CHINESE.search(text.zh.body)
    assert bool(text.zh.line) == bool(text.en.line)
    assert text.is_bundled == ("%(lines)s" in text.zh.body) == ("%(lines)s" in text.en.body)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_leads_to_a_page_of_the_portal(kind, app):
    path = TEXTS[kind].path
    if not path:
        return
    mail = compose(kind, [dict.fromkeys(placeholders(kind), "1")], site="https://portal.example", host="", phone="")
    assert "https://portal.example/en" + PLACEHOLDER.sub("1", path) in mail.body
    assert app.url_map.bind("portal.example").match(PLACEHOLDER.sub("1", path.partition("?")[0]))
    if mail.stop:
        stop = mail.stop.removeprefix("https://portal.example").partition("?")[0]
        assert app.url_map.bind("portal.example").match(stop, method="POST")


@pytest.mark.parametrize(("address", "shown"), [
    ("wang@example.com", "w***@example.com"), ("13800000000", "138****00"), ("66012345", "660****45"), ("1234", "****"),
    (None, ""), ("", ""),
])
def test_an_address_can_be_recognised_and_not_used(address, shown):
    assert masked(address) == shown


def test_a_servers_words_keep_no_address():
    assert told("550 <wang@example.com> unknown; call 13800000000") == "550 <…> unknown; call …"
    assert len(told("x" * 1000)) == 300

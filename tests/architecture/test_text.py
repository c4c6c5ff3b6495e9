"""What no file of the project may contain. A failure names the file, the line and what to do instead."""

import re
from pathlib import Path

import pytest

from portal.config import Settings

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("portal", "tests", "bench", "deploy", "migrations") for path in (ROOT / folder).rglob("*")
              if path.suffix in {".py", ".sh", ".toml", ""} and path.is_file())
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*="),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "something from another site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [*CODE, *TEMPLATES], ids=name)
def test_nothing_is_left_for_later(path):
    found = UNFINISHED.findall(path.read_text())
    assert not found, f"{name(path)} says {found[0]}: finish it, or leave it out"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_posting_form_carries_the_token(path):
    for body in POST_FORM.findall(path.read_text()):
        assert "csrf_token" in body or "hidden_tag" in body, f"{name(path)}: add the csrf_token field to the form: {body[:80]}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
@pytest.mark.parametrize("what", INLINE)
def test_pages_keep_to_the_content_policy(path, what):
    found = INLINE[what].search(path.read_text())
    assert not found, f"{name(path)} has {what} ({found and found.group()}): the policy blocks it; use static/ and a class"


@pytest.mark.parametrize("path", sorted((ROOT / "portal").rglob("*.py")), ids=name)
def test_files_stay_small(path):
    lines = len(path.read_text().splitlines())
    assert lines <= 300, f"{name(path)} has {lines} lines: split it by what its parts are about"


def test_every_setting_is_explained():
    page = (ROOT / "docs" / "settings.md").read_text()
    missing = [name for name in Settings.model_fields if f"PORTAL_{name.upper()}" not in page]
    assert not missing, f"docs/settings.md does not explain {missing}"

"""The colours of the tokens can be read: text at 4.5:1 and shapes at 3:1, in every theme."""

import re
from functools import reduce
from operator import or_
from pathlib import Path

import pytest

from portal import reading

SHEETS = Path(__file__).parents[2] / "static/css"

DEVICE = reading.SHEETS[""]
GROUNDS = ("paper", "panel", "wash")
INKS = ("ink", "soft", "action", "action-deep", "brand", "yes", "caution", "no")
TEXT = [(ink, ground) for ink in INKS for ground in GROUNDS] + [
    ("ink", "action-wash"), ("ink", "yes-wash"), ("ink", "caution-wash"), ("ink", "no-wash"),
    ("action-deep", "action-wash"), ("no", "no-wash"), ("caution", "caution-wash"), ("yes", "yes-wash"),
    ("on-action", "action"), ("on-action", "action-deep"), ("on-roof", "roof"), ("panel", "no"),
]
SHAPES = [("edge", ground) for ground in GROUNDS] + [("focus", "focus-ink")]


def colours(declarations: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", declarations))


def themes() -> dict[str, dict[str, str]]:
    """Every choice of colours, its sheets laid over the standard one; and what a device can ask for by itself."""
    sheets = {name: colours((SHEETS / f"{name}.css").read_text()) for name in ("tokens", *(name for name, _ in DEVICE))}
    chosen = {words or "every sheet": reduce(or_, (sheets[name] for name, _ in laid), sheets["tokens"])
              for words, laid in reading.SHEETS.items()}
    return {"tokens alone": sheets["tokens"], **chosen}


def luminance(colour: str) -> float:
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_every_pair_of_colours_can_be_told_apart(theme, pairs, least):
    tokens = themes()[theme]
    weak = {f"{a} on {b}": round(contrast(tokens[a], tokens[b]), 2) for a, b in pairs if contrast(tokens[a], tokens[b]) < least}
    assert not weak, f"below {least}:1 in {theme}; change the token in static/css"


def test_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


def test_no_colour_is_written_outside_the_tokens():
    sheets = [path for path in SHEETS.glob("*.css") if path.stem not in ("tokens", *(name for name, _ in DEVICE))]
    assert not [path.name for path in sheets if re.search(r"#[0-9a-fA-F]{3,8}\b(?![^;{]*\{)", path.read_text())]

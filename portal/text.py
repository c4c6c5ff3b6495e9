"""Typed text made fit to keep."""

import re
import unicodedata

# control characters, halves of pairs, and marks that turn or hide what is read; joiners and variation selectors stay,
# rare characters and names need them
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\ufeff\u202a-\u202e\u2060-\u2069]")


def clean(text):
    """Typed text in NFC with one kind of line end, without control characters and hidden marks, and no blanks around it;
    other values as they are."""
    if not isinstance(text, str):
        return text
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNSEEN.sub("", lines).strip()


def one_line(text: str) -> str:
    """The same, with every run of white space made one space."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """One line with full-width letters, digits and signs made plain, for codes and numbers."""
    return unicodedata.normalize("NFKC", one_line(text))

"""Typed text made fit to keep."""

import unicodedata

INVISIBLE = ("Cc", "Cs")


def clean(text):
    """Typed text with one kind of line end, without control characters, and no spaces around it; other values as they are."""
    if not isinstance(text, str):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in INVISIBLE).strip()


def one_line(text: str) -> str:
    """The same, with every run of white space made one space."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """One line with full-width letters, digits and signs made plain, for codes and numbers."""
    return unicodedata.normalize("NFKC", one_line(text))

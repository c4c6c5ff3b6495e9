"""Typed text made fit to keep."""

import unicodedata

INVISIBLE = ("Cc", "Cs")
# marks that turn or hide what is read; joiners and variation selectors stay, rare characters and names need them
HIDDEN = frozenset(map(chr, (0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x206A))))


def clean(text):
    """Typed text in NFC with one kind of line end, without control characters and hidden marks, and no blanks around it;
    other values as they are."""
    if not isinstance(text, str):
        return text
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(each for each in lines if each in "\n\t" or not _is_hidden(each)).strip()


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in INVISIBLE or letter in HIDDEN


def one_line(text: str) -> str:
    """The same, with every run of white space made one space."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """One line with full-width letters, digits and signs made plain, for codes and numbers."""
    return unicodedata.normalize("NFKC", one_line(text))

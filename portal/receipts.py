"""Receipt numbers: the secret key a person keeps to find an opinion or a complaint again. Never printed in a document."""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: read aloud and copied by hand
GROUPS, GROUP = 4, 4  # 16 letters of 31: 79 random bits


def new_receipt() -> str:
    """A fresh receipt such as `K7QM-2XHT-9PVD-BR4C`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def typed_receipt(text: str) -> str:
    """The receipt somebody typed: blanks, hyphens, full-width letters and case do not matter."""
    letters = [each for each in unicodedata.normalize("NFKC", text).upper() if each in ALPHABET]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))

"""What of a text counts when it is held beside another one."""

import re
import unicodedata

import numpy as np

SHORTEST, SHORT, LONG = 6, 12, 40  # letters: below the first only the same words are alike, below the second containing ones
CLOSE, NEAR = 80, 65  # per cent of the letters in common, in order: for any text, and for a long one

_SILENT = re.compile(r"[\W_]+")
_TURNS = re.compile("不|没|无|未|别|勿|非|反对|拒绝|支持|赞成|同意")


def bare(text: str) -> str:
    """The letters and figures of a text alone: no blanks, signs, capitals or full-width forms. What is only signs stays."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SILENT.sub("", folded) or folded


def close_enough(lengths: np.ndarray) -> np.ndarray:
    """The per cent of common letters from which two texts may be alike, by the length of the shorter one."""
    return np.where(lengths >= LONG, NEAR, CLOSE)


def same_sense(one: str, other: str) -> bool:
    """Whether no word that turns the sense (不, 反对, 支持 …) is only in one of them, and short ones contain each other."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORT and (len(shorter) < SHORTEST or shorter not in longer):
        return False
    return sorted(_TURNS.findall(one)) == sorted(_TURNS.findall(other))

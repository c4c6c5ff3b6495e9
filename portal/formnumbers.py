"""Numbers of printed forms: twenty digits that say for which round a form was printed, and that nobody can make up.

Six digits name the round, nine are random, five are a signature with the app's secret key, which also finds a digit mistyped.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from portal.errors import N_, InvalidInput

GROUP = 4
_RANDOM, _SIGNED = 9, 5
WRONG = N_("没有这个编号。请对照表上的数字再输一遍，或者再扫一次；不是本系统印的表，请在方案的“录入”页登记。")


@dataclass(frozen=True, slots=True)
class FormNumber:
    """The number of a form, its digits together, and the id of the round it was printed for."""

    digits: str
    round_id: int

    @property
    def groups(self) -> tuple[str, ...]:
        """The digits as they are printed, four by four."""
        return tuple(self.digits[at : at + GROUP] for at in range(0, len(self.digits), GROUP))

    def __str__(self) -> str:
        return " ".join(self.groups)


def issue(key: str, round_id: int) -> FormNumber:
    """A fresh number for one form of a round."""
    body = f"{round_id:06d}{secrets.randbelow(10**_RANDOM):0{_RANDOM}d}"
    return FormNumber(body + _signature(key, body), round_id)


def read(key: str, typed: str) -> FormNumber:
    """The number somebody typed or scanned: blanks and hyphens do not matter, of an address its last part is taken.

    Raises InvalidInput for digits that no printed form has.
    """
    last = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/")[2]
    digits = "".join(each for each in last if each.isdecimal() and each.isascii())
    body, signed = digits[:-_SIGNED], digits[-_SIGNED:]
    if len(body) < 6 + _RANDOM or not hmac.compare_digest(signed, _signature(key, body)):
        raise InvalidInput(WRONG, field="number")
    return FormNumber(digits, int(body[:-_RANDOM]))


def _signature(key: str, body: str) -> str:
    digest = hmac.digest(key.encode(), f"form {body}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**_SIGNED:0{_SIGNED}d}"

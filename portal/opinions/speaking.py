"""What a person typed, made into the words of an opinion: a quoted passage before them, and numbers hidden on request. Pure."""

from portal.errors import N_, InvalidInput
from portal.opinions.redacting import HIDDEN
from portal.opinions.rules import checked_words
from portal.personal import NUMBERS, Found, find, hide
from portal.text import one_line

LONGEST_QUOTE = 300  # as much as an address can carry


def numbers_in(typed: str) -> list[Found]:
    """Telephone, identity card and other numbers that tell who somebody is, and addresses of mail."""
    return [each for each in find(typed) if each.kind in NUMBERS]


def checked_numbers(typed: str, choice: str | None) -> str:
    """The words with such numbers hidden ("hide") or as typed ("keep"). Raises InvalidInput when there are some and no choice."""
    found = numbers_in(typed)
    if not found or choice == "keep":
        return typed
    if choice != "hide":
        raise InvalidInput(N_("您写的话里像是有电话、证件这样的号码。请选一下：隐去，还是照原样提交。"), field="personal")
    return hide(typed, [each[:2] for each in found], HIDDEN)


def with_quote(stance: str, quote: str, typed: str) -> str:
    """The words of an opinion about a passage. Raises as checked_words does, and InvalidInput for too long a passage."""
    passage = one_line(quote).strip("“”\"")
    if len(passage) > LONGEST_QUOTE:
        raise InvalidInput(N_("引用的话有 %(length)s 个字，最多 %(limit)s 个字。请只留下您要说的那一句。"), field="quote",
                           length=len(passage), limit=LONGEST_QUOTE)
    return f"引用：“{passage}”\n{checked_words(stance, typed)}".rstrip() if passage else typed

"""What is proposed to a person: one person's repetitions, and the same or nearly the same words of several people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from portal.opinions.likeness.groups import Group, groups
from portal.opinions.likeness.texts import SHORT, bare
from portal.opinions.likeness.values import Found, Said

SENDERS, DAYS = 5, 3  # a campaign: one text of some length, so many people, within so many days


def find(said: Iterable[Said]) -> list[Found]:
    """What to propose, the largest first; what is like no other, or has no words, is in none."""
    said = sorted((each for each in said if each.text), key=lambda each: each.id)
    earliest = {_who(each): each.id for each in reversed(said)}
    found = [*_shared(said, earliest), *_repeated(said)]
    return sorted(found, key=lambda each: (-len(each.members), each.members))


def _who(said: Said) -> str | int:
    """Whose it is; whoever cannot be told is taken as somebody else each time."""
    return said.id if said.person is None else said.person


def _repeated(said: Sequence[Said]) -> Iterable[Found]:
    """The same words of the same person, the earliest opinion first: that one is kept."""
    same = defaultdict(list)
    for each in said:
        same[_who(each), bare(each.text)].append(each.id)
    return (Found("repeated", tuple((id_, ids[0]) for id_ in ids)) for ids in same.values() if len(ids) > 1)


def _shared(said: Sequence[Said], earliest: dict[str | int, int]) -> Iterable[Found]:
    """The same or nearly the same words of several opinions, unless one person's repetition says it all."""
    for group in groups([each.text for each in said]):
        members = [said[place] for place in group.places]
        is_repetition = group.is_same and len(set(map(_who, members))) == 1
        if len(members) > 1 and not is_repetition:
            yield Found(_kind(group, members), tuple((each.id, earliest[_who(each)]) for each in members))


def _kind(group: Group, members: Sequence[Said]) -> str:
    if len(bare(members[0].text)) >= SHORT and _is_rush(members):
        return "campaign"
    return "identical" if group.is_same else "near"


def _is_rush(members: Sequence[Said]) -> bool:
    """Whether enough different people spoke within a few days."""
    days = sorted({_who(each): each.day for each in sorted(members, key=lambda each: each.day, reverse=True)}.values())
    return any(late - early < timedelta(days=DAYS) for early, late in zip(days, days[SENDERS - 1:], strict=False))

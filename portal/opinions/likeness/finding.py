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
    found = [*_shared(said), *_repeated(said)]
    return sorted(found, key=lambda each: (-len(each.members), each.members))


def _repeated(said: Sequence[Said]) -> list[Found]:
    """The same words of the same person, the earliest opinion first: that one is kept."""
    same = defaultdict(list)
    for each in said:
        if each.person is not None:
            same[each.person, bare(each.text)].append((each.id, 1))
    return [Found("repeated", tuple(members)) for members in same.values() if len(members) > 1]


def _shared(said: Sequence[Said]) -> Iterable[Found]:
    """The same or nearly the same words of several opinions, unless one person's repetition says it all."""
    for group in groups([each.text for each in said]):
        members = [said[place] for place in group.places]
        people = _people(members)
        if len(members) > 1 and not (group.is_same and len(set(people)) == 1):
            yield Found(_kind(group, members), tuple((each.id, person) for each, person in zip(members, people, strict=True)))


def _people(members: Sequence[Said]) -> list[int]:
    """A number for each person; whoever cannot be told is taken as somebody else."""
    numbers = {}
    return [numbers.setdefault(_who(each), len(numbers) + 1) for each in members]


def _who(said: Said) -> str | int:
    return said.id if said.person is None else said.person


def _kind(group: Group, members: Sequence[Said]) -> str:
    if len(bare(members[0].text)) >= SHORT and _is_rush(members):
        return "campaign"
    return "identical" if group.is_same else "near"


def _is_rush(members: Sequence[Said]) -> bool:
    """Whether enough different people spoke within a few days."""
    first = {}
    for each in sorted(members, key=lambda each: each.day):
        first.setdefault(_who(each), each.day)
    days = sorted(first.values())
    return any(late - early < timedelta(days=DAYS) for early, late in zip(days, days[SENDERS - 1:], strict=False))

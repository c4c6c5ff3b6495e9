"""The formality check (走过场自查): what a careful leader would want to see before calling a consultation real. Pure.

It accuses nobody: a flag asks for an explanation, and one without it is printed in the report.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.clock import beijing_date
from portal.errors import N_
from portal.workdays.rules import Calendar, working_days_between

CLAUSE = "内部设定（走过场自查）"
HEARING_CLAUSE = "713号令第14条听取意见"
STUDY_CLAUSE = "713号令第18条"
SAME_TEXT_FROM = 6  # characters: shorter answers look alike by chance
HURRIED_VERDICTS, HURRIED_WITHIN = 5, timedelta(seconds=60)
FEW_VERDICTS = 3
_SAYS = {
    "window.weekend": (N_("第%(number)s轮征求从%(first)s到%(last)s，除发出当天外全是休息日，没有一个完整的工作日。"), CLAUSE),
    "window.short": (N_("第%(number)s轮征求在%(first)s当天发出、当天截止，不足一个工作日。"), CLAUSE),
    "letter.unconcerned": (N_("征求了“%(who)s”的意见，但没有一条规则点名要它参与，看不出与它的职责有什么关系。"), CLAUSE),
    "letter.unopened": (N_("发给“%(who)s”的征求意见函，到截止都没有打开过。"), CLAUSE),
    "reply.missing": (N_("必须征求的“%(who)s”过了期限没有答复；不答复不等于同意。"), HEARING_CLAUSE),
    "answers.no_comment": (N_("答复的%(count)s个单位全部是“无意见”。"), CLAUSE),
    "answers.identical": (N_("%(units)s的答复文字完全相同。"), CLAUSE),
    "public.silent": (N_("向公众公开征求了意见，一条也没有收到。请说明是怎样让居民知道的。"), HEARING_CLAUSE),
    "verdict.unread": (N_("有%(count)s条意见，没有人打开看过原文，就给了采纳情况。"), STUDY_CLAUSE),
    "verdict.hurried": (N_("同一个人在一分钟之内给出了%(count)s个归类的采纳情况。"), STUDY_CLAUSE),
    "verdict.none_adopted": (N_("%(count)s个归类全部未采纳，没有一条意见改变了方案。"), STUDY_CLAUSE),
}
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Window:
    """How long a round was open; `number` is its place among the rounds, from 1. `closes_at` is exclusive."""

    number: int
    kind: str
    opened_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Letter:
    """One standing letter and its answer; `name` is the unit's, or the invited person's. `concerned`: a rule names this party.

    `has_account`: it could be opened in the portal.
    """

    party: str
    name: str
    due_at: datetime
    is_unit: bool = True
    is_own: bool = False
    mandatory: bool = False
    concerned: bool = True
    has_account: bool = True
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    stance: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """The verdict on a theme: by whom and when, over how many opinions, and how many of them nobody had read by then."""

    verdict: str
    decided_by: int
    decided_at: datetime
    opinions: int
    unread: int = 0


@dataclass(frozen=True)
class FormalityFacts:
    """What the check looks at. `public_opinions` is None while the public was not asked, or still is."""

    now: datetime
    calendar: Calendar
    windows: Sequence[Window] = ()
    letters: Sequence[Letter] = ()
    answers: Sequence[Answer] = ()
    public_opinions: int | None = None


@dataclass(frozen=True)
class Flag:
    """One thing to look at: `key` names it inside its consultation, `sentence` is marked and filled by `params`."""

    key: str
    sentence: str
    clause: str
    params: dict = field(default_factory=dict)


def flags(facts: FormalityFacts) -> list[Flag]:
    """Everything that looks like a formality only, in the order of the consultation's life."""
    return [
        *(flag for window in facts.windows for flag in _window(window, facts.calendar)), *_unconcerned(facts.letters),
        *_unopened(facts), *_missing_replies(facts), *_all_no_comment(facts.letters), *_identical(facts.letters),
        *_nobody_spoke(facts), *_unread(facts.answers), *_hurried(facts.answers), *_nothing_adopted(facts.answers),
    ]


def _flag(kind: str, about: object = "", **params) -> Flag:
    """A flag of a kind; `about` tells several of one kind apart."""
    sentence, clause = _SAYS[kind]
    return Flag(f"{kind}:{about}" if about else kind, sentence, clause, params)


def _window(window: Window, calendar: Calendar) -> Iterator[Flag]:
    first, last = beijing_date(window.opened_at), beijing_date(window.closes_at - timedelta(microseconds=1))
    if working_days_between(first, last, calendar):
        return
    if last > first:
        yield _flag("window.weekend", window.number, number=window.number, first=first, last=last)
    else:
        yield _flag("window.short", window.number, number=window.number, first=first)


def _unconcerned(letters: Sequence[Letter]) -> Iterator[Flag]:
    for letter in letters:
        if letter.is_unit and not letter.concerned and not letter.is_own:
            yield _flag("letter.unconcerned", letter.name, who=letter.name)


def _unopened(facts: FormalityFacts) -> Iterator[Flag]:
    for letter in facts.letters:
        waits = letter.opened_at is None and letter.answered_at is None
        if waits and letter.has_account and not letter.is_own and facts.now >= letter.due_at:
            yield _flag("letter.unopened", f"{letter.party}:{letter.name}", who=letter.name)


def _missing_replies(facts: FormalityFacts) -> Iterator[Flag]:
    for letter in facts.letters:
        if letter.mandatory and letter.answered_at is None and facts.now >= letter.due_at:
            yield _flag("reply.missing", f"{letter.party}:{letter.name}", who=letter.name)


def _all_no_comment(letters: Sequence[Letter]) -> Iterator[Flag]:
    answered = [letter for letter in letters if letter.is_unit and letter.stance and not letter.is_own]
    if len(answered) > 1 and all(letter.stance == "no_comment" for letter in answered):
        yield _flag("answers.no_comment", count=len(answered))


def _identical(letters: Sequence[Letter]) -> Iterator[Flag]:
    same: dict[str, set[str]] = defaultdict(set)
    for letter in letters:
        if letter.is_unit and letter.answered_at is not None:
            same[_SIGNS.sub("", letter.text)].add(letter.name)
    for text, names in same.items():
        if len(text) >= SAME_TEXT_FROM and len(names) > 1:
            key = hashlib.sha256(text.encode()).hexdigest()[:16]
            yield _flag("answers.identical", key, units=tuple(sorted(names)))


def _nobody_spoke(facts: FormalityFacts) -> Iterator[Flag]:
    if facts.public_opinions == 0:
        yield _flag("public.silent")


def _unread(answers: Sequence[Answer]) -> Iterator[Flag]:
    if unread := sum(answer.unread for answer in answers):
        yield _flag("verdict.unread", count=unread)


def _hurried(answers: Sequence[Answer]) -> Iterator[Flag]:
    instants: dict[int, list[datetime]] = defaultdict(list)
    for answer in answers:
        instants[answer.decided_by].append(answer.decided_at)
    most = max((_most_at_once(each) for each in instants.values()), default=0)
    if most >= HURRIED_VERDICTS:
        yield _flag("verdict.hurried", count=most)


def _most_at_once(instants: list[datetime]) -> int:
    """The most verdicts that lie within HURRIED_WITHIN of each other."""
    return max(sum(first <= each <= first + HURRIED_WITHIN for each in instants) for first in instants)


def _nothing_adopted(answers: Sequence[Answer]) -> Iterator[Flag]:
    if len(answers) >= FEW_VERDICTS and all(answer.verdict == "not_adopted" for answer in answers):
        yield _flag("verdict.none_adopted", count=len(answers))

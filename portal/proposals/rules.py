"""Rules of a proposal's life, over plain values: what is missing, what changed and how much it matters, and its public state."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import SequenceMatcher

from portal.errors import N_, InvalidInput, Refusal
from portal.proposals.values import FIELDS, Difference, Field, Segment

STATES = ("open", "closing", "compiling", "at_meeting", "decided", "withdrawn")
COURTYARD = "平房院落"
COURTYARDS = (COURTYARD, "平房院落和简易楼")
CLOSING_SOON = timedelta(days=3)
ROUNDS_CLAUSE = "内部设定（轮次）"
FORM_CHANGE_CLAUSE = "附件四2"
REVIEW_CLAUSE = "政务公开方案五(一)保密审查"
_CLAUSE = re.compile(r"[^，。、：；！？\n]+[，。、：；！？\n]*|[，。、：；！？\n]+")


def missing(version) -> list[Field]:
    """The fields a version still needs before it can be published, in the form's order."""
    return [field for field in FIELDS if _is_needed(field, version) and not _has(field, version)]


def _is_needed(field: Field, version) -> bool:
    if field.name == "area_plan_note" and version.rows:
        return False  # it is the area's plan itself
    if field.name == "major_basis":
        return version.is_major_decision
    return field.needed or (field.courtyard and version.is_courtyard)


def _has(field: Field, version) -> bool:
    value = forms_of(version) if field.kind == "forms" else getattr(version, field.name)
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def rows_missing(version) -> list[str]:
    """Names of the spaces of an area's plan whose facts or next use are not written (联席会议制度 三(三)2)."""
    return [row.space.name for row in version.rows if not (row.situation.strip() and row.next_form.strip())]


def forms_of(version) -> list[str]:
    """Every business form a version names, for the whole and for each space, in order and once."""
    named = [*(version.business_forms or ()), *(row.next_form for row in version.rows)]
    return list(dict.fromkeys(name for name in named if name))


def differences(old, new) -> list[Difference]:
    """What reads otherwise in `new` than in `old` (two versions): changed fields first, then changed spaces."""
    fields = [_difference(f.name, f.label, shown(getattr(old, f.name)), shown(getattr(new, f.name)), f.material) for f in FIELDS]
    before, after = _rows(old), _rows(new)
    spaces = dict.fromkeys([*before, *after])
    rows = [_difference("rows", name, before.get(name, ""), after.get(name, ""), True) for name in spaces]
    return [each for each in [*fields, *rows] if each.old != each.new]


def _difference(name: str, label: str, old: str, new: str, is_material: bool) -> Difference:
    return Difference(name, label, old, new, is_material, tuple(segments(old, new)))


def _rows(version) -> dict[str, str]:
    return {row.space.name: "\n".join(filter(None, (row.situation, row.next_form))) for row in version.rows}


def segments(old: str, new: str) -> list[Segment]:
    """`new` read against `old`, clause by clause."""
    before, after = _CLAUSE.findall(old), _CLAUSE.findall(new)
    found: list[Segment] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Segment("same", "".join(after[c:d])))
        else:
            found += [Segment(*each) for each in (("gone", "".join(before[a:b])), ("added", "".join(after[c:d]))) if each[1]]
    return found


def shown(value) -> str:
    """A field's value as it is compared and printed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        whole, _, part = f"{value:f}".partition(".")
        return f"{whole}.{part.rstrip('0')}".rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(sorted(value)) if isinstance(value, list | tuple) else value.strip()


def refuse_excuse(changed: Sequence[Difference]) -> None:
    """Refuse to call a change of 位置, 规模, 产权, 规划用途 or 业态 immaterial; those reopen the rounds and void the approval."""
    named = [each.label for each in changed if each.is_material]
    if named:
        sentence = N_("这一版改动了“%(fields)s”，属于实质性变更，须重新征求意见、重新报审，不能认定为非实质性修改。")
        raise Refusal(sentence, clauses=(ROUNDS_CLAUSE,), fields=tuple(named))


def standing(versions: Sequence) -> list:
    """The versions for which a reply or an approval counts: from the newest sealed material version on.

    A version is material unless a reviewer recorded why not (`not_material_reason`); drafts change nothing until sealed.
    """
    kept: list = []
    for version in (each for each in versions if each.sealed_at):
        kept = [*kept, version] if version.not_material_reason and kept else [version]
    return kept


def refuse_form_change(decided_forms: Sequence[str], forms: Sequence[str]) -> None:
    """Refuse any other business form than the meeting decided on; a new proposal is the way (联席会议制度 四2)."""
    if set(decided_forms) != set(forms):
        raise Refusal(
            N_("方案已经联席会议审定，业态变更要重新上会审议。请另外提出一个变更业态的新方案。"), clauses=(FORM_CHANGE_CLAUSE,)
        )


def refuse_blank(text: str, field: str) -> str:
    """The text without surrounding spaces; refuses one that says nothing."""
    text = text.strip()
    if not text:
        raise InvalidInput(N_("请写明理由，不能只有空格。"), field=field)
    return text


def state_of(
    *, closes_at: datetime | None, is_at_meeting: bool, is_decided: bool, is_withdrawn: bool, now: datetime,
    is_published: bool = True, is_circulating: bool = False,
) -> str:
    """The state of a proposal, derived from instants and records: draft, circulating, or one of STATES, which the public reads.

    `closes_at`: the closing instant of its newest public round; `is_at_meeting` (submitted, not returned) and `is_decided`
    (decision published) speak of the published version; `is_circulating`: units were asked about a version not yet public.
    """
    if is_withdrawn:
        return "withdrawn"
    if not is_published:
        return "circulating" if is_circulating else "draft"
    if closes_at is not None and now < closes_at:
        return "closing" if closes_at - now <= CLOSING_SOON else "open"
    if is_decided:
        return "decided"
    return "at_meeting" if is_at_meeting else "compiling"

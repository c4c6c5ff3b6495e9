"""The parties' side of a report: what was asked of whom, what they answered, what was waived."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from portal.reports.rows import ReportRows, RequestRow, RequirementRow, SettlementRow
from portal.reports.values import Asked, Opinion, Reply, Settlement, Theme, Waiver

WITHOUT_OBJECTION = ("no_comment", "agree")
AGREEING = ("subdistrict", "department", "industry_department")


def compile_asked(rows: ReportRows, opinions: dict[int, Opinion], cutoff: datetime) -> tuple[Asked, ...]:
    """Each requirement beside what was done: its letters, the public round, a waiver, the unit's own opinion, or nothing."""
    waived = {waiver.requirement_id: waiver for waiver in rows.waivers}
    lines = []
    for requirement in rows.requirements:
        if requirement.id in waived:
            lines.append(_line(requirement, state="waived", met=True, note=waived[requirement.id].reason))
        elif requirement.party == "resident":
            lines.append(_public(requirement, rows, opinions))
        else:
            lines += _letters(requirement, rows, opinions, cutoff)
    return tuple(_once_each(lines))


def _once_each(lines: list[Asked]) -> Iterator[Asked]:
    """A letter that serves two duties of its party has one line, under the clauses of both."""
    alike: dict[Asked, list[Asked]] = {}
    for line in lines:
        alike.setdefault(replace(line, clauses=(), mandatory=True, met=True), []).append(line)
    for same in alike.values():
        clauses = dict.fromkeys(clause for line in same for clause in line.clauses)
        mandatory, met = any(line.mandatory for line in same), all(line.met for line in same)
        yield replace(same[0], clauses=tuple(clauses), mandatory=mandatory, met=met)


def _line(requirement: RequirementRow, **done) -> Asked:
    return Asked(
        party=requirement.party,
        name=done.pop("name", requirement.unit or ""),
        clauses=requirement.clauses,
        mandatory=requirement.mandatory,
        **done,
    )


def _public(requirement: RequirementRow, rows: ReportRows, opinions: dict[int, Opinion]) -> Asked:
    if rows.opened_at is None:
        return _line(requirement, state="missing", met=False)
    counted = [o for o in opinions.values() if o.party == "resident" and o.bucket == "counted"]
    return _line(
        requirement,
        state="public",
        met=True,
        form="public_notice",
        sent_at=rows.opened_at,
        due_at=rows.closes_at,
        count=len(counted),
    )


def _letters(
    requirement: RequirementRow, rows: ReportRows, opinions: dict[int, Opinion], cutoff: datetime
) -> Iterator[Asked]:
    requests = [request for request in rows.requests if requirement.id in request.requirement_ids]
    unheard = requirement.silence_counts and all(request.due_at and request.due_at <= cutoff for request in requests)
    met = bool(requests) and (unheard or any(_answer(request, opinions) for request in requests))
    if not requests:
        yield _line(requirement, state="missing", met=False)
    for request in requests:
        answer = _answer(request, opinions)
        yield _line(
            requirement,
            name=request.person,
            state=_state(request, answer, unheard),
            met=met,
            form=request.form,
            sent_at=request.sent_at,
            due_at=request.due_at,
            replied_on=answer and answer.received_on,
            kind=answer and answer.stance,
        )


def _state(request: RequestRow, answer: Opinion | None, unheard: bool) -> str:
    if answer is None:
        return "unheard" if unheard else "silent"
    if request.own:
        return "own"
    return "late" if request.late else "answered"


def compile_replies(
    rows: ReportRows, opinions: dict[int, Opinion], themes: dict[int, Theme]
) -> tuple[Reply, ...]:
    """Every letter sent, with its answer, what became of it and how the disagreement ended."""
    settlements = {row.opinion_id: row for row in rows.settlements}
    return tuple(
        _reply(request, _answer(request, opinions), settlements.get(request.opinion_id), themes)
        for request in sorted(rows.requests, key=lambda request: (request.sent_at, request.id))
    )


def _settlement(row: SettlementRow) -> Settlement:
    return Settlement(row.settled, row.how, row.settled_on, row.our_view, row.basis)


def _reply(request: RequestRow, answer: Opinion | None, settlement_row, themes: dict[int, Theme]) -> Reply:
    settlement = settlement_row and _settlement(settlement_row)
    letter = {
        "party": request.party,
        "name": request.person,
        "form": request.form,
        "sent_at": request.sent_at,
        "due_at": request.due_at,
        "own": request.own,
        "blocks": request.must_agree,
        "agreement": _agreement(request, answer, settlement),
    }
    if answer is None:
        return Reply(**letter)
    answered_by = [themes[number] for number in dict.fromkeys(p.theme for p in answer.points if p.theme)]
    return Reply(
        **letter,
        number=answer.number,
        replied_on=answer.received_on,
        late=request.late,
        kind=answer.stance,
        text=answer.text,
        verdicts=tuple(dict.fromkeys(point.answer for point in answer.points)),
        reasons=tuple(theme.reason for theme in answered_by if theme.reason),
        settlement=settlement,
        attachments=request.attachments,
    )


def _answer(request: RequestRow, opinions: dict[int, Opinion]) -> Opinion | None:
    answer = opinions.get(request.opinion_id)
    return answer if answer and answer.bucket == "counted" else None


def _agreement(request: RequestRow, answer: Opinion | None, settlement: Settlement | None) -> str:
    if request.superseded:
        return "superseded"
    if answer is None:
        return "silent"
    if answer.stance in WITHOUT_OBJECTION or (settlement and settlement.settled):
        return "agreed"
    return "unsettled" if request.party in AGREEING else "advisory"


def compile_waivers(rows: ReportRows) -> tuple[Waiver, ...]:
    """The requirements let fall, each with reason and approver."""
    requirements = {row.id: row for row in rows.requirements}
    return tuple(
        Waiver(
            party=requirements[row.requirement_id].party,
            name=requirements[row.requirement_id].unit or "",
            reason=row.reason,
            approver=row.approver,
            approved_on=row.approved_on,
            clauses=requirements[row.requirement_id].clauses,
        )
        for row in rows.waivers
    )

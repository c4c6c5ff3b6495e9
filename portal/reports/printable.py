"""The rows of a report, fit to print: who is named, who is masked, and no personal number in anybody's words."""

from collections.abc import Iterator
from dataclasses import replace

from portal.reports.mask import People, full_names, mask_name, mask_text
from portal.reports.rows import OpinionRow, PointRow, ReportRows, RequestRow, SettlementRow, ThemeRow, WaiverRow
from portal.surveys.values import SurveyFigures

SIGNING = ("expert", "planner")
WITHDRAWN = "（本人已撤回）"


def printable(rows: ReportRows) -> ReportRows:
    """The same rows with every name and text as it may be printed.

    Units are named in full, experts and planners, who sign, by name; everybody else is masked, also where somebody
    writes about them. What was withdrawn is no longer shown.
    """
    people = full_names(_people(rows), known=_known(rows))
    return replace(
        rows,
        requests=tuple(_request(row, people) for row in rows.requests),
        waivers=tuple(_waiver(row, people) for row in rows.waivers),
        settlements=tuple(_settlement(row, people) for row in rows.settlements),
        opinions=tuple(_opinion(row, people) for row in rows.opinions),
        points=tuple(_points(rows, people)),
        themes=tuple(_theme(row, people) for row in rows.themes),
        flags=tuple(replace(each, explanation=mask_text(each.explanation, people)) for each in rows.flags),
        originals=tuple(replace(each, name=mask_text(each.name, people)) for each in rows.originals),
        prose=tuple(replace(each, text=mask_text(each.text, people)) for each in rows.prose),
        surveys=tuple(_survey(each, people) for each in rows.surveys),
    )


def _people(rows: ReportRows) -> list[str]:
    authors = [row.name for row in rows.opinions if not _signs(row)]
    return authors + [row.person for row in rows.requests if not _signs(row)]


def _known(rows: ReportRows) -> str:
    """Words that stand in the proposal and in the units' names: places, not people."""
    units = [row.unit for row in (*rows.requirements, *rows.requests) if row.unit]
    return "|".join((rows.proposal.title, rows.proposal.location, *rows.proposal.subdistricts, *units))


def _signs(row: OpinionRow | RequestRow) -> bool:
    return row.unit is not None or row.party in SIGNING


def _name(row: OpinionRow | RequestRow, name: str) -> str:
    if row.unit:
        return row.unit
    return name if row.party in SIGNING else mask_name(name)


def _opinion(row: OpinionRow, people: People) -> OpinionRow:
    text = WITHDRAWN if row.withdrawn else mask_text(row.text, people, author="" if _signs(row) else row.name)
    invalid = row.invalid_reason and mask_text(row.invalid_reason, people)
    return replace(row, name=_name(row, row.name), text=text, invalid_reason=invalid)


def _request(row: RequestRow, people: People) -> RequestRow:
    files = tuple(mask_text(name, people) for name in row.attachments)
    return replace(row, person=_name(row, row.person), attachments=files)


def _points(rows: ReportRows, people: People) -> Iterator[PointRow]:
    authors = {row.id: "" if _signs(row) else row.name for row in rows.opinions}
    for row in rows.points:
        yield replace(row, text=mask_text(row.text, people, authors[row.opinion_id])) if row.text else row


def _theme(row: ThemeRow, people: People) -> ThemeRow:
    title, reason, change = (mask_text(text, people) for text in (row.title, row.reason, row.change))
    promise = row.promise and replace(row.promise, text=mask_text(row.promise.text, people))
    return replace(row, title=title, reason=reason, change=change, promise=promise)


def _settlement(row: SettlementRow, people: People) -> SettlementRow:
    how, our_view, basis = (mask_text(text, people) for text in (row.how, row.our_view, row.basis))
    return replace(row, how=how, our_view=our_view, basis=basis)


def _survey(figures: SurveyFigures, people: People) -> SurveyFigures:
    questions = (
        replace(each, texts=tuple(mask_text(text, people) for text in each.texts)) for each in figures.questions
    )
    return replace(figures, questions=tuple(questions))


def _waiver(row: WaiverRow, people: People) -> WaiverRow:
    return replace(row, reason=mask_text(row.reason, people))

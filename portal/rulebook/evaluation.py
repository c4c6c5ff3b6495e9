"""What the rules say about one proposal, as frozen values, and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.rulebook.values import Approval, Clause, Paper, Text


@dataclass(frozen=True)
class PartyRequirement:
    """One party (and unit, when known by name) to ask; see PartyRule for the flags.

    `own_opinion`: this unit brings the proposal itself, its slot is closed with its own opinion, not a letter.
    """

    party: str
    unit: str | None
    mandatory: bool
    waivable: bool
    after: tuple[str, ...]
    consensus: bool
    silence_counts: bool
    clauses: tuple[Clause, ...]
    own_opinion: bool = False


@dataclass(frozen=True)
class FormsRequirement:
    """The least number of different forms of consultation, counted over `parties`."""

    value: int
    parties: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class PaperRequirement:
    """A field, paper or check the submission must hold."""

    paper: Paper
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ApprovalRequirement:
    """A consent that must be on record."""

    approval: Approval
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class PeriodRequirement:
    """The least period of the public round: `unit` is day or working_day."""

    value: int
    unit: str
    shortenable: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Note:
    """A warning or notice of one rule; `words` fill the placeholders of its text."""

    rule: str
    text: Text
    words: Mapping[str, str]
    clauses: tuple[Clause, ...]

    def __str__(self) -> str:
        return self.text.zh % self.words


@dataclass(frozen=True)
class Evaluation:
    """Everything the rulebook says about the facts it was given."""

    version: str
    promoting_units: tuple[str, ...]
    needs_designation: bool
    lead_required: bool
    promotion_clauses: tuple[Clause, ...]
    commercial: bool
    parties: tuple[PartyRequirement, ...]
    minimum_forms: FormsRequirement
    papers: tuple[PaperRequirement, ...]
    approvals: tuple[ApprovalRequirement, ...]
    minimum_period: PeriodRequirement
    warnings: tuple[Note, ...]
    notices: tuple[Note, ...]

    def party(self, party: str, unit: str | None = None) -> PartyRequirement | None:
        """The requirement for a party and unit, if there is one."""
        return next((entry for entry in self.parties if (entry.party, entry.unit) == (party, unit)), None)


def to_json(evaluation: Evaluation) -> dict:
    """The evaluation as plain JSON values; several clauses of one entry make lists."""
    forms, period = evaluation.minimum_forms, evaluation.minimum_period
    return {
        "rulebook_version": evaluation.version,
        "promoting_units": list(evaluation.promoting_units),
        "needs_designation": evaluation.needs_designation,
        "lead_required": evaluation.lead_required,
        "promotion": cited(evaluation.promotion_clauses),
        "parties": [_party(entry) for entry in evaluation.parties],
        "minimum_forms": {"value": forms.value, "parties": list(forms.parties)} | cited(forms.clauses),
        "documents": [_paper(entry) for entry in evaluation.papers],
        "approvals": [_approval(entry) for entry in evaluation.approvals],
        "minimum_period": {"value": period.value, "unit": period.unit, "shortenable": period.shortenable}
        | cited(period.clauses),
        "warnings": [str(note) for note in evaluation.warnings],
        "notices": [{"rule": note.rule, "text": str(note)} | cited(note.clauses) for note in evaluation.notices],
    }


def cited(clauses: Iterable[Clause]) -> dict:
    """`clause` and `quote`: a word when there is one, a list when there are several."""
    citations = [clause.citation for clause in clauses]
    quotes = [clause.quote for clause in clauses]
    return {"clause": _one_or_list(citations), "quote": _one_or_list(quotes)}


def _one_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _party(entry: PartyRequirement) -> dict:
    return {
        "party": entry.party,
        "unit": entry.unit,
        "mandatory": entry.mandatory,
        "waivable": entry.waivable,
        "after": list(entry.after),
        "own_opinion": entry.own_opinion,
    } | cited(entry.clauses)


def _paper(entry: PaperRequirement) -> dict:
    paper = entry.paper
    head = {"id": paper.id, "name": paper.name.zh, "kind": paper.kind, "if_applicable": paper.if_applicable}
    return head | cited(entry.clauses)


def _approval(entry: ApprovalRequirement) -> dict:
    approval = entry.approval
    return {"id": approval.id, "by": approval.by, "name": approval.name.zh} | cited(entry.clauses)

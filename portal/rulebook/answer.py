"""An evaluation in the order a reader needs: who is asked first, who after them, and the papers by their clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.rulebook.evaluation import ApprovalRequirement, Evaluation, PaperRequirement, PartyRequirement
from portal.rulebook.values import Clause

Parties = tuple[PartyRequirement, ...]


@dataclass(frozen=True)
class Steps:
    """The parties that must be asked, by their turn; `advised` should be asked; `approvals` follow the agreement."""

    first: Parties
    then: Parties
    anytime: Parties
    advised: Parties
    approvals: tuple[ApprovalRequirement, ...]


def steps_of(evaluation: Evaluation) -> Steps:
    """Put the parties in their order; without any order between them, all may be asked at any time."""
    required = [entry for entry in evaluation.parties if entry.mandatory]
    then = tuple(entry for entry in required if entry.after)
    awaited = {party for entry in then for party in entry.after}
    first = tuple(entry for entry in required if entry.party in awaited and not entry.after)
    return Steps(
        first=first,
        then=then,
        anytime=tuple(entry for entry in required if entry not in first + then),
        advised=tuple(entry for entry in evaluation.parties if not entry.mandatory),
        approvals=tuple(entry for entry in evaluation.approvals if entry.approval.after_consensus),
    )


def alike(entries: Iterable[PartyRequirement]) -> list[list[PartyRequirement]]:
    """Parties that are asked on the same terms and under the same clauses, gathered to be said once."""
    gathered: dict[tuple, list[PartyRequirement]] = {}
    for entry in entries:
        apart = entry.party if entry.unit or entry.party == "resident" else None
        terms = (apart, entry.clauses, entry.consensus, entry.waivable, entry.own_opinion)
        gathered.setdefault(terms, []).append(entry)
    return list(gathered.values())


def party_codes(entries: Iterable[PartyRequirement]) -> list[str]:
    """The parties of some entries, each once, in order."""
    return list(dict.fromkeys(entry.party for entry in entries))


def papers_by_clause(evaluation: Evaluation) -> dict[tuple[Clause, ...], list[PaperRequirement]]:
    """What the meeting needs, gathered under the clauses that ask for it."""
    gathered: dict[tuple[Clause, ...], list[PaperRequirement]] = {}
    for entry in evaluation.papers:
        gathered.setdefault(entry.clauses, []).append(entry)
    return gathered

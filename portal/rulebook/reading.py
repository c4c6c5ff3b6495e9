"""How the tables of a data file become documents, clauses and rules; a slip in the data is a ValueError."""

from collections.abc import Iterator

from portal.rulebook.conditions import CONDITIONS
from portal.rulebook.values import (
    Approval,
    Clause,
    Document,
    Paper,
    PartyRule,
    Period,
    Promotion,
    Rule,
    Text,
)

RULE_KEYS = {
    "id", "title", "title_en", "clauses", "when", "subtypes", "reading", "reading_en", "promotion", "party", "forms",
    "paper", "approval", "period", "warning", "warning_en", "notice", "notice_en", "since", "until",
}  # fmt: skip


def read_document(entry: dict) -> Document:
    """The document a file is about."""
    return Document(
        entry["id"],
        _text(entry, "title"),
        entry.get("number", ""),
        entry["status"],
        str(entry.get("effective", "")),
        _text(entry, "note"),
    )


def read_clauses(data: dict, documents: dict[str, Document]) -> Iterator[Clause]:
    """The clauses of a file: id and citation are the document's prefixes before the clause's own `ref`."""
    for entry in data.get("clause", ()):
        head = data["document"]
        yield Clause(head["short"] + entry["ref"], head["cite"] + entry["ref"], entry["quote"], documents[head["id"]])


def read_rule(entry: dict, clauses: dict[str, Clause]) -> Rule:
    """One rule; its clause ids must be known and its conditions among the closed vocabulary."""
    _check_rule(entry, clauses)
    return Rule(
        id=entry["id"],
        title=_text(entry, "title"),
        clauses=tuple(clauses[ref] for ref in entry["clauses"]),
        when=tuple(entry.get("when", ())),
        subtypes=tuple(entry.get("subtypes", ())),
        reading=_text(entry, "reading"),
        promotion=_promotion(entry.get("promotion")),
        parties=tuple(_party(party) for party in entry.get("party", ())),
        forms=entry.get("forms", 0),
        papers=tuple(Paper(**_named(paper)) for paper in entry.get("paper", ())),
        approvals=tuple(Approval(**_named(approval)) for approval in entry.get("approval", ())),
        period=Period(**entry["period"]) if "period" in entry else None,
        warning=_text(entry, "warning"),
        notice=_text(entry, "notice"),
    )


def _check_rule(entry: dict, clauses: dict[str, Clause]) -> None:
    strange = set(entry) - RULE_KEYS
    unknown = set(entry.get("when", ())) - set(CONDITIONS)
    loose = [ref for ref in entry["clauses"] if ref not in clauses]
    if strange or unknown or loose or not entry["clauses"]:
        raise ValueError(f"rule {entry['id']}: keys {strange}, conditions {unknown}, clauses {loose or entry['clauses']}")


def _text(entry: dict, key: str) -> Text | None:
    return Text(entry[key], entry[f"{key}_en"]) if key in entry else None


def _named(entry: dict) -> dict:
    rest = {key: value for key, value in entry.items() if key not in ("name", "name_en")}
    return rest | {"name": _text(entry, "name")}


def _party(entry: dict) -> PartyRule:
    return PartyRule(**entry | {"after": tuple(entry.get("after", ()))})


def _promotion(entry: dict | None) -> Promotion | None:
    return Promotion(tuple(entry.get("units", ())), entry.get("by", "name")) if entry else None

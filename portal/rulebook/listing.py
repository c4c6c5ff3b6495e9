"""The whole rulebook as plain JSON values."""

from portal.rulebook.book import Book
from portal.rulebook.evaluation import cited
from portal.rulebook.values import Rule


def list_book(book: Book) -> dict:
    """Every rule of a version, with its clauses quoted and the document each comes from."""
    return {"rulebook_version": book.version, "rules": [_rule(rule) for rule in book.rules.values()]}


def _rule(rule: Rule) -> dict:
    return {
        "id": rule.id,
        "title": rule.title.zh,
        "title_en": rule.title.en,
        "when": list(rule.when),
        "subtypes": list(rule.subtypes),
        "requires": _requires(rule),
        "reading": rule.reading.zh if rule.reading else None,
        "sources": sorted({clause.document.status for clause in rule.clauses}),
    } | cited(rule.clauses)


def _requires(rule: Rule) -> dict:
    """Only what the rule does require."""
    wanted = {
        "promotion": rule.promotion and (list(rule.promotion.units) or rule.promotion.by),
        "parties": [_party(asked) for asked in rule.parties],
        "forms": rule.forms,
        "documents": [paper.name.zh for paper in rule.papers],
        "approvals": [f"{approval.by}：{approval.name}" for approval in rule.approvals],
        "period": rule.period and {"value": rule.period.value, "unit": rule.period.unit},
        "warning": rule.warning and rule.warning.zh,
        "notice": rule.notice and rule.notice.zh,
    }
    return {name: value for name, value in wanted.items() if value}


def _party(asked) -> str:
    return f"{asked.party} {asked.unit}" if asked.unit else asked.party

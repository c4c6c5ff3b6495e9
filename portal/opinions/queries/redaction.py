"""The words of opinions as they may be published. Whatever shows an opinion to the public asks here."""

from portal.opinions.models import Opinion, Point
from portal.opinions.redacting import Decision, Proposed, proposals, published


def public_text(opinion: Opinion) -> str:
    """What may be published of an opinion; for many, load `redactions` and the rounds with their versions first."""
    return published(opinion.text, decisions(opinion), public_addresses(opinion))


def public_words(point: Point) -> str:
    """What may be published of a point."""
    return published(point.opinion.text, decisions(point.opinion), public_addresses(point.opinion), point.span)


def proposed(opinion: Opinion) -> list[Proposed]:
    """What was found in an opinion's words and what was decided about it, in the order of the text."""
    return proposals(opinion.text, decisions(opinion), public_addresses(opinion))


def decisions(opinion: Opinion) -> list[Decision]:
    """What people decided about passages of an opinion."""
    return [Decision(each.start, each.end, each.kind, each.is_hidden, each.reason) for each in opinion.redactions]


def public_addresses(opinion: Opinion) -> tuple[str, ...]:
    """Where the place itself is, which everybody may read."""
    version = opinion.round.version
    return version.location, version.title

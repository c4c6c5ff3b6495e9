"""Short ways to ask the rulebook."""

from portal.rulebook.book import current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.facts import parse_facts


def facts(**given):
    """The facts, read as the command line reads them."""
    return parse_facts(given, current_book().catalogue)


def evaluated(areas=None, forms=None, **given):
    """What the current rulebook says about the facts."""
    return evaluate(facts(**given), areas=areas, forms=forms)

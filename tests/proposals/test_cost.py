"""The SQL a page sends does not grow with the rows it shows; public pages send few statements at all."""

import pytest

from portal.consultations import actions
from portal.proposals.actions import edit_version, new_version, record_secrecy_review
from tests.builders import TODAY_DATE, a_draft, a_handler, a_published_proposal, a_reviewer, a_unit, an_area
from tests.statements import counted


def sent(browser, path):
    """How many statements one page sends, once it has been opened before."""
    assert browser.get(path).status_code == 200
    with counted() as statements:
        browser.get(path)
    return len(statements)

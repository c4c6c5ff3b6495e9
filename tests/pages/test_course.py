"""The course of the procedure: what is over, where today stands, what lies ahead."""

from datetime import timedelta

import pytest

from portal.pages.rules import Milestones, course
from tests.settings import TODAY

WEEK = timedelta(days=7)
HEARD = {"published_at": TODAY, "opened_at": TODAY, "closes_at": TODAY + WEEK}
INSIDE = HEARD | {"asked_at": TODAY - 2 * WEEK, "asked_until": TODAY - WEEK}
SENT = HEARD | {"settled_at": TODAY + WEEK, "submitted_at": TODAY + 2 * WEEK}
DECIDED = SENT | {"decided_on": (TODAY + 3 * WEEK).date()}


@pytest.mark.parametrize(("told", "weeks", "today", "ahead"), [
    (HEARD, 0, "public", ["compiling", "submitted", "meeting", "announced"]),
    (INSIDE, 0, "public", ["compiling", "submitted", "meeting", "announced"]),
    (HEARD, 1, "compiling", ["submitted", "meeting", "announced"]),
    (SENT, 2, "meeting", ["announced"]),
    (SENT | {"goes_up": True}, 2, "meeting", ["government", "announced"]),
    (DECIDED, 3, "announced", []),
    (DECIDED | {"goes_up": True}, 3, "government", ["announced"]),
    (DECIDED | {"told_at": TODAY + 4 * WEEK}, 5, None, []),
    (DECIDED | {"told_at": TODAY + 4 * WEEK, "closes_at": TODAY + 9 * WEEK}, 5, "public",
     ["compiling", "submitted", "meeting", "announced"]),
    (HEARD | {"withdrawn_at": TODAY + 2 * WEEK}, 3, None, []),
])
def test_where_it_stands_and_what_lies_ahead(told, weeks, today, ahead):
    steps, at = course(Milestones(**told), TODAY + weeks * WEEK)
    assert [step.code for step in steps[at:]] == [today, *ahead] if today else at == len(steps)


def test_the_units_were_asked_before_the_publication_or_not_at_all():
    assert [step.code for step in course(Milestones(**INSIDE), TODAY)[0][:2]] == ["asked", "published"]
    assert course(Milestones(**HEARD), TODAY)[0][0].code == "published"


def test_a_withdrawn_proposal_ends_with_the_withdrawal():
    steps, _at = course(Milestones(**HEARD, withdrawn_at=TODAY + timedelta(days=1)), TODAY + WEEK / 2)
    assert [step.code for step in steps] == ["published", "withdrawn"]

"""Printed forms that come back: each is entered once, a photocopy only knowingly."""

import pytest
from sqlalchemy import func, select

from portal.errors import Refusal
from portal.opinions.actions import enter_form
from portal.opinions.actions.filling import entered_from
from portal.opinions.models import FilledForm, Opinion

DIGITS = "00000112345678912345"


@pytest.fixture
def enter(session, write, matter, clock):
    """`enter(words, token=…, is_copy=…)` — a form with DIGITS comes back."""

    def one(words="二层应当有电梯。", *, token="t1", is_copy=False):
        with write() as now:
            paper = {"channel": "counter", "stance": "suggest", "received_on": clock.now().date(), "source": "纸质意见表"}
            return enter_form(session, matter.consultation, DIGITS, is_copy=is_copy, token=token, text=words,
                              actor=matter.handler, now=now, **paper)

    return one


def test_a_form_becomes_a_paper_opinion_that_remembers_its_number(session, enter):
    opinion = enter()
    assert (opinion.channel, opinion.text) == ("counter", "二层应当有电梯。")
    assert entered_from(session, DIGITS) == [opinion]


def test_the_same_form_scanned_twice_is_told(session, enter):
    first = enter()
    with pytest.raises(Refusal, match=f"这张表已经录过，是第{first.number}号") as told:
        enter(token="t2")
    assert told.value.field == "is_copy"
    assert session.scalar(select(func.count(Opinion.id))) == 1


def test_a_photocopy_with_other_words_is_another_opinion(session, enter):
    first = enter()
    second = enter("院门口放两个凳子。", token="t2", is_copy=True)
    assert entered_from(session, DIGITS) == [first, second]


def test_a_retry_is_the_same_opinion(session, enter):
    assert enter().id == enter().id
    assert session.scalar(select(func.count(FilledForm.id))) == 1

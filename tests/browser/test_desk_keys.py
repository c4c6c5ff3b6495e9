"""Somebody who works with the keyboard alone finds the list, goes through its rows and opens one."""

import pytest

from tests.browser.actors import Staff
from tests.builders import a_draft, a_unit


@pytest.fixture
def handler(district, session, write, staff):
    """A handler with three drafts of the unit."""
    with write() as now:
        for number in (1, 2, 3):
            a_draft(session, now, unit=a_unit(session, now, "区房管局"), title=f"{number}号地下室")
    return staff(Staff, "fangguan")


def test_the_desk_by_keys(handler):
    handler.opens("/desk").presses("gp").sees("再利用方案", "3号地下室")
    handler.presses("j", "j", stays=True)
    assert handler.in_focus == "2号地下室"
    handler.presses("k", stays=True)
    assert handler.in_focus == "3号地下室"
    handler.presses("/", "2号", "?", stays=True)
    assert handler.has_typed("名称、地点或者编号") == "2号?"
    handler.opens("/desk/proposals").presses("?", stays=True).sees("下一行", "看这张快捷键表")
    handler.presses("\ue00c", "j", stays=True)
    assert handler.in_focus == "3号地下室"
    handler.presses("\ue007").sees("概况")

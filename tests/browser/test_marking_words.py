"""Staff mark words with the mouse: they become a point of their own, or words to hide; letters outside the BMP count as one."""

import pytest

from portal.opinions.actions import give_opinion
from portal.opinions.models import Opinion
from tests.browser.actors import Staff
from tests.builders import a_published_proposal
from tests.opinions.matter import the_matter

TEXT = "𠮷里的二层要有电梯也要有坡道。我是王秀英，盼着呢。"


@pytest.fixture
def opinion(district, session, write) -> int:
    """An opinion of two demands in one sentence."""
    with write() as now:
        a_published_proposal(session, now)
        return give_opinion(session, the_matter(session).consultation, stance="suggest", text=TEXT, relation="neighbour",
                            token="one", now=now).id


def test_words_marked_in_a_sentence_become_a_point(staff, session, opinion):
    handler = staff(Staff, "fangguan").opens(f"/desk/opinions/{opinion}/points")
    handler.selects("也要有坡道。", within="[data-piece]").clicks("把选中的字另起一个要点", stays=True)
    handler.clicks("保存要点").sees("现在有2个要点")
    session.rollback()
    assert sorted(each.words for each in session.get(Opinion, opinion).points) == [
        "也要有坡道。我是王秀英，盼着呢。", "𠮷里的二层要有电梯"]


def test_words_marked_in_the_original_are_hidden(staff, opinion):
    handler = staff(Staff, "fangguan").opens(f"/desk/opinions/{opinion}/redactions")
    handler.selects("王秀英", within="[data-original]")
    assert handler.has_typed("要隐去的字") == "王秀英"
    handler.fills("理由", "居民的姓名").clicks("保存").sees("已经记下第1号意见哪些内容隐去")

"""The copy for publication: hidden until somebody decides, decided with a reason, the original untouched."""

import pytest
from sqlalchemy import select

from portal.errors import InvalidInput
from portal.files.intake import prepare
from portal.files.models import Attachment
from portal.files.visibility import may_see
from portal.journal import JournalEntry
from portal.opinions.actions import attach_papers, confirm_redactions, split_opinion
from portal.opinions.actions.steps import undo
from portal.opinions.models import Opinion, Redaction, Step
from portal.opinions.queries.redaction import proposed, public_text, public_words
from portal.opinions.redacting import HIDDEN, Decision, occurrences
from portal.permissions import Actor
from tests.files.samples import picture
from tests.opinions.matter import an_opinion

TEXT = "二层要有电梯。我是王秀英，电话13812345678，住3号楼。"
PHONE, HOUSE, NAME = (occurrences(TEXT, words)[0] for words in ("13812345678", "3号楼", "王秀英"))
HIDE_PHONE, HIDE_NAME = (*PHONE, "phone", True, "电话号码"), (*NAME, "name", True, "本人姓名")
KEEP_HOUSE = (*HOUSE, "house_number", False, "说的是方案里的楼")


@pytest.fixture
def said(session, write, matter):
    with write() as now:
        return an_opinion(session, matter, now, "t1", text=TEXT)


@pytest.fixture
def decide(session, write, matter, said):
    def about(*decisions):
        with write() as now:
            confirm_redactions(session, said, [Decision(*each) for each in decisions], actor=matter.handler, now=now)
        session.expire_all()
    return about


def test_what_is_found_is_hidden_before_anybody_has_looked(said):
    assert public_text(said) == f"二层要有电梯。我是王秀英，电话{HIDDEN}，住{HIDDEN}。"


def test_a_person_confirms_rejects_and_marks_others(session, said, decide):
    decide(HIDE_PHONE, KEEP_HOUSE, HIDE_NAME)
    assert public_text(said) == f"二层要有电梯。我是{HIDDEN}，电话{HIDDEN}，住3号楼。"
    assert [(each.words, each.decision.reason) for each in proposed(said)] == [
        ("王秀英", "本人姓名"), ("13812345678", "电话号码"), ("3号楼", "说的是方案里的楼")]
    assert session.get(Opinion, said.id).text == TEXT


def test_deciding_again_replaces_and_the_step_can_be_taken_back(session, write, matter, said, decide):
    decide(KEEP_HOUSE)
    decide((*HOUSE, "house_number", True, "原来是他家"))
    assert HIDDEN + "。" in public_text(said)
    with write() as now:
        undo(session, session.scalars(select(Step).order_by(Step.id.desc())).first(), actor=matter.handler, now=now)
    session.expire_all()
    assert "住3号楼。" in public_text(said)
    assert session.scalars(select(Redaction)).one().reason == "说的是方案里的楼"


def test_a_point_hides_what_lies_in_it_also_when_it_is_cut_through(session, write, matter, said, decide):
    decide(HIDE_NAME)
    with write() as now:
        split_opinion(session, said, [(0, 7), (7, PHONE[0] + 4), (PHONE[0] + 4, len(TEXT))], actor=matter.handler, now=now)
    session.expire_all()
    assert [public_words(point) for point in said.points] == [
        "二层要有电梯。", f"我是{HIDDEN}，电话{HIDDEN}", f"{HIDDEN}，住{HIDDEN}。"]


@pytest.mark.parametrize(("decision", "told"), [
    ((0, 99, "phone", True, "理由"), "不在原文里"), ((5, 5, "phone", True, "理由"), "不在原文里"),
    ((-1, 3, "name", True, "理由"), "不在原文里"), ((*PHONE, "phone", True, "  "), "请写明"),
    ((*PHONE, "secret", True, "理由"), "什么信息"),
])
def test_a_decision_that_cannot_be_is_refused(session, decide, decision, told):
    with pytest.raises(InvalidInput, match=told):
        decide(decision)
    assert session.scalars(select(Redaction)).all() == []


def test_no_decision_at_all_is_told(decide):
    with pytest.raises(InvalidInput, match="请先选择"):
        decide()


def test_the_journal_holds_kinds_and_no_words(session, decide):
    decide(HIDE_PHONE, HIDE_NAME)
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "redaction.confirm")).one()
    assert entry.details == {"hidden": ["phone", "name"], "kept": []}


def test_every_place_of_the_same_words_is_found():
    assert occurrences("王家和王家", "王家") == [(0, 2), (3, 5)]
    assert occurrences("王家", "") == [] and occurrences("", "王") == []


def test_the_files_of_an_opinion_are_never_public(app, session, write, matter, said):
    with write() as now:
        attach_papers(session, app.extensions["storage"], said, [prepare("原件.jpg", picture())], actor=matter.handler, now=now)
        attachment = session.scalars(select(Attachment)).one()
        attachment.visibility = "public"
        session.flush()
        assert not may_see(session, attachment, Actor(), now)

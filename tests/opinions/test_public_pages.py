"""A resident speaks, keeps the receipt and finds what became of it; bad input keeps what was typed."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from portal.opinions.actions import create_theme, decide_theme, mark, place_points, set_no_demand
from portal.opinions.models import Opinion, OpinionContact
from portal.proposals.actions import withdraw_proposal
from tests.builders import a_user
from tests.opinions.matter import a_pledge, an_opinion
from tests.opinions.pages import SPEAKING, receipt_of, send, speak, token_on


def stored(session, model=Opinion):
    """What is stored now."""
    session.rollback()
    return session.scalars(select(model)).all()


def a_photo():
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    return picture.getvalue()


def test_a_resident_speaks_and_finds_it_again(client, clock, session, matter):
    thanks = client.get(speak(client, clock, matter, name="王女士", phone="66039988").location)
    receipt = stored(session)[0].receipt
    assert "谢谢，您的意见收到了" in thanks.text and receipt in thanks.text
    assert thanks.headers["Cache-Control"] == "no-store"
    found = client.post("/receipts", data={"receipt": receipt.lower().replace("-", " ")}, follow_redirects=True)
    assert "二层应当有电梯。" in found.text and "正在整理和办理" in found.text
    assert "王女士" not in found.text and "66039988" not in found.text


def test_who_sees_the_name_is_said_before_the_field(client, matter):
    page = client.get(f"/proposals/{matter.number}/opinions/new").text
    assert page.index("只有区商务局的经办人") < page.index('name="name"')


def test_a_double_click_leads_to_the_same_receipt(client, clock, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    token = token_on(client.get(address).text)
    clock.advance(timedelta(seconds=30))
    answers = [client.post(address, data={"token": token, **SPEAKING}) for _ in range(3)]
    assert len({receipt_of(each) for each in answers}) == 1
    assert len(stored(session)) == 1


def test_a_form_changed_after_it_was_sent_is_a_second_opinion_once_it_is_sent_again(client, clock, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    token = token_on(client.get(address).text)
    clock.advance(timedelta(seconds=30))
    client.post(address, data={"token": token, **SPEAKING})
    changed = {**SPEAKING, "text": "还要有厕所。"}
    asked = client.post(address, data={"token": token, **changed})
    assert asked.status_code == 409 and "已经交过一次意见" in asked.text and "还要有厕所。" in asked.text
    clock.advance(timedelta(seconds=30))
    client.post(address, data={"token": token_on(asked.text), **changed})
    assert len(stored(session)) == 2


BAD = [
    ({"stance": ""}, "请先选一项您的态度"), ({"relation": ""}, "请选一项最接近的"), ({"text": "   "}, "只有空格"),
    ({"stance": "support", "text": " 　\n"}, "只有空格"), ({"text": ""}, "需要写出内容"),
    ({"text": "字" * 20_001}, "您写了 20001 个字"), ({"text": "字" * 300_000}, "您写了 300000 个字"),
    ({"phone": "123"}, "电话号码似乎不完整"), ({"email": "wang"}, "电子邮箱写得不完整"), ({"name": "王" * 31}, "姓名太长"),
    ({"stance": "disagree"}, "stance"), ({"website": "http://spam"}, "请留空"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_input_is_answered_with_a_sentence_and_keeps_what_was_typed(client, clock, session, matter, change, sentence):
    typed = {"text": "保留的话：二层要电梯。", "name": "王女士"} | change
    answer = speak(client, clock, matter, **typed)
    assert answer.status_code == 422 and sentence in answer.text
    assert typed["text"].strip() in answer.text and typed["name"] in answer.text
    assert len(stored(session)) == 0


@pytest.mark.parametrize(("text", "shown"), [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("=1+1", "=1+1"),
    ("𠮷、䶮、阿·卜杜拉", "𠮷、䶮、阿·卜杜拉"),
    ("%(name)s {{ 7*7 }}", "%(name)s {{ 7*7 }}"), ("字" * 20_000, "字" * 20_000),
])
def test_strange_words_are_kept_and_shown_as_words(client, clock, matter, text, shown):
    page = client.get(speak(client, clock, matter, text=text).location)
    assert shown in page.text


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("意见.doc", "旧版文档".encode("gb18030"), "格式不能接收"), ("空.jpg", b"", "是空的"),
    ("坏.jpg", b"\xff\xd8\xff\xe0broken", "打不开"),
    ("大.pdf", b"%PDF-1.7" + b"0" * (20 * 1024 * 1024), "超过 20 MB"),
])
def test_a_bad_file_keeps_the_typed_text_and_stores_nothing(client, clock, session, matter, name, data, sentence):
    answer = speak(client, clock, matter, files=(io.BytesIO(data), name))
    assert answer.status_code == 422 and sentence in answer.text and "二层应当有电梯。" in answer.text
    assert len(stored(session)) == 0


def test_a_photo_is_for_staff_only(client, clock, session, sign_in, matter):
    speak(client, clock, matter, files=(io.BytesIO(a_photo()), "楼梯.jpg"))
    opinion = stored(session)[0]
    page = sign_in(matter.handler).get(f"/desk/opinions/{opinion.id}").text
    address = page.split('href="/files/')[1].split('"')[0]
    assert sign_in(matter.handler).get(f"/files/{address}").status_code == 200
    assert client.get(f"/files/{address}").status_code == 404


def test_a_form_that_comes_too_fast_or_too_late_keeps_the_words(client, clock, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    token = token_on(client.get(address).text)
    fast = client.post(address, data={"token": token, **SPEAKING})
    assert fast.status_code == 422 and "提交得太快" in fast.text and SPEAKING["text"] in fast.text
    clock.advance(timedelta(days=2))
    for old in (token, "forged", ""):
        late = client.post(address, data={"token": old, **SPEAKING})
        assert late.status_code == 422 and "打开得太久" in late.text and SPEAKING["text"] in late.text
    clock.advance(timedelta(seconds=30))
    assert client.post(address, data={"token": token_on(late.text), **SPEAKING}).status_code == 302


def test_a_closed_consultation_says_until_when_and_keeps_the_words(client, clock, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    clock.instant = matter.round.closes_at - timedelta(seconds=30)
    token = token_on(client.get(address).text)
    clock.instant = matter.round.closes_at
    answer = client.post(address, data={"token": token, **SPEAKING})
    assert answer.status_code == 409 and "已于2026年6月20日截止" in answer.text and SPEAKING["text"] in answer.text
    assert client.get(address).status_code == 409
    assert len(stored(session)) == 0


def test_a_withdrawn_proposal_says_so_and_keeps_the_words(client, clock, write, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    token = token_on(client.get(address).text)
    with write() as now:
        withdraw_proposal(session, matter.consultation.proposal, "另行选址。", actor=matter.handler, now=now)
    clock.advance(timedelta(seconds=30))
    answer = client.post(address, data={"token": token, **SPEAKING})
    assert answer.status_code == 409 and "已经撤回" in answer.text and SPEAKING["text"] in answer.text


def test_an_opinion_can_be_withdrawn_until_the_closing(client, clock, session, matter):
    receipt = receipt_of(speak(client, clock, matter, phone="66039988"))
    page = client.post(f"/receipts/{receipt}/withdraw", follow_redirects=True).text
    assert "已经撤回" in page and f"/receipts/{receipt}/withdraw" not in page
    assert stored(session, OpinionContact) == []
    kept = receipt_of(speak(client, clock, matter))
    clock.instant = matter.round.closes_at
    assert f"/receipts/{kept}/withdraw" not in client.get(f"/receipts/{kept}").text
    refused = client.post(f"/receipts/{kept}/withdraw")
    assert refused.status_code == 409 and "不能再撤回" in refused.text


@pytest.mark.parametrize("typed", ["AAAA-AAAA-AAAA-AAAA", "1", "乱写的", "%00'; DROP TABLE opinions", "K" * 100])
def test_guessing_receipts_always_gets_the_same_words(client, clock, session, matter, typed):
    speak(client, clock, matter)
    answer = client.post("/receipts", data={"receipt": typed})
    assert answer.status_code == 422 and "没有找到这个回执编号。请对照回执再输一遍" in answer.text
    assert client.get("/receipts/" + typed.replace("%", "")).status_code == 404


def test_the_outcome_is_told_once_it_is_published(client, session, write, matter):
    with write() as now:
        answered, repeated, invalid, glad = (an_opinion(session, matter, now, each) for each in "abcd")
        glad_point = an_opinion(session, matter, now, "e", stance="support", text="好。").points
        theme = create_theme(session, matter.consultation, "二层要有电梯", actor=matter.handler, now=now)
        place_points(session, theme, [*answered.points, *glad.points], actor=matter.handler, now=now)
        decide_theme(session, theme, verdict="adopted", reason="结构允许加装电梯。", changed_place="第三节加装电梯。",
                     seen_revision=1, pledge=a_pledge(matter.unit, now), actor=matter.handler, now=now)
        mark(session, repeated, "repeated", "同一人。", answered, actor=matter.handler, now=now)
        mark(session, invalid, "invalid", "与本方案无关。", actor=matter.handler, now=now)
        set_no_demand(session, glad_point, actor=matter.handler, now=now)
    before = client.get(f"/receipts/{answered.receipt}").text
    assert "结构允许" not in before and "采纳" not in before.split("正在整理和办理")[0]
    assert "与本方案无关" not in client.get(f"/receipts/{invalid.receipt}").text
    with write() as now:
        matter.consultation.answers_published_at = now
        an_opinion(session, matter, now, "f")
    for opinion, words in ((answered, "第三节加装电梯。"), (repeated, "重复"), (invalid, "与本方案无关。"),
                           (glad_point[0].opinion, "没有需要答复的具体要求")):
        assert words in client.get(f"/receipts/{opinion.receipt}").text


def test_a_signed_in_resident_has_a_list(client, clock, session, write, sign_in, matter):
    with write() as now:
        me, other = a_user(session, now), a_user(session, now)
        an_opinion(session, matter, now, "other", author=other, text="别人的话。")
    mine = sign_in(me)
    assert "您登录以后还没有提过意见" in mine.get("/my/opinions").text
    receipt = receipt_of(speak(mine, clock, matter))
    page = mine.get("/my/opinions").text
    assert receipt in page and page.count("/receipts/") == 1
    assert client.get("/my/opinions").status_code == 302


def test_nobody_speaks_about_what_is_not_public(client, matter):
    assert client.get("/proposals/XC-2026-999/opinions/new").status_code == 404


def test_pages_read_in_english_mark_what_is_chinese(client, clock, matter):
    page = client.get(f"/en/proposals/{matter.number}/opinions/new").text
    assert '<option lang="zh"' in page and '<span lang="zh">区商务局</span>' in page
    assert send(client, clock, f"/en/proposals/{matter.number}/opinions/new", **SPEAKING).location.startswith("/en/receipts/")

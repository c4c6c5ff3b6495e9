"""Before words are sent: numbers typed among them, a quoted passage, files that stay chosen, words kept without a connection."""

import io
import json
import os
from datetime import timedelta

import pytest

from portal.errors import InvalidInput
from portal.files.held import forget
from portal.files.queries import attachments_of
from portal.opinions.models import Opinion
from portal.opinions.speaking import checked_numbers, with_quote
from tests.files.samples import HEIC, film, picture
from tests.opinions.pages import SPEAKING, receipt_of, send, speak, token_on
from tests.opinions.test_public_pages import stored

PHONE = "有事打13800138000找我。"


@pytest.mark.parametrize(("typed", "kept"), [
    (PHONE, "有事打〔已隐去〕找我。"), ("身份证11010219800101123X、110102198001011230", "身份证〔已隐去〕、〔已隐去〕"),
    ("发到 wang@example.com", "发到 〔已隐去〕"), ("红莲南里3号楼要电梯", "红莲南里3号楼要电梯"), ("", ""),
])
def test_numbers_are_hidden_at_the_author_s_wish(typed, kept):
    assert checked_numbers(typed, "hide") == kept
    assert checked_numbers(typed, "keep") == typed


@pytest.mark.parametrize("choice", [None, "", "other"])
def test_numbers_are_asked_about(choice):
    with pytest.raises(InvalidInput, match="隐去，还是照原样提交"):
        checked_numbers(PHONE, choice)


@pytest.mark.parametrize(("stance", "quote", "typed", "text"), [
    ("suggest", "", "改成早八点。", "改成早八点。"), ("suggest", " ", "改成早八点。", "改成早八点。"),
    ("suggest", "早上七点\n开门", "改成早八点。", "引用：“早上七点 开门”\n改成早八点。"),
    ("suggest", "“早上七点开门”", "改成早八点。", "引用：“早上七点开门”\n改成早八点。"),
    ("support", "早上七点开门", "", "引用：“早上七点开门”"),
])
def test_a_quoted_passage_stands_before_the_words(stance, quote, typed, text):
    assert with_quote(stance, quote, typed) == text


@pytest.mark.parametrize(("stance", "quote", "typed", "said"), [
    ("suggest", "早上七点开门", "", "需要写出内容"), ("support", "早上七点开门", "  ", "只有空格"),
    ("support", "字" * 301, "好", "引用的话有 301 个字"),
])
def test_a_passage_does_not_stand_for_the_words(stance, quote, typed, said):
    with pytest.raises(InvalidInput, match=said):
        with_quote(stance, quote, typed)


def test_a_typed_number_is_shown_and_hidden_before_it_is_sent(client, clock, session, matter):
    asked = speak(client, clock, matter, text=PHONE)
    assert asked.status_code == 422 and "<strong>13800138000</strong>" in asked.text and PHONE in asked.text
    assert stored(session) == []
    hidden = client.get(speak(client, clock, matter, text=PHONE, personal="hide").location).text
    kept = client.get(speak(client, clock, matter, text=PHONE, personal="keep").location).text
    assert "有事打〔已隐去〕找我。" in hidden and PHONE in kept


def test_the_address_of_the_form_may_bring_a_passage(client, clock, matter):
    address = f"/proposals/{matter.number}/opinions/new?quote=早上七点开门"
    assert 'value="早上七点开门"' in client.get(address).text
    assert f'value="早上七点开门{"字" * 294}"' in client.get(f"{address}{'字' * 500}").text
    receipt = send(client, clock, address, **SPEAKING, quote="早上七点开门").location
    assert "引用：“早上七点开门”\n二层应当有电梯。" in client.get(receipt).text


def a_form_with(*files, **fields):
    """What a browser sends: the usual words and these files."""
    return {**SPEAKING, **fields, "files": [(io.BytesIO(data), name) for name, data in files]}


def held_in(page: str) -> list[str]:
    """The signed names of the files that stay chosen."""
    return [part.split('"')[0] for part in page.split('name="files-held" value="')[1:]]


def test_good_files_stay_chosen_when_another_cannot_be_taken(client, clock, session, matter, app):
    asked = speak(client, clock, matter, **a_form_with(("楼梯.jpg", picture()), ("院子.mp4", film()), ("图.svg", b"<svg/>")))
    assert asked.status_code == 422 and "院子.mp4”是视频" in asked.text and "另存为 PNG" in asked.text
    kept = held_in(asked.text)
    assert len(kept) == 1 and "楼梯.jpg" in asked.text
    speak(client, clock, matter, **a_form_with(("苹果.heic", HEIC)), **{"files-held": kept})
    with app.app_context():
        assert [each.filename for each in attachments_of(session, stored(session)[0])] == ["楼梯.jpg", "苹果.jpg"]


def test_files_stay_chosen_when_something_else_is_missing(client, clock, session, matter, app):
    asked = speak(client, clock, matter, **a_form_with(("楼梯.jpg", picture()), ("院子.mp4", film()), stance=""))
    assert "请先选一项您的态度" in asked.text and "是视频" in asked.text and len(held_in(asked.text)) == 1


@pytest.mark.parametrize("token", ["", "forged", "WyJhIiwiYiIsImMiLG51bGxd.x"])
def test_a_forged_name_of_a_file_is_left_out(client, clock, session, matter, token):
    speak(client, clock, matter, **{"files-held": token})
    assert attachments_of(session, stored(session)[0]) == []


def test_what_was_put_aside_and_never_sent_is_deleted_after_a_day(client, clock, matter, app):
    speak(client, clock, matter, **a_form_with(("楼梯.jpg", picture()), stance=""))
    folder = app.extensions["held"]
    (path,) = folder.root.glob("??/*")
    os.utime(path, (clock.now().timestamp(), clock.now().timestamp()))
    assert forget(folder, clock.now() + timedelta(hours=23)) == 0 and path.exists()
    assert forget(folder, clock.now() + timedelta(hours=25)) == 1 and not path.exists()


def a_ticket(client, matter, token="") -> dict:
    answer = client.get(f"/proposals/{matter.number}/opinions/later", query_string={"token": token})
    assert answer.headers["Cache-Control"] == "no-store"
    return json.loads(answer.text)


def send_later(client, clock, matter, ticket, **fields):
    clock.advance(timedelta(seconds=3))
    return client.post(f"/proposals/{matter.number}/opinions/later", data={**SPEAKING, "token": ticket["token"], **fields},
                       content_type="multipart/form-data")


def test_words_kept_without_a_connection_arrive_once(client, clock, session, matter):
    ticket = a_ticket(client, matter)
    first = send_later(client, clock, matter, ticket).json
    clock.advance(timedelta(days=3))
    again = send_later(client, clock, matter, a_ticket(client, matter, ticket["token"])).json
    assert first == again and len(stored(session)) == 1
    assert "二层应当有电梯。" in client.get(first["address"]).text
    send_later(client, clock, matter, a_ticket(client, matter))
    assert len(stored(session)) == 2


def test_a_lost_answer_to_the_form_itself_is_the_same_opinion(client, clock, session, matter):
    address = f"/proposals/{matter.number}/opinions/new"
    token = token_on(client.get(address).text)
    clock.advance(timedelta(seconds=30))
    receipt = receipt_of(client.post(address, data={**SPEAKING, "token": token}))
    assert send_later(client, clock, matter, a_ticket(client, matter, token)).json["receipt"] == receipt
    assert len(stored(session)) == 1


def test_kept_words_are_nobody_s_account_s_and_are_taken_as_typed(sign_in, clock, session, matter):
    other = sign_in(matter.handler)
    send_later(other, clock, matter, a_ticket(other, matter), text=PHONE)
    (opinion,) = stored(session, Opinion)
    assert opinion.author_id is None and opinion.text == PHONE


def test_what_cannot_be_taken_later_is_told_in_sentences(client, clock, session, matter):
    ticket = a_ticket(client, matter)["token"]
    hasty = client.post(f"/proposals/{matter.number}/opinions/later", data={**SPEAKING, "token": ticket})
    assert hasty.status_code == 425
    blank = send_later(client, clock, matter, a_ticket(client, matter), text="  ")
    assert blank.status_code == 422 and "只有空格" in blank.json["sentences"][0]
    clock.instant = matter.round.closes_at
    closed = send_later(client, clock, matter, a_ticket(client, matter))
    assert closed.status_code == 409 and "已于2026年6月20日截止" in closed.json["sentences"][0]
    assert client.get("/proposals/XC-2026-999/opinions/later").status_code == 404
    assert stored(session) == []

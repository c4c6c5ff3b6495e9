"""What no face of the machine can show is told, never set as an empty box."""

import pytest

from portal.press import glyphs
from portal.press.typesetter import visible


def faces_with(characters: str):
    shown = bytearray(0x110000)
    for each in characters:
        shown[ord(each)] = 1
    return lambda: shown


@pytest.mark.parametrize(
    ("has", "text", "printed"),
    [
        ("好！", "好👍🏽！", "好〔表情〕！"),
        ("好！👍🏽", "好👍🏽！", "好👍🏽！"),
        ("王", "王\U00020bb7\U00030ede", "王〔U+20BB7〕〔U+30EDE〕"),
        ("王", "王👩\u200d👧", "王〔表情〕"),
        ("", "plain", "plain"),
    ],
)
def test_a_character_without_a_face_is_told(monkeypatch, has, text, printed):
    monkeypatch.setattr(glyphs, "covered", faces_with(has))
    assert visible(text) == printed


def test_the_installed_faces_hold_everyday_chinese_and_an_unassigned_character_is_in_none():
    shown = glyphs.covered()
    assert all(shown[ord(each)] for each in "北京市西城区腾退空间再利用，。：；“”（）《》—…·①㎡℃￥A1é\n ")
    assert not shown[0x0378]

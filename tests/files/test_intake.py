"""Which uploads are taken, under which name, and what is left out of pictures."""

import io

import pytest
from PIL import Image

from portal.errors import InvalidInput
from portal.files.intake import prepare
from portal.files.rules import LARGEST, LARGEST_PICTURE
from tests.files.samples import HEIC, PDF, bomb, film, package, photo_with_place, picture


@pytest.mark.parametrize(("name", "data", "media_type", "kept_as"), [
    ("方案.pdf", PDF, "application/pdf", "方案.pdf"),
    ("方案.txt", PDF, "application/pdf", "方案.pdf"),
    ("a.JPEG", picture(), "image/jpeg", "a.jpg"),
    ("现场.png", picture("PNG"), "image/png", "现场.png"),
    ("现场.webp", picture("WEBP"), "image/png", "现场.png"),
    ("IMG_0012.HEIC", HEIC, "image/jpeg", "IMG_0012.jpg"),
    ("../../etc/passwd", PDF, "application/pdf", "passwd.pdf"),
    ("C:\\图\\平面.pdf", PDF, "application/pdf", "平面.pdf"),
    ("第1.2版", PDF, "application/pdf", "第1.2版.pdf"),
    ("txt\u202efdp.exe", PDF, "application/pdf", "txtfdp.pdf"),
    ("<script>.pdf", PDF, "application/pdf", "script.pdf"),
    ("𠮷龑·.docx", package("word/document.xml"), None, "𠮷龑·.docx"),
    ("表.xlsx", package("xl/workbook.xml"), None, "表.xlsx"),
    ("公文.ofd", package("OFD.xml"), "application/ofd", "公文.ofd"),
    ("", PDF, "application/pdf", "file.pdf"),
])
def test_a_file_is_known_by_what_it_holds(name, data, media_type, kept_as):
    file = prepare(name, data)
    assert file.name == kept_as
    assert media_type in (None, file.media_type)


def test_a_very_long_name_is_cut():
    assert len(prepare("长" * 500 + ".pdf", PDF).name) == 100


@pytest.mark.parametrize(("name", "data", "said"), [
    ("空.pdf", b"", "是空的"),
    ("大.pdf", PDF + bytes(LARGEST), "超过 20 MB"),
    ("a.exe", b"MZ\x90", "格式不能接收"),
    ("a.html", b"<html><script>", "格式不能接收"),
    ("a.svg", b"<?xml version='1.0'?>\n<SVG onload='x'/>", "请另存为 PNG"),
    ("院子.mp4", film(), "是视频"),
    ("院子.mov", film(b"qt  "), "截一两张图"),
    ("院子.jpg", b"\x1aE\xdf\xa3" + bytes(40), "是视频"),
    ("院子.avi", b"RIFF\x00\x00\x00\x00AVI LIST", "是视频"),
    ("断.heic", HEIC[:300], "打不开"),
    ("大.jpg", picture() + bytes(LARGEST_PICTURE), "超过 80 MB"),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "请先另存为"),
    ("a.zip", package("readme.txt"), "格式不能接收"),
    ("宏.docx", package("word/document.xml", "word/vbaProject.bin"), "带有宏"),
    ("断.docx", package("word/document.xml")[:60], "已损坏"),
    ("弹.docx", bomb(), "展开后太大"),
    ("断.jpg", picture()[:100], "打不开"),
    ("断.png", picture("PNG")[:40], "打不开"),
])
def test_what_cannot_be_taken_is_refused_in_a_sentence(name, data, said):
    with pytest.raises(InvalidInput) as refused:
        prepare(name, data)
    assert said in str(refused.value)


@pytest.mark.parametrize("photo", [photo_with_place(), HEIC], ids=["jpeg", "heic"])
def test_a_photo_loses_place_and_device(photo):
    with Image.open(io.BytesIO(prepare("照片.jpg", photo).data)) as after:
        assert not dict(after.getexif())


def test_a_photo_taken_with_the_phone_turned_stands_upright():
    with Image.open(io.BytesIO(prepare("照片.jpg", photo_with_place(size=(40, 30))).data)) as after:
        assert after.size == (30, 40)


def test_a_photo_of_sixty_megabytes_is_taken():
    assert len(prepare("大照片.jpg", picture(size=(2000, 1500)) + bytes(60 * 1024**2)).data) < 100_000


def test_a_huge_photo_is_made_smaller_and_a_monstrous_one_refused():
    with Image.open(io.BytesIO(prepare("大.png", picture("PNG", (8000, 100))).data)) as after:
        assert after.size == (4000, 50)
    with pytest.raises(InvalidInput, match="6000 万像素"):
        prepare("巨.png", picture("PNG", (10_000, 7000)))
    with Image.open(io.BytesIO(prepare("巨.jpg", picture(size=(10_000, 7000))).data)) as after:
        assert after.size == (4000, 2800)

"""One question per screen on a phone: what is asked for, photos made small, a sentence quoted by selecting it, numbers hidden."""

import pytest
from PIL import Image

from tests.browser import axe
from tests.browser.actors import Resident
from tests.builders import a_published_proposal
from tests.files.samples import film, photo_with_place

TITLE = "红莲南里3号地下室改为社区菜店"
SUMMARY = "把闲置的地下室收拾出来，开一家社区菜店。"
QUESTIONS = ("您怎么看这个方案？", "您想说的话", "照片或材料", "您和这个地方的关系", "您住在哪个街道", "怎么联系您",
             "看一看，再提交")
SELECT = """
const words = [...document.querySelectorAll("[data-quotable] p")].find((each) => each.textContent.includes(arguments[0]));
const range = document.createRange();
range.selectNodeContents(words);
getSelection().removeAllRanges();
getSelection().addRange(range);
"""


@pytest.fixture
def resident(district, session, write, person):
    """Somebody on a phone before a proposal's page."""
    with write() as now:
        a_published_proposal(session, now, title=TITLE, summary=SUMMARY)
    return person(Resident, phone=True).finds(TITLE)


def test_each_question_has_a_screen_of_its_own_and_no_barrier(resident):
    resident.clicks("说说您的想法")
    for at, question in enumerate(QUESTIONS, 1):
        resident.sees(f"第 {at} 步，共 7 步", question)
        assert axe.violations(resident.driver) == []
        if at in (1, 4):
            resident.clicks("下一步", stays=True).sees("请先选一项您的态度" if at == 1 else "请选一项最接近的")
            resident.chooses("支持" if at == 1 else "商户")
        if at < 7:
            resident.clicks("下一步", stays=True)
    resident.sees("支持", "商户", "没有填").does_not_see("请先选一项")
    resident.goes_back().sees("第 6 步").goes_back().sees("第 5 步，共 7 步", "您住在哪个街道")


def test_a_photo_is_made_small_and_a_video_refused_before_anything_is_sent(resident, tmp_path):
    (tmp_path / "楼道.jpg").write_bytes(photo_with_place(size=(6000, 4000), quality=100) + bytes(500_000))
    (tmp_path / "院子.mp4").write_bytes(film())
    resident.clicks("说说您的想法").chooses("支持").goes_on().goes_on()
    resident.attaches("照片或材料", f"{tmp_path / '楼道.jpg'}\n{tmp_path / '院子.mp4'}")
    resident.sees("院子.mp4”是视频", "楼道.jpg", "已经缩小")
    script = """const [done] = arguments; const [file, other] = document.querySelector("[type=file]").files;
        createImageBitmap(file).then((each) => done([file.name, each.width, each.height, other]))"""
    assert resident.driver.execute_async_script(script) == ["楼道.jpg", 1333, 2000, None]
    resident.goes_on().chooses("商户").goes_on().goes_on().goes_on().sees("楼道.jpg")
    resident.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了")


def test_a_selected_sentence_is_quoted(resident):
    resident.driver.execute_script(SELECT, SUMMARY)
    resident.sees("引用这句话，说说想法")
    assert axe.violations(resident.driver) == []
    resident.clicks("引用这句话，说说想法").chooses("反对").goes_on()
    assert resident.has_typed("引用方案里的一句话") == SUMMARY
    resident.goes_on().goes_on().chooses("商户").goes_on().goes_on().goes_on()
    resident.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了", f"引用：“{SUMMARY}”")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_number_among_the_words_is_hidden_by_one_more_click(resident, person, tmp_path, scripts):
    photo = tmp_path / "楼道.png"
    Image.new("RGB", (40, 30)).save(photo)
    speaker = person(Resident, phone=True, scripts=scripts)
    speaker.begins(TITLE, "只想提建议", "要有无障碍坡道，电话13800138000。", photo=photo).takes(minutes=1).clicks("提交意见")
    speaker.sees("您写的话里像是有电话", "电话号码：13800138000", "已经收下的文件，不用再选", "楼道.png")
    assert speaker.has_chosen("隐去号码再提交")
    speaker.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了", "电话〔已隐去〕。").does_not_see("13800138000")

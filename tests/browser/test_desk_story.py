"""Two hundred messages from a community's register: taken in, found alike, grouped, answered, and put into one package."""

import re

import pytest

from portal.files.models import Attachment
from portal.files.storage import FolderStorage
from portal.reports.package.verifying import faults
from tests.browser.actors import Staff
from tests.browser.corpus import MODEL, SAID, messages, sheet
from tests.jobs.worker import run_all
from tests.meetings.story import heard

RECEIVED = 205  # with the replies of three departments and a subdistrict, and one neighbour on the web


@pytest.fixture
def register(tmp_path):
    """The community's register of what people said."""
    path = tmp_path / "社区登记表.xlsx"
    path.write_bytes(sheet())
    return path


@pytest.fixture
def title(district, session, write):
    """A published proposal of 区房管局 whose departments have answered."""
    with write() as now:
        return heard(session, now).latest.title


def test_two_hundred_messages_from_intake_to_the_package(title, register, staff, app, session, it_is):
    assert len(messages()) == 200
    it_is(6, 22, 9)
    handler = staff(Staff, "fangguan").works_on(title)
    the_register_is_taken_in(handler, register, app)
    what_was_taken_in_is_not_taken_in_twice(handler, register, app)
    the_same_words_are_found_and_kept_apart(handler, app)
    themes = the_suggestions_become_themes(handler, app)
    what_is_left_is_grouped_by_hand(handler)
    everything_is_answered(handler, themes)
    the_package_is_made_and_holds(handler, app, session)


def the_register_is_taken_in(handler, register, app):
    handler.turns_to("意见").clicks("导入意见表").attaches("意见表", register).clicks("上传").sees("各列是什么", "留言内容")
    handler.fills("来源说明", "南里社区登记表").picks("态度：没写的都算", "只想提建议").picks("从哪里来：没写的都算", "会议")
    handler.clicks("核对整张表")
    run_all(app)
    handler.opens(handler.path).sees("共200行", "其中有错0处").clicks("确认导入")
    run_all(app)
    handler.opens(handler.path).sees("整张表已经导入", "200")


def what_was_taken_in_is_not_taken_in_twice(handler, register, app):
    handler.turns_to("意见").clicks("导入意见表").attaches("意见表", register).clicks("上传").clicks("核对整张表")
    run_all(app)
    handler.opens(handler.path).clicks("确认导入")
    run_all(app)
    handler.opens(handler.path).sees("没有新的意见")
    handler.turns_to("意见").sees(f"共收到{RECEIVED}条")


def the_same_words_are_found_and_kept_apart(handler, app):
    handler.opens(f"/desk/proposals/{handler.number}/likeness").clicks("查找相同的意见")
    run_all(app)
    handler.opens(handler.path).sees("40份").clicks("40份").sees(MODEL[:20]).clicks("认定相同，一起答复")
    handler.turns_to("意见").sees(f"共收到{RECEIVED}条")


def the_suggestions_become_themes(handler, app) -> list[str]:
    handler.opens(f"/desk/proposals/{handler.number}/suggestions").clicks("整理出归类建议")
    run_all(app)
    taken = []
    while links := suggestions(handler):
        taken.append(links[0].text)
        links[0].click()
        handler.clicks("采用，建立这个归类")
    assert len(taken) >= len(SAID) - 1, taken
    return taken


def suggestions(handler) -> list:
    handler.opens(f"/desk/proposals/{handler.number}/suggestions")
    return handler.driver.find_elements("css selector", "main li.panel h3 a")


def what_is_left_is_grouped_by_hand(handler):
    handler.opens(f"/desk/proposals/{handler.number}/opinions?theme=none")
    for box in handler.driver.find_elements("css selector", "main table input[type=checkbox]"):
        handler.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
        box.click()
    if "符合筛选条件" in handler.page:
        handler.chooses("不只勾选的")
    handler.picks("把勾选的意见", "放进新的归类").clicks("下一步：核对").fills("新归类的题目", "谢谢和其他的话").clicks("确认")


def everything_is_answered(handler, themes):
    for theme in [*themes, "谢谢和其他的话"]:
        reason = f"关于“{theme}”：街坊们说的这件事，运营单位进场前逐项公示办法，社区每月回访一次。"
        handler.decides(theme, "解释说明", reason)
    handler.turns_to("意见").clicks("办结：每条意见都有了答复").sees("已经办结")


def the_package_is_made_and_holds(handler, app, session):
    handler.turns_to("汇总表").clicks("生成汇总表").sees("已经生成")
    for row in handler.driver.find_elements("css selector", "main table tbody tr")[:1]:
        assert re.search(rf"\b{RECEIVED}\b", row.text), row.text
    handler.driver.find_element("css selector", "a[id^=report-]").click()
    handler.clicks("生成材料包")
    assert [job.state for job in run_all(app)] == ["done"]
    handler.opens(handler.path).sees("下载")
    session.rollback()
    storage: FolderStorage = app.extensions["storage"]
    kept = session.query(Attachment).order_by(Attachment.id.desc()).first()
    assert faults(storage.read(kept.file.sha256)) == []

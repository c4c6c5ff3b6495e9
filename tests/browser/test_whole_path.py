"""One proposal from the ledger to the published decision, told by the people it passes; read from top to bottom."""

from datetime import date

import pytest

from tests.browser.actors import Invited, Staff
from tests.ledger.files import HEADINGS, as_xlsx

PLACE, TITLE = "红莲南里3号地下室", "红莲南里3号地下室改为社区菜店"
LEDGER_ROW = ("XC-DX-0301", PLACE, "红莲南里3号楼地下一层", "地下", "普通地下室", "广安门外街道", "260", "2025-11-20")
TEXT = {
    "这件事是什么": "把闲置的地下室收拾出来，开一家社区菜店。",
    "这对我意味着什么": "买菜少走十分钟；早上七点到晚上八点营业，卸货不过夜。",
    "公开的咨询方式": "区房管局再利用科 010-00000000",
    "产权人": "北京某物业管理公司", "产权性质": "国有", "规划用途": "配套商业", "拟利用方向": "社区菜店",
    "安全情况结论": "符合安全使用要求", "安全情况依据": "房屋安全鉴定报告",
    "规划符合性": "符合核心区控规", "禁止和限制目录符合性": "不在禁止和限制目录内",
}


@pytest.fixture
def ledger_file(tmp_path):
    """The unit's ledger as it keeps it: an xlsx with a title above the headings."""
    path = tmp_path / "区房管局台账.xlsx"
    path.write_bytes(as_xlsx(LEDGER_ROW, headings=HEADINGS, above=[("腾退空间台账",)]))
    return path


def test_from_the_ledger_to_the_published_decision(staff, person, ledger_file):
    the_handler_imports_the_ledger(staff(Staff, "fangguan"), ledger_file)
    the_handler_drafts_the_proposal(staff(Staff, "fangguan"))
    the_reviewer_finds_nothing_secret(staff(Staff, "shenhe"))
    the_handler_asks_the_departments_first(staff(Staff, "fangguan"))
    the_departments_answer(staff)
    the_handler_publishes_it(staff(Staff, "fangguan"))


def the_handler_imports_the_ledger(handler, ledger_file):
    handler.opens("/desk").clicks("腾退空间台账", within=".desk-nav").clicks("导入表格")
    handler.attaches("台账文件", ledger_file).clicks("上传并比对").sees("新增1处", PLACE)
    handler.clicks("确认导入").sees("台账已经更新")


def the_handler_drafts_the_proposal(handler):
    handler.opens("/desk").clicks("再利用方案", within=".desk-nav").clicks("新建方案")
    handler.picks("空间或者片区", PLACE).fills("方案名称", TITLE).clicks("建立草稿")
    handler.turns_to("正文")
    for label, words in TEXT.items():
        handler.fills(label, words)
    handler.sets_date("安全情况认定日期", date(2026, 3, 2)).chooses("菜店")
    handler.clicks("保存").does_not_see("还不能公布")


def the_reviewer_finds_nothing_secret(reviewer):
    reviewer.works_on(TITLE).clicks("保密审查")
    reviewer.fills("审查人", "孙审查").fills("分管领导", "周主任").sets_date("审查日期", date(2026, 6, 10)).chooses("可以公开")
    reviewer.clicks("记录审查结论").sees("已经记录保密审查结论")


def the_handler_asks_the_departments_first(handler):
    handler.works_on(TITLE).turns_to("征求意见").sees("这一版还没有公布，只能征求单位意见")
    handler.fills("期限", "3").clicks("开始一轮征求")
    handler.clicks("发给以上各方").sees("区商务局", "区市场监管局", "市规划自然资源委西城分局")


def the_departments_answer(staff):
    staff(Invited, "shangwu").answers(TITLE, "同意")
    staff(Invited, "shijian").answers(TITLE, "有修改意见", "生鲜要有冷藏设备，方案里写明。")
    staff(Invited, "guizi").answers(TITLE, "无意见")
    staff(Invited, "jiedao").answers(TITLE, "同意", "居民盼了两年，支持。")


def the_handler_publishes_it(handler):
    handler.works_on(TITLE).clicks("公布并征求意见")
    handler.sees("征求意见将于下面的时刻截止", "6月17日（周三） 24:00").clicks("确认公布").sees("正在征集")

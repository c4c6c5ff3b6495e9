"""A complaint from a phone, through everything that may happen to it: objection, co-handling, extension, closure,
dissatisfaction, reopening, and closing at last; its maker follows it by receipt all the while."""

from datetime import date

import pytest

from portal.permissions import Role
from tests.browser.actors import Resident, Staff
from tests.browser.district import STREET
from tests.builders import a_space, a_unit, a_user

PLACE = "红莲南里3号地下室"
NOISE = "地下室夜里十一点还在卸货，楼上睡不着。"
FIRST_ANSWER = "已约谈经营人，晚上八点后不再卸货。"
ANSWER = "已装门禁，晚上八点后货车进不来。"


@pytest.fixture
def cellar(district, session, write):
    """A space whose unit answers for what happens there, and a unit that can help."""
    with write() as now:
        a_space(session, now, name=PLACE, street=STREET)
        a_user(session, now, Role.HANDLER, a_unit(session, now, "区人防办"), name="许协办", login="xieban")
        a_user(session, now, Role.REVIEWER, a_unit(session, now, "区房管局"), name="周审核", login="fuhe")


def test_a_complaint_through_its_whole_life(cellar, staff, person):
    receipt = a_resident_complains(person(Resident, phone=True))
    the_unit_objects(staff(Staff, "fangguan"))
    the_office_decides(staff(Staff, "bangongshi"))
    the_handler_takes_it_in_hand_and_asks_for_help(staff(Staff, "fangguan"))
    another_unit_helps(staff(Staff, "xieban"))
    the_reviewer_extends_it(staff(Staff, "fuhe"))
    the_handler_asks_to_close(staff(Staff, "fangguan"), FIRST_ANSWER)
    nobody_checks_his_own_work(staff(Staff, "fangguan"))
    a_colleague_verifies(staff(Staff, "fangguan2"))
    the_resident_is_not_satisfied(person(Resident, phone=True), receipt)
    the_handler_asks_to_close(staff(Staff, "fangguan"), ANSWER)
    a_colleague_verifies(staff(Staff, "fangguan2"))
    the_resident_is_satisfied(person(Resident, phone=True), receipt)
    a_colleague_closes(staff(Staff, "fangguan2"))
    the_resident_reads_the_whole_story(person(Resident, phone=True), receipt)


def a_resident_complains(resident) -> str:
    resident.opens("/").goes_to("腾退空间").clicks(PLACE).clicks("投诉、反映问题").sees(PLACE)
    resident.chooses("噪声、油烟、垃圾等扰民").fills("发生了什么", NOISE).takes(minutes=3)
    resident.clicks("提交投诉").sees("投诉已收到", "区房管局")
    return resident.reads(".receipt-number")


def open_it(someone, line: str):
    return someone.opens("/desk").clicks(line).clicks("TS", beside=PLACE)


def the_unit_objects(handler):
    open_it(handler, "件投诉等待签收").sees(NOISE)
    handler.clicks("退回，提出派单异议").clicks("退回，提出派单异议").sees("请写明理由")
    handler.fills("内部记录", "地下室属于人防工程。").clicks("退回，提出派单异议").sees("已记录", "等待裁定")


def the_office_decides(office):
    open_it(office, "件派单异议等待裁定").sees("地下室属于人防工程。")
    office.clicks("不同意异议，仍由原单位办").fills("内部记录", "普通地下室由房管局办。")
    office.clicks("不同意异议，仍由原单位办").sees("已记录")


def the_handler_takes_it_in_hand_and_asks_for_help(handler):
    open_it(handler, "件投诉等待签收")
    handler.clicks("签收").sees("已记录").clicks("开始办理").sees("正在办理")
    handler.clicks("请其他单位协办").picks("哪个单位", "区人防办").sets_date("什么时候以前要", date(2026, 6, 20))
    handler.fills("内部记录", "请核对是不是人防工程。").clicks("请其他单位协办").sees("协办单位", "还没有回复")


def another_unit_helps(helper):
    open_it(helper, "件投诉请本单位协办").sees(NOISE)
    helper.clicks("协办单位回复").fills("内部记录", "不是人防工程。").clicks("协办单位回复").sees("已回复")


def the_reviewer_extends_it(reviewer):
    open_it(reviewer, "件投诉正在办理").clicks("延期").fills("延长几个工作日", "3")
    reviewer.fills("告诉投诉人", "等门禁到货，延长三个工作日。").clicks("延期").sees("已记录")


def the_handler_asks_to_close(handler, answer: str):
    open_it(handler, "件投诉正在办理").fills("告诉投诉人", answer).clicks("申请结案").sees("已办理，等待核实")


def nobody_checks_his_own_work(handler):
    open_it(handler, "件投诉等待核实结案").clicks("核实结案").sees("申请结案的人不能自己核实")


def a_colleague_verifies(colleague):
    open_it(colleague, "件投诉等待核实结案").clicks("核实结案").sees("已核实，等待回访")


def the_resident_is_not_satisfied(resident, receipt):
    look_up(resident, receipt).sees("等门禁到货", "延长3个工作日", FIRST_ANSWER)
    resident.chooses("没有解决").chooses("不满意").clicks("提交评价").sees("请写明哪里没有解决")
    resident.fills("哪里没有解决、哪里不满意", "昨天夜里又在卸货。").clicks("提交评价").sees("谢谢", "重新办理")


def the_resident_is_satisfied(resident, receipt):
    look_up(resident, receipt).chooses("解决了").chooses("基本满意").clicks("提交评价").sees("谢谢")


def a_colleague_closes(colleague):
    open_it(colleague, "件投诉等待销账").clicks("销账").sees("已销账")


def the_resident_reads_the_whole_story(resident, receipt):
    look_up(resident, receipt)
    resident.sees("已销账", FIRST_ANSWER, ANSWER, "重新办理").does_not_see("人防工程")


def look_up(resident, receipt):
    resident.opens("/").goes_to("查回执").clicks("查投诉举报的办理结果").fills("回执编号", receipt).clicks("查询")
    return resident.sees("办理经过")

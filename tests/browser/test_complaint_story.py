"""A complaint from a phone: filed, taken in hand, answered, closed by somebody else, followed by its receipt."""

import pytest

from tests.browser.actors import Resident, Staff
from tests.browser.district import STREET
from tests.builders import a_space

PLACE = "红莲南里3号地下室"
NOISE = "地下室夜里十一点还在卸货，楼上睡不着。"
ANSWER = "已约谈经营人，晚上八点后不再卸货。"


@pytest.fixture
def cellar(district, session, write):
    """A space whose unit answers for what happens there."""
    with write() as now:
        a_space(session, now, name=PLACE, street=STREET)


def test_a_complaint_is_handled_and_its_maker_can_follow_it(cellar, staff, person):
    receipt = a_resident_complains(person(Resident, phone=True))
    the_handler_takes_it_in_hand(staff(Staff, "fangguan"))
    nobody_checks_his_own_work(staff(Staff, "fangguan"))
    a_colleague_checks_and_closes_it(staff(Staff, "fangguan2"))
    the_resident_reads_the_answer(person(Resident, phone=True), receipt)


def a_resident_complains(resident) -> str:
    resident.opens("/").goes_to("腾退空间").clicks(PLACE).clicks("投诉、反映问题").sees(PLACE)
    resident.chooses("噪声、油烟、垃圾等扰民").fills("发生了什么", NOISE).takes(minutes=3)
    resident.clicks("提交投诉").sees("投诉已收到", "区房管局")
    return resident.reads(".receipt-number")


def the_handler_takes_it_in_hand(handler):
    handler.opens("/desk").clicks("件投诉等待受理").clicks("TS", beside=PLACE).sees(NOISE)
    handler.clicks("签收").sees("已记录")
    handler.clicks("办理完成并答复").sees("答复")
    handler.fills("答复投诉人", ANSWER).fills("内部记录", "6月10日下午到场。").clicks("办理完成并答复").sees("已办理")


def nobody_checks_his_own_work(handler):
    handler.opens("/desk/complaints").clicks("TS", beside=PLACE).clicks("核实后结案").sees("办理的人不能自己核实")


def a_colleague_checks_and_closes_it(colleague):
    colleague.opens("/desk").clicks("件投诉等待核实结案").clicks("TS", beside=PLACE)
    colleague.fills("答复投诉人", "已回访，夜里不再卸货。").clicks("核实后结案").sees("已办结")


def the_resident_reads_the_answer(resident, receipt):
    resident.opens("/").goes_to("查回执").clicks("查投诉举报的办理结果").fills("回执编号", receipt).clicks("查询")
    resident.sees("已办结", ANSWER).does_not_see("到场")

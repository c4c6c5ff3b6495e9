"""A month of the joint meeting: planned, heard, reported upward, published in time, carried out, and in the minutes."""

from datetime import date

import pytest

from tests.browser.actors import Resident, Staff
from tests.meetings.test_gate import ready

FORETOLD = "区政府拟于7月30日审议红莲南里菜店方案，之前还可以打电话提意见。"
NOTICE, WHY = "红莲南里3号地下室可以开社区菜店。", "周边老人多，买菜远；卸货时间已经改到早上七点以后。"
TASK, DONE = "完成改造并设坡道", "坡道已验收，菜店8月20日开门。"


@pytest.fixture
def proposal(district, session, write, clock):
    """Everything the meeting needs is there, on 30 June 2026."""
    found = ready(session, write, clock)
    return found.latest.title, found.space.number


def test_a_month_from_the_plan_to_publication_in_time(proposal, staff, person, it_is):
    title, space = proposal
    the_handler_files_the_plan(staff(Staff, "fangguan"), title, space)
    the_reviewer_submits_without_giving_a_reason(staff(Staff, "shenhe"), title)
    the_office_puts_it_on_the_july_meeting(staff(Staff, "bangongshi"), title)
    it_is(7, 28, 16)
    the_meeting_reports_it_upward(staff(Staff, "bangongshi"), title)
    the_unit_tells_the_public_beforehand(staff(Staff, "shenhe"), title)
    everybody_can_read_it(person(Resident, phone=True), title, FORETOLD, "还没有结果")
    it_is(7, 31, 10)
    the_office_enters_the_governments_result(staff(Staff, "bangongshi"), title)
    it_is(8, 3, 10)
    the_unit_publishes_with_an_explanation(staff(Staff, "shenhe"), title)
    everybody_can_read_it(person(Resident, phone=True, scripts=False), title, WHY, "在三个工作日内公布")
    the_unit_carries_it_out(staff(Staff, "fangguan"))
    the_office_signs_the_minutes(staff(Staff, "bangongshi"))


def the_handler_files_the_plan(handler, title, space):
    handler.opens("/desk").clicks("季度上会计划", within=".desk-nav").clicks("下一季度").clicks("填报区房管局的计划")
    handler.picks("哪个月上会", "7月").fills("议题名称", title).fills("台账编号", space).clicks("报送")
    handler.sees("上会计划已经报送", title, space)


def the_reviewer_submits_without_giving_a_reason(reviewer, title):
    reviewer.works_on(title).turns_to("报送").sees("7月15日").does_not_see("没有列入季度计划的原因")
    reviewer.clicks("报送联席会议办公室").sees("已报送联席会议办公室")


def the_office_puts_it_on_the_july_meeting(office, title):
    office.opens("/desk").clicks("联席会议", within=".desk-nav")
    office.fills("会议名称", "7月联席会议").sets_date("开会日期", date(2026, 7, 28)).fills("地点", "区政府").clicks("安排会议")
    office.sees("7月15日").clicks("联席会议", within=".desk-nav").clicks(title).clicks("受理")
    office.picks("列入哪次会议", "7月联席会议").clicks("列入会议", within="main form").sees("已列入会议")


def the_meeting_reports_it_upward(office, title):
    office.opens("/desk").clicks("个议题等待记录决定").clicks("2026年7月28日").sees("参会单位和任务单").clicks(title)
    office.chooses("上报区政府").fills("议定内容", "原则同意，报区政府审议。")
    office.picks("责任单位", "区房管局").fills("做什么", TASK).sets_date("完成日期", date(2026, 8, 31))
    office.clicks("保存决定").sees("已记录会议决定")


def the_unit_tells_the_public_beforehand(reviewer, title):
    reviewer.works_on(title).turns_to("报送").clicks("2026年6月30日")
    reviewer.fills("预公开的内容", FORETOLD).clicks("登记预公开").sees("已登记预公开")


def everybody_can_read_it(resident, title, *words):
    resident.opens("/").goes_to("意见征集").clicks(title).clicks("看预公开、公布时间和解读").sees(*words)


def the_office_enters_the_governments_result(office, title):
    office.opens("/desk/meetings").clicks("2026年7月28日").clicks(title)
    office.chooses("通过").sets_date("审议日期", date(2026, 7, 30)).clicks("保存结果").sees("8月4日")


def the_unit_publishes_with_an_explanation(reviewer, title):
    reviewer.works_on(title).turns_to("报送").clicks("2026年6月30日")
    reviewer.fills("公告内容", NOTICE).fills("保密审查人", "孙审查").fills("负责保密审查的领导", "周主任")
    reviewer.chooses("已完成保密审查，可以公开").clicks("公布", within="main").sees("一并写明解读")
    reviewer.fills("解读", WHY).clicks("公布", within="main").sees("已公布")


def the_unit_carries_it_out(handler):
    handler.opens("/desk").clicks("项议定事项还没有办结").clicks(TASK)
    handler.chooses("已办结").clicks("登记").sees("请写明做成了什么")
    handler.fills("办理情况", DONE).clicks("登记").sees("已登记办理情况", DONE)


def the_office_signs_the_minutes(office):
    office.opens("/desk/meetings").clicks("2026年7月28日").clicks("去写纪要")
    office.fills("主持", "常务副区长").fills("出席", "区商务局\n区房管局").clicks("保存").sees("已保存纪要", TASK)
    office.clicks("定稿，以后不能再改").sees("纪要已定稿")

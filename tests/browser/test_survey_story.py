"""A survey from its first question to the summary: the unit asks, residents answer on a phone, on paper and without
JavaScript, a question is put better halfway, and the figures come to the meeting as what they are."""

from datetime import date

import pytest

from portal.consultations.actions import publish
from tests.browser.actors import Resident, Staff
from tests.browser.district import HOUSING
from tests.builders import a_handler, a_reviewed_draft, a_space

TITLE = "红莲南里3号地下室改为社区菜店"
SURVEY = "菜店怎么开"
LIFT = "多层住宅楼房增设电梯等上下楼设施"


@pytest.fixture
def shop(district, session, write):
    """A proposal before the public for ten days."""
    with write() as now:
        proposal = a_reviewed_draft(session, now, title=TITLE, space=a_space(session, now))
        handler = a_handler(session, now, HOUSING)
        publish(session, proposal.latest, period_value=10, period_unit="day", actor=handler, now=now)


def test_a_survey_answered_and_reported(shop, staff, person, it_is):
    the_handler_writes_the_questions(staff(Staff, "fangguan"))
    the_reviewer_publishes_it(staff(Staff, "shenhe"))
    a_resident_answers_on_a_phone(person(Resident, phone=True))
    an_old_resident_answers_without_javascript(person(Resident, scripts=False))
    the_street_enters_a_paper_sheet(staff(Staff, "shequ"))
    the_handler_puts_a_question_better(staff(Staff, "fangguan"), staff, person)
    it_is(6, 22, 9)
    the_results_are_no_vote(person(Resident, phone=True))
    the_summary_has_the_figures(staff(Staff, "fangguan"))


def the_handler_writes_the_questions(handler):
    handler.works_on(TITLE).turns_to("意见").clicks("问卷", within=".tabs-small").clicks("做一份问卷")
    handler.fills("问卷题目", SURVEY).fills("责任单位", "区房管局资产科").fills("怎样征集", "网上和社区纸质问卷")
    handler.clicks("保存").sees("请写采纳情况的反馈方式")
    handler.fills("怎样反馈采纳情况", "和意见采纳情况一起公布").clicks("保存").sees("已经建好问卷")
    handler.clicks("选一项", within="#add").fills("问题", "几点开门合适？").fills("选项", "六点半").clicks("保存")
    handler.sees("至少两个选项").fills("选项", "六点半\n八点").chooses("这一题一定要回答").clicks("保存").sees("已经加上这一题")
    handler.clicks("排先后", within="#add").fills("问题", "先卖什么？").fills("选项", "蔬菜\n主食").clicks("保存")
    handler.clicks("从整治菜单里选", within="#add").fills("问题", "楼里还想改什么？").chooses("楼本体").chooses(LIFT)
    handler.clicks("保存").sees("基础类12项（必做，全部列出）；自选类1项")
    handler.clicks("写几句话", within="#add").fills("问题", "还想说什么？").clicks("保存")


def open_it(someone):
    return someone.opens("/desk").clicks("问卷调查", within=".desk-nav").clicks(SURVEY, within="main")


def the_reviewer_publishes_it(reviewer):
    open_it(reviewer).clicks("审查并发布").fills("保密审查人", "孙审查").fills("分管领导", "周主任").clicks("发布问卷")
    reviewer.sees("问卷已经发布", "正在调查")


def begins(resident):
    resident.opens("/").goes_to("意见征集").clicks(TITLE).clicks("填问卷").sees("不记名，不是投票", "原则上由市区财政负担")
    return resident.takes(minutes=3)


def a_resident_answers_on_a_phone(resident):
    begins(resident).fills("还想说什么？", "门口装个灯").clicks("提交答卷").sees("这一题请回答")
    assert resident.has_typed("还想说什么？") == "门口装个灯"
    resident.chooses("六点半").picks("蔬菜", "第1位").picks("主食", "第1位").clicks("提交答卷").sees("每一位只排一个")
    assert resident.has_chosen("六点半")
    resident.picks("主食", "第2位").chooses(LIFT).clicks("提交答卷").sees("谢谢，您的答卷收到了")


def an_old_resident_answers_without_javascript(resident):
    begins(resident).chooses("六点半").clicks("提交答卷").sees("谢谢，您的答卷收到了")


def the_street_enters_a_paper_sheet(worker):
    worker.opens("/desk").clicks("问卷调查", within=".desk-nav").clicks("录入纸质答卷", beside=SURVEY)
    worker.chooses("现场").sets_date("收到日期", date(2026, 6, 10)).fills("来源说明", "社区居委会收回").chooses("八点")
    worker.takes(minutes=1).clicks("保存并录下一份").sees("已录入第3份答卷")


def the_handler_puts_a_question_better(handler, staff, person):
    open_it(handler).clicks("改问题：出新的一版").fills("这次改什么、为什么改", "分开问夏天和冬天").clicks("出新的一版")
    handler.clicks("修改", beside="几点开门合适？").fills("问题", "夏天几点开门合适？").clicks("保存").sees("第2版还没有发布")
    the_reviewer_publishes_it(staff(Staff, "shenhe"))
    resident = begins(person(Resident, phone=True)).sees("分开问夏天和冬天")
    resident.chooses("八点").clicks("提交答卷").sees("谢谢，您的答卷收到了")


def the_results_are_no_vote(resident):
    resident.opens("/").goes_to("意见征集").clicks(TITLE).clicks("问卷调查结果")
    resident.sees("不是表决", "收到答卷4份", "答卷不足5份").does_not_see("门口装个灯", "通过")


def the_summary_has_the_figures(handler):
    handler.works_on(TITLE).turns_to("汇总表")
    handler.sees("问卷调查情况", "收到答卷4份，作废0份，计入4份（其中纸质等录入1份）", "不是表决", "门口装个灯")
    handler.sees("3人回答（共3份答卷有这一题）", "1人回答（共1份答卷有这一题）", "基础类，必做")
    handler.clicks("生成汇总表").sees("已经生成汇总表")

"""Somebody follows a proposal by mail, speaks, is reminded before the closing, and is told the verdict on what was said."""

import re

import pytest

from portal.following.jobs import tell
from portal.meetings.actions import publish_decision
from portal.proposals.queries import proposal_by_number
from tests.browser.actors import Resident
from tests.builders import a_reviewer, a_space
from tests.jobs.worker import run_all
from tests.meetings import story
from tests.outreach.conftest import mailing, send, server  # noqa: F401

TITLE = "红莲南里3号地下室改为社区菜店"
PATH = re.compile(r"https://portal\.example(/\S+)")


@pytest.fixture
def proposal(session, write):
    """A proposal that asks the public for five working days."""
    with write() as now:
        return story.heard(session, now, space=a_space(session, now, longitude="116.3561", latitude="39.8951"))


@pytest.fixture
def mail(app, send, server):  # noqa: F811
    """`mail()` — the workers look for news and send it; the newest mail's subject and the first path it names."""

    def newest():
        tell(app)
        run_all(app)
        tell(app)
        send()
        _, message = server.mails[-1]
        return message["Subject"], PATH.findall(message.get_content())

    return newest


def test_from_following_to_the_verdict_on_what_one_said(session, write, clock, person, proposal, mail, it_is):
    resident = person(Resident, phone=True)
    asks_to_be_told(resident)
    manage = confirms(resident, mail())
    receipt = resident.says(TITLE, "只想提建议", "请把卸货时间写清楚。", 电子邮箱="wang@example.com")
    is_reminded(resident, mail, it_is)
    the_meeting_decides(session, write, clock, proposal)
    is_told_the_verdict(resident, mail, receipt, it_is)
    stops(resident, manage)


def asks_to_be_told(resident):
    resident.opens("/").goes_to("意见征集").clicks(TITLE).clicks("跟踪这个方案").sees("有消息告诉我", TITLE)
    resident.takes(minutes=1).clicks("下一步：确认地址").sees("请填电子邮箱，或者11位的手机号码")
    resident.fills("电子邮箱或手机号码", "wang@example.com").chooses("一有消息就告诉我").takes(minutes=1)
    resident.clicks("下一步：确认地址").sees("还差一步：请去确认")


def confirms(resident, newest) -> str:
    subject, paths = newest
    assert subject == "请确认您要跟踪的事"
    resident.opens(paths[0]).sees("等您确认", TITLE).does_not_see("wang@example.com")
    resident.clicks("确认跟踪").sees("已经开始跟踪", "正在跟踪")
    return paths[0]


def is_reminded(resident, mail, it_is):
    it_is(6, 16, 9)
    subject, paths = mail()
    assert subject.startswith("新消息：快截止了")
    resident.opens(paths[0]).sees(TITLE)


def the_meeting_decides(session, write, clock, proposal):
    session.rollback()
    heard = proposal_by_number(session, proposal.number)
    with write():
        story.answered(session, clock, heard)
    with write() as now:
        story.compiled(session, now, heard)
        story.approved(session, now, heard)
        decision = story.decided(session, now, story.on_a_meeting(session, now, heard))
        reviewer = a_reviewer(session, now, heard.initiating_unit.name)
        publish_decision(session, decision, notice="同意。", reviewer="孙审查", leader="周主任", actor=reviewer, now=now)


def is_told_the_verdict(resident, mail, receipt, it_is):
    it_is(7, 8, 9)
    subject, paths = mail()
    assert subject.startswith("您的意见有结果了") and paths[0] == f"/receipts/{receipt}"
    resident.opens(paths[0]).sees("采纳", "卸货改在七点之后", "请把卸货时间写清楚")


def stops(resident, manage):
    resident.opens(manage).clicks("全部停止").sees("您的地址已经从这里删除")
    resident.opens(manage).sees("这个链接已经失效")

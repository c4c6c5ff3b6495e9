"""What is printed about an open consultation: the poster for the notice board, and opinion forms to fill in by hand."""

from datetime import datetime, timedelta

from portal.clock import beijing, beijing_date
from portal.consultations.models import Round
from portal.formnumbers import FormNumber
from portal.opinions.rules import PUBLIC_STANCES, RELATIONS
from portal.press.poster import Part, Poster
from portal.press.slip import Numbered, Question, Slip
from portal.proposals.models import Proposal, ProposalVersion
from portal.words import word

DISTRICT = "北京市西城区 · 腾退空间再利用"
WEEKDAYS = "一二三四五六日"
NOT_PUBLIC = "您的姓名和电话只有经办人看得到，不会公开，也不会写进会议材料。"
EQUAL = "照原话登记，和网上意见一样答复。"


def poster(version: ProposalVersion, heard: Round, site: str, picture: bytes = b"") -> Poster:
    """The poster of a version before the public; `site` is the portal's address, `picture` a photograph or plan."""
    proposal = version.proposal
    return Poster(
        district=DISTRICT, kind="公开征求意见", unit=proposal.initiating_unit.name, title=version.title, place=_place(version),
        parts=(Part("打算做什么", version.summary), Part("这对您意味着什么", version.meaning)),
        until=f"{_until(heard.closes_at)}以前，请您说说", call="扫一扫，说说您的想法",
        ways=("扫左边的方码就能写，不用注册，两三分钟。",
              f"不方便上网的，可以打电话、写信、到现场说，也可以向社区居委会要一张纸质意见表，{EQUAL}",
              f"联系：{version.public_contact}", "您的姓名和电话不会公开。"),
        address=address_of(site, proposal),
        foot=(f"提请部门：{proposal.initiating_unit.name}", f"方案编号：{proposal.number}",
              f"公布日期：{_day(version.publication.published_at)}", f"请张贴到{_last_day(heard.closes_at)}"),
        picture=picture,
    )


def slip(version: ProposalVersion, heard: Round, site: str) -> Slip:
    """What stands on every opinion form of a version before the public."""
    proposal = version.proposal
    return Slip(
        district=DISTRICT, head="意见表", unit=proposal.initiating_unit.name, title=version.title, place=_place(version),
        until=f"请在{_until(heard.closes_at)}以前交回", code_words="工作人员扫码录入",
        stance=Question("您怎么看这个方案？", "只打一个勾", tuple(word("stance", each) for each in PUBLIC_STANCES)),
        words=Question("您想说的话", "写不下可以写在背面"),
        relation=Question("您和这个地方的关系", "只打一个勾", tuple(word("relation", each) for each in RELATIONS)),
        person=Question("怎么称呼您，怎么联系您", "都可以不填", ("称呼", "电话", "住在哪个街道")),
        told=(f"填好以后交给社区居委会或街道，也可以寄到、送到：{version.public_contact}。", f"收到以后由工作人员录入，{EQUAL}",
              NOT_PUBLIC, f"也可以自己在网上说：{address_of(site, proposal)}"),
        desk=Question("工作人员填写", "", ("收到日期", "经手人", "录入编号")),
    )


def numbered(number: FormNumber, site: str) -> Numbered:
    """One form with its number, and the address that staff come to by scanning it."""
    return Numbered(number.groups, f"{site}/desk/forms/{number.digits}")


def address_of(site: str, proposal: Proposal) -> str:
    """The public page of a proposal."""
    return f"{site}/proposals/{proposal.number}"


def _place(version: ProposalVersion) -> str:
    where = version.proposal.space or version.proposal.area
    streets = [each.street for each in where.streets if each.street not in version.location]
    return "　".join(filter(None, ["、".join(streets), version.location]))


def _until(closes_at: datetime) -> str:
    """An exclusive closing instant as the last day with its weekday and hour."""
    weekday = WEEKDAYS[beijing_date(closes_at - timedelta(microseconds=1)).weekday()]
    hour = f"{beijing(closes_at):%H:%M}"
    return f"{_last_day(closes_at)}（周{weekday}）{'24:00' if hour == '00:00' else hour}"


def _last_day(closes_at: datetime) -> str:
    last = beijing_date(closes_at - timedelta(microseconds=1))
    return f"{last.month}月{last.day}日"


def _day(instant: datetime) -> str:
    day = beijing_date(instant)
    return f"{day.year}年{day.month}月{day.day}日"

"""A survey with a question of every kind, published about a market hall in 牛街街道, or in the street itself."""

from datetime import timedelta
from itertools import count

from portal.clock import beijing_date
from portal.rulebook.book import current_book
from portal.surveys.actions import Header, Wording, add_question, create_survey, give_answers, publish
from portal.surveys.models import Survey
from portal.surveys.values import Said
from tests.builders import a_handler, a_reviewer, a_unit
from tests.opinions.matter import Matter, a_matter

STATED = {
    "title": "菜市场怎么改", "intro": "只要三分钟。", "responsible": "区商务局市场科", "methods": "网上填写，社区发放纸质问卷",
    "feedback": "和意见采纳情况一起公布",
}
HOURS, WISHES, TASTE, ORDER, WORDS = range(5)
QUESTIONS = (
    Wording("single", "几点开门合适？", options="早上六点\n早上七点\n早上八点", is_required=True),
    Wording("multiple", "最想买什么？", options="蔬菜\n主食\n水果\n肉蛋", most=2),
    Wording("scale", "现在的市场您满意吗？"),
    Wording("ranking", "先改哪里？", options="地面\n照明\n厕所"),
    Wording("text", "还想说什么？"),
)
LIFT, SOLAR = "楼本体/多层住宅楼房增设电梯等上下楼设施", "楼本体/太阳能应用"
PAINT = "楼本体/对楼体进行清洗粉刷"
MENU = Wording("menu", "楼里要改造什么？", scopes=("楼本体",), offered=(LIFT, SOLAR))
REVIEW = {"reviewer_name": "孙审查", "leader_name": "周主任"}
_tokens = count(1)


def a_header(**changes) -> Header:
    """A header with the four things stated."""
    return Header(**STATED | changes)


def a_draft_survey(session, now, *questions, matter=None, **header) -> Survey:
    """A survey about a proposal that is being heard, with questions, not yet published."""
    matter = matter or a_matter(session, now)
    handler = a_handler(session, now, matter.unit.name)
    about = {"unit": matter.unit, "consultation": matter.consultation}
    survey = create_survey(session, a_header(**header), **about, actor=handler, now=now)
    for wording in questions or QUESTIONS:
        add_question(session, survey, wording, actor=handler, now=now)
    return survey


def matter_of(survey) -> Matter:
    """The matter a survey is about."""
    proposal = survey.consultation.proposal
    return Matter(survey.consultation, None, proposal.initiating_unit, proposal.streets[0])


def a_survey(session, now, *questions, **more) -> Survey:
    """The same, published."""
    return published(session, now, a_draft_survey(session, now, *questions, **more))


def a_street_survey(session, now, *questions, days=10) -> Survey:
    """A survey in 牛街街道, held by its office."""
    street = a_unit(session, now, "牛街街道办事处")
    handler = a_handler(session, now, street.name)
    header = a_header(title="老楼改造问卷", last_day=beijing_date(now) + timedelta(days=days))
    survey = create_survey(session, header, unit=street, street=street, actor=handler, now=now)
    for wording in questions or (MENU,):
        add_question(session, survey, wording, actor=handler, now=now)
    return published(session, now, survey)


def published(session, now, survey) -> Survey:
    """Its version under hand reviewed and published."""
    reviewer = a_reviewer(session, now, survey.unit.name)
    publish(session, survey, reviewed_on=beijing_date(now), actor=reviewer, now=now, **REVIEW)
    return survey


def ids(survey) -> list[int]:
    """The questions of the current version, by their places."""
    return [each.id for each in survey.current.questions]


def answer(session, survey, now, answers: dict[int, Said], version=None):
    """A sheet from the web; `answers` by the question's place."""
    version = version or survey.current
    given = {version.questions[place].id: said for place, said in answers.items()}
    return give_answers(session, survey, version, given, token=f"sheet{next(_tokens)}", now=now)


def chose(*codes: str) -> Said:
    """One or several things chosen."""
    return Said(tuple((code, 0) for code in codes))


def ranked(*codes: str) -> Said:
    """Options in the order of their places."""
    return Said(tuple((code, place) for place, code in enumerate(codes, start=1)))


def menu_keys(*, scope: str, basic: bool) -> list[str]:
    """The keys of the menu in one scope and class."""
    return [each.key for each in current_book().menu if each.scope == scope and each.basic == basic]



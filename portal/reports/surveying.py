"""Surveys on paper: how many answered what, as what it is. Nothing here is a vote, and every number stands beside the number
of those who answered."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from portal.press.paper import Block, Cell, Column, Heading, Paper, Paragraph, Table
from portal.reports.labels import chinese_number, listed, long_day, moment
from portal.shielding import HIDDEN, hidden
from portal.surveys.values import Line, QuestionFigures, SurveyFigures
from portal.words import WORDS

NO_VOTE = "问卷反映填写的人怎么想，只作参考，不是表决；采纳与否看意见的内容。"
MENU_RULE = (
    "整治菜单依据《西城区老旧小区综合整治工作方案（2018—2020年）（试行）》：基础类必须改造整治，不因问卷取消，"
    "人数是希望先做的人数；自选类的人数是希望做的人数，在基础类实施之前不记为确定。"
)
NO_SHEETS = "未收到答卷"
FIRST_PLACES = 3


def survey_paper(figures: SurveyFigures, now: datetime) -> Paper:
    """The figures of one survey as a paper of its own."""
    return Paper(
        title=f"“{figures.title}”问卷调查结果", unit=figures.lead,
        blocks=(Paragraph(NO_VOTE), *blocks(figures, level=1)),
        trace=f"数据截至{moment(now)}（北京时间）。",
    )


def section(surveys: Sequence[SurveyFigures], *, least: int = 0) -> Iterator[Block]:
    """A section about all surveys; `least` hides the numbers of smaller groups, and what was written, from the public."""
    yield Paragraph(NO_VOTE)
    for number, figures in enumerate(surveys, start=1):
        yield Heading(2, f"（{chinese_number(number)}）{figures.title}")
        yield from blocks(figures, level=3, least=least)


def blocks(figures: SurveyFigures, *, level: int, least: int = 0) -> Iterator[Block]:
    """What one survey states, what came in, and each question."""
    yield Paragraph(f"{figures.lead}。责任单位：{figures.responsible}。", lead="主责单位：")
    yield Paragraph(f"{figures.methods.rstrip('。')}。", lead="征集方式和途径：")
    yield Paragraph(f"{figures.feedback.rstrip('。')}。", lead="采纳情况反馈方式：")
    yield Paragraph(received(figures))
    if figures.has_menu:
        yield Paragraph(MENU_RULE)
    if figures.counted < max(least, 1):
        if figures.counted:
            yield Paragraph(f"答卷不足{least}份，为保护个人信息，不公布每一题的结果。")
        return
    for number, question in enumerate(figures.questions, start=1):
        yield Heading(level, f"{heading_number(level, number)}{question.text}")
        yield from _question(question, figures, least)


def heading_number(level: int, number: int) -> str:
    """How a heading of a level is numbered: 一、 or 1."""
    return f"{chinese_number(number)}、" if level == 1 else f"{number}. "


def received(figures: SurveyFigures) -> str:
    """How many sheets came; zero is said as zero."""
    since = f"自{long_day(figures.opened_at)}起" if figures.opened_at else ""
    until = f"至{moment(figures.closes_at)}" if figures.closes_at else ""
    if not figures.received:
        return f"{since}{until}，{NO_SHEETS}。"
    return (
        f"{since}{until}，收到答卷{figures.received}份，作废{figures.struck}份，计入{figures.counted}份"
        f"（其中纸质等录入{figures.on_paper}份）。"
    )


def in_short(figures: SurveyFigures) -> str:
    """One survey in a paragraph: what came in, and the answer chosen most often for each question."""
    said = [f"问“{each.text}”，{answered(each)}，选得最多的是{_most(each)}" for each in figures.questions if _most(each)]
    return f"“{figures.title}”问卷：{received(figures)}" + (f"{'；'.join(said)}。" if said else "")


def _most(question: QuestionFigures) -> str:
    top = max((each.people for each in question.lines), default=0)
    named = [f"“{each.label}”" for each in question.lines if each.people == top]
    return f"{listed(named)}（{top}人）" if top and question.kind != "ranking" else ""


def answered(question: QuestionFigures) -> str:
    """How many answered, of how many who had the question before them."""
    return f"{question.answered}人回答（共{question.asked}份答卷有这一题）"


def _question(question: QuestionFigures, figures: SurveyFigures, least: int) -> Iterator[Block]:
    versions = f"这一题在第{'、'.join(map(str, question.versions))}版问卷里。" if figures.versions > 1 else ""
    yield Paragraph(f"{answered(question)}。{versions}")
    if question.lines:
        yield _table(question, least)
    if question.written and (question.kind == "text" or question.texts):
        yield Paragraph(f"写了文字的有{question.written}人。")
    if question.texts:
        yield Table(question.text, (Column("文字回答", 156, True),), tuple((each,) for each in question.texts), captioned=False)


def _table(question: QuestionFigures, least: int) -> Table:
    kinds = {"menu": _menu_table, "ranking": _ranking_table}
    return kinds.get(question.kind, _choice_table)(question, least)


def _choice_table(question: QuestionFigures, least: int) -> Table:
    columns = (Column("选项", 112, True), Column("选的人数", 44))
    rows = zip((each.label for each in question.lines), people_shown(question.lines, least), strict=True)
    return Table(question.text, columns, tuple(rows), captioned=False)


def _menu_table(question: QuestionFigures, least: int) -> Table:
    columns = (Column("项目", 70, True), Column("类别", 32), Column("由谁出资", 32), Column("人数", 22))
    rows = tuple(
        (each.label, WORDS["menu_class"][each.kind], WORDS["menu_payer"][each.kind], people)
        for each, people in zip(question.lines, people_shown(question.lines, least), strict=True))
    return Table(question.text, columns, rows, captioned=False)


def _ranking_table(question: QuestionFigures, least: int) -> Table:
    columns = places_shown(question, least)
    head = (Column("选项", 84, True), *(Column(f"排第{place}位", 24) for place in range(1, len(columns) + 1)))
    rows = tuple((each.label, *cells) for each, *cells in zip(question.lines, *columns, strict=True))
    return Table(question.text, head, rows, captioned=False)


def people_shown(lines: Sequence[Line], least: int) -> list[Cell]:
    """The number of people of each line; those of small groups, and what gives them away, left out."""
    return _shown([each.people for each in lines], least)


def places_shown(question: QuestionFigures, least: int) -> list[list[Cell]]:
    """For a ranking: the first places, each with its numbers down the lines."""
    count = min(FIRST_PLACES, len(question.lines))
    return [_shown([each.places[place] for each in question.lines], least) for place in range(count)]


def _shown(numbers: list[int], least: int) -> list[Cell]:
    untold = hidden(numbers, least) if least else ()
    return [HIDDEN if place in untold else number for place, number in enumerate(numbers)]

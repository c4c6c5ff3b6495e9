"""A survey in the documents: its numbers as what they are, for everybody without anybody's words or small groups."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.reports import snapshot, surveying
from portal.reports.compile import compile_report
from portal.reports.documents import DOCUMENTS
from portal.reports.queries import gather
from portal.reports.tables import Table
from portal.surveys.values import Line, QuestionFigures, Said, SurveyFigures
from tests.reports.reading import lines_of
from tests.reports.samples import CLOSES, CUTOFF, OPENED, full, rows
from tests.surveys import matter as story
from tests.surveys.matter import HOURS, LIFT, MENU, WORDS, answer, chose

HEARD = QuestionFigures(
    "single", "几点开门合适？", (1,), 58, 57, (Line("早上六点", 37), Line("早上七点", 18), Line("早上八点", 2)))
WRITTEN = QuestionFigures("text", "还想说什么？", (1,), 58, 2, written=2, texts=("我是张建国，电话13812345678", "多装灯"))
PUT_IN_ORDER = QuestionFigures(
    "ranking", "先改哪里？", (1,), 58, 50, (Line("地面", 50, (30, 20)), Line("照明", 50, (20, 30))))
CHOSEN = QuestionFigures(
    "menu", "改什么？", (1,), 58, 58,
    (Line("楼本体：对楼体进行清洗粉刷", 20, kind="basic"), Line("楼本体：太阳能应用", 38, kind="optional")))
SURVEY = SurveyFigures(
    "菜市场怎么改", "区商务局", "市场科", "网上和纸质", "随意见采纳情况公布", OPENED, CLOSES, 1, 60, 2, 11,
    (HEARD, WRITTEN, PUT_IN_ORDER, CHOSEN))


def report_of(*surveys):
    return compile_report(replace(full(), surveys=surveys), CUTOFF)


def text_of(code: str, report) -> str:
    return "\n".join(lines_of(DOCUMENTS[code].compose(report, "")))


def test_the_summary_tells_the_four_things_and_every_number_beside_those_who_answered():
    text = text_of("summary", report_of(SURVEY))
    for words in ("主责单位：区商务局", "责任单位：市场科", "网上和纸质", "随意见采纳情况公布", "收到答卷60份，作废2份，计入58份",
                  "57人回答（共58份答卷有这一题）", "不是表决", "由投资主体与居民协商解决", "基础类，必做", "2018—2020年"):
        assert words in text, words
    assert "64" not in text, "no share in per cent"


@pytest.mark.parametrize("code", ["summary", "narrative", "announcement"])
def test_the_documents_say_the_same_number_of_sheets(code):
    assert "收到答卷60份，作废2份，计入58份" in text_of(code, report_of(SURVEY))


def test_the_public_reads_no_words_and_no_small_group():
    text = text_of("announcement", report_of(SURVEY))
    assert "多装灯" not in text and "写了文字的有2人" in text
    cells = {str(cell) for block in DOCUMENTS["announcement"].compose(report_of(SURVEY), "").blocks if isinstance(block, Table)
             for row in block.rows for cell in row}
    assert "37" in cells and "从略" in cells and "2" not in cells


def test_too_few_sheets_are_not_told_question_by_question():
    few = replace(SURVEY, received=3, struck=0, on_paper=0)
    text = text_of("announcement", report_of(few))
    assert "答卷不足5份" in text and "几点开门合适" not in text
    assert "几点开门合适" in text_of("summary", report_of(few))


def test_what_was_written_is_masked_like_any_other_words():
    text = text_of("summary", report_of(SURVEY))
    assert "13812345678" not in text and "张建国，电话" not in text and "多装灯" in text


def test_no_sheet_is_said_as_zero():
    nobody = replace(SURVEY, received=0, struck=0, on_paper=0)
    text = "\n".join(text_of(code, report_of(nobody)) for code in ("summary", "narrative", "announcement"))
    assert text.count("未收到答卷") == 3 and "一致同意" not in text


@pytest.mark.parametrize("code", DOCUMENTS)
def test_without_a_survey_nothing_is_said_of_one(code):
    assert "问卷" not in text_of(code, compile_report(rows(), CUTOFF))


def test_the_workbook_has_its_sheet():
    assert "问卷调查" in [each.name for each in DOCUMENTS["summary"].compose(report_of(SURVEY), "").sheets]


def test_a_snapshot_keeps_surveys():
    report = report_of(SURVEY)
    assert snapshot.read(snapshot.write(report)) == report


def test_the_narrative_names_what_was_chosen_most():
    assert "选得最多的是“早上六点”（37人）" in surveying.in_short(SURVEY)


def test_the_report_gathers_the_published_surveys_with_what_was_written(session, write, clock):
    with write() as now:
        survey = story.a_survey(session, now, *story.QUESTIONS, MENU)
        story.a_draft_survey(session, now, title="没发布的问卷", matter=story.matter_of(survey))
        answer(session, survey, now, {HOURS: chose("1"), WORDS: Said(text="多装灯"), 5: chose(LIFT)})
    clock.advance(timedelta(days=1))
    consultation = session.get(Consultation, survey.consultation_id)
    made = compile_report(gather(session, consultation, names=False, now=clock.now()), clock.now())
    assert [each.title for each in made.surveys] == [survey.title]
    figures = made.surveys[0]
    assert (figures.counted, figures.questions[HOURS].lines[1].people, figures.questions[WORDS].texts) == (1, 1, ("多装灯",))
    lift = next(each for each in figures.questions[5].lines if each.label.endswith("电梯等上下楼设施"))
    assert (lift.people, lift.kind) == (1, "optional")
    assert beijing_date(figures.opened_at) == beijing_date(now)

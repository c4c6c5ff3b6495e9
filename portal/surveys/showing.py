"""What the templates of surveys ask for: names of fields, figures fit for their reader, a sheet in words."""

from portal.reports.surveying import people_shown, places_shown
from portal.surveys.answering import note_of
from portal.surveys.models import Question, Sheet, SurveyVersion
from portal.surveys.queries import label_of
from portal.surveys.rules import codes_of, field_of
from portal.surveys.values import Line, QuestionFigures


def people_of(question: QuestionFigures, least: int) -> list[tuple[Line, int | str]]:
    """Each line with its number of people, or what stands in its place for groups smaller than `least`."""
    return list(zip(question.lines, people_shown(question.lines, least), strict=True))


def ranked_rows(question: QuestionFigures, least: int) -> list[tuple]:
    """Each line with how many people put it first, second and third."""
    return list(zip(question.lines, *places_shown(question, least), strict=True))


def menu_counts(question: Question, version: SurveyVersion) -> tuple[int, int]:
    """How many basic and how many optional items a question about the menu holds."""
    basic = sum(version.menu[key].basic for key in question.options)
    return basic, len(question.options) - basic


def told(sheet: Sheet, questions: dict[int, Question]) -> list[tuple[Question, str]]:
    """What a sheet says, question by question."""
    said: dict[int, list[str]] = {}
    for choice in sorted(sheet.choices, key=lambda each: each.place):
        question = questions[choice.question_id]
        said.setdefault(question.id, []).append(label_of(question, list(codes_of(question)).index(choice.code))[0])
    for writing in sheet.writings:
        said.setdefault(writing.question_id, []).append(writing.text)
    order = (each for each in questions.values() if each.id in said)
    return [(each, "、".join(said[each.id])) for each in order]


GLOBALS = {
    "question_field": field_of, "question_note": note_of, "people_of": people_of, "ranked_rows": ranked_rows,
    "menu_counts": menu_counts, "sheet_told": told,
}

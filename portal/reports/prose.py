"""Whether what staff write into the narrative keeps to the report's numbers."""

from portal.errors import N_, InvalidInput, Refusal
from portal.reports.narrative import known_numbers
from portal.reports.numerals import strangers
from portal.reports.rules import LONGEST_PROSE
from portal.reports.values import ConsultationReport


def check(text: str, report: ConsultationReport) -> None:
    """Refuse prose that is too long, or has a sentence with a number that `report` does not say itself."""
    if len(text) > LONGEST_PROSE:
        raise InvalidInput(N_("内容太长：最多 %(limit)s 个字。"), field="text", limit=LONGEST_PROSE)
    wrong = strangers(text, known_numbers(report))
    if wrong:
        raise InvalidInput(
            N_("这一句里的数字和汇总的数字对不上：“%(words)s”。数字由系统按意见自动生成，请改掉或者删去这个数字。"),
            field="text", words=wrong[0])


def check_all(report: ConsultationReport) -> None:
    """Refuse to compile while a sentence written earlier gives a number that has changed since."""
    known = known_numbers(report)
    for each in report.prose:
        if wrong := strangers(each.text, known):
            raise Refusal(
                N_("报告里手写的这一句，数字和现在的汇总对不上：“%(words)s”。请先到“征求意见情况报告”里改好，再生成。"),
                words=wrong[0])

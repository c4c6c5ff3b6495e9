"""The five documents of a consultation, each a paper made from the report and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.errors import N_
from portal.press.paper import Paper
from portal.reports import agenda_form, announcement, letters, narrative, summary
from portal.reports.values import ConsultationReport


@dataclass(frozen=True)
class Document:
    """One of the five: its name, who may read it, and how it is composed. `is_public` says it is made for everybody."""

    name: str
    about: str
    compose: Callable[[ConsultationReport, str], Paper]
    is_public: bool = False


DOCUMENTS = {
    "summary": Document(N_("征求意见情况汇总表"), N_("给会议看，逐条列明（内部）"), summary.compose),
    "narrative": Document(N_("征求意见情况报告"), N_("给领导看，三分钟读完（内部）"), narrative.compose),
    "announcement": Document(N_("意见采纳情况公告"), N_("给公众看，不写个人"), announcement.compose, is_public=True),
    "replies": Document(N_("采纳情况书面反馈"), N_("给街道、专家和责任规划师，一家一份"), letters.compose),
    "agenda_form": Document(N_("议题申报表"), N_("报送联席会议"), agenda_form.compose),
}


def papers(report: ConsultationReport, fingerprint: str) -> Iterator[tuple[str, Paper]]:
    """Every paper with a name fit for a file, in order; the list of letters comes before the letters."""
    for number, (code, document) in enumerate(DOCUMENTS.items(), start=1):
        yield f"{number:02}-{document.name}", document.compose(report, fingerprint)
        if code == "replies":
            for place, letter in enumerate(letters.each(report, fingerprint), start=1):
                yield f"{number:02}-{document.name}-{place:02}-{letter.addressee}", letter

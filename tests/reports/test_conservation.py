"""Whatever the desk does, every opinion is in one place and all five documents show the same numbers, in every kind of file."""

import random
import re
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from portal.errors import Refusal
from portal.opinions import actions as desk
from portal.opinions.actions.grouping import merge_themes
from portal.opinions.actions.splitting import split_opinion
from portal.opinions.actions.steps import undo
from portal.opinions.models import Opinion, Point, Step, Theme
from portal.press import docx, pdf, xlsx
from portal.reports import snapshot
from portal.reports.compile import compile_report
from portal.reports.documents import DOCUMENTS
from portal.reports.queries import gather
from portal.reports.values import BUCKETS
from tests.opinions.matter import a_matter, a_pledge, an_opinion
from tests.reports.reading import lines_of

EQUATION = re.compile(r"收到各方意见(\d+)条，其中重复(\d+)条、撤回(\d+)条、无效(\d+)条、逾期(\d+)条，计入(\d+)条")
STEPS = 60


class Desk:
    """Somebody at the desk who does things at random; what a rule refuses is simply not done."""

    def __init__(self, session, matter, dice: random.Random):
        self.session, self.matter, self.dice = session, matter, dice

    def act(self, now) -> None:
        """One thing."""
        doings = (self.hear, self.hear, self.hear, self.withdraw, self.mark, self.unmark, self.theme, self.place, self.place,
                  self.no_demand, self.answer, self.split, self.merge, self.undo)
        try:
            with self.session.begin_nested():
                self.dice.choice(doings)(now)
        except Refusal:
            pass

    def hear(self, now):
        text = self.dice.choice(("要电梯，还要路灯。", "别太吵。", "支持。"))
        an_opinion(self.session, self.matter, now, f"t{self.dice.random()}", text=text)

    def withdraw(self, now):
        desk.withdraw(self.session, self._any(Opinion), now=now)

    def mark(self, now):
        kind = self.dice.choice(("repeated", "invalid"))
        kept = self._any(Opinion) if kind == "repeated" else None
        desk.mark(self.session, self._any(Opinion), kind, "核对过。", kept, actor=self.matter.handler, now=now)

    def unmark(self, now):
        desk.unmark(self.session, self._any(Opinion), actor=self.matter.handler, now=now)

    def theme(self, now):
        title = f"第{self.dice.randint(1, 99)}件事"
        desk.create_theme(self.session, self.matter.consultation, title, actor=self.matter.handler, now=now)

    def split(self, now):
        opinion = self._any(Opinion)
        cut = self.dice.randint(1, max(1, len(opinion.text) - 1))
        spans = self.dice.choice(([(0, cut), (cut, len(opinion.text))], []))
        split_opinion(self.session, opinion, spans, actor=self.matter.handler, now=now)

    def merge(self, now):
        merge_themes(self.session, self._any(Theme), self._any(Theme), actor=self.matter.handler, now=now)

    def undo(self, now):
        undo(self.session, self._any(Step), actor=self.matter.handler, now=now)

    def place(self, now):
        theme = self._any(Theme) if self.dice.random() < 0.8 else None
        desk.place_points(self.session, theme, [self._any(Point)], actor=self.matter.handler, now=now)

    def no_demand(self, now):
        desk.set_no_demand(self.session, [self._any(Point)], actor=self.matter.handler, now=now)

    def answer(self, now):
        theme = self._any(Theme)
        verdict = self.dice.choice(("adopted", "not_adopted", "explained"))
        reason = f"{theme.title}涉及的层高不够，已请设计单位重新核算荷载。"
        desk.decide_theme(
            self.session, theme, verdict=verdict, reason=reason, changed_place="第二部分改为加装电梯。",
            seen_revision=theme.revision, actor=self.matter.handler, now=now, pledge=a_pledge(self.matter.unit, now),
        )  # fmt: skip

    def _any(self, model):
        rows = self.session.scalars(select(model).order_by(model.id)).all()
        if not rows:
            raise Refusal("nothing there yet")
        return self.dice.choice(rows)


@pytest.fixture(params=range(3))
def report(request, session, write, clock):
    """The report after a day of random work."""
    with write() as now:
        matter = a_matter(session, now)
    worker = Desk(session, matter, random.Random(request.param))
    for _ in range(STEPS):
        with write() as now:
            worker.act(now)
            an_opinion(session, matter, now, f"w{worker.dice.random()}")
    now = clock.now()
    return compile_report(gather(session, matter.consultation, names=False, now=now), now), session


def test_every_opinion_is_in_one_place_and_every_point_has_one_answer(report):
    made, session = report
    rows = session.scalars(select(Opinion).order_by(Opinion.number)).all()
    assert [opinion.number for opinion in made.opinions] == [row.number for row in rows]
    assert {opinion.number: opinion.bucket for opinion in made.opinions} == {row.number: row.bucket for row in rows}
    answers = {"waiting": "unanswered", "loose": "unanswered"}
    expected = sorted(answers.get(p.answer, p.answer) for row in rows if row.bucket == "counted" for p in row.points)
    assert sorted(point.answer for opinion in made.opinions for point in opinion.points) == expected


def test_the_five_documents_show_the_same_numbers_in_every_kind_of_file(report):
    made, _ = report
    total = made.numbers.total
    expected = (len(total.received), *(len(getattr(total, bucket)) for bucket in BUCKETS))
    for code, document in DOCUMENTS.items():
        paper = document.compose(made, "")
        for read in (_docx, _pdf, _xlsx):
            said = {tuple(map(int, found)) for found in EQUATION.findall(read(paper, made.cutoff))}
            assert said == {expected}, f"{code} {read.__name__}"


def test_the_stored_report_gives_the_same_documents_again(report):
    made, _ = report
    again = snapshot.read(snapshot.write(made))
    for document in DOCUMENTS.values():
        assert lines_of(document.compose(again, "")) == lines_of(document.compose(made, ""))


def _docx(paper, made_at) -> str:
    document = Document(BytesIO(docx.write(paper, made_at)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _pdf(paper, made_at) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf.write(paper, made_at))).pages)


def _xlsx(paper, made_at) -> str:
    sheets = load_workbook(BytesIO(xlsx.write(paper, made_at)))
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)

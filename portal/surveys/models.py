"""Surveys (问卷调查): versions of a questionnaire whose published text never changes, and the sheets people filled in.

A survey is anonymous: nothing in these tables tells who somebody is.
"""

from datetime import date, datetime

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.clock import beijing_date, end_of_day
from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime, code
from portal.opinions.rules import PAPER_CHANNELS
from portal.permissions import Owners
from portal.rulebook.book import book
from portal.rulebook.values import MenuItem
from portal.surveys import rules
from portal.surveys.values import KINDS


class Survey(Revised, Base):
    """A survey of one unit: about a proposal (`consultation`), and open as long as its public round is, or in a `street`, until
    the end of `last_day`.

    `responsible`, `methods` and `feedback` are, with the unit in the lead, what a survey states (西政办发〔2016〕19号 要点25).
    `outcome` tells the public what became of it; where it belongs to a proposal, that is told with the opinions.
    """

    __tablename__ = "surveys"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultations.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    title: Mapped[str] = mapped_column(String(120))
    intro: Mapped[str] = mapped_column(Text, default="")
    responsible: Mapped[str] = mapped_column(String(200))
    methods: Mapped[str] = mapped_column(String(500))
    feedback: Mapped[str] = mapped_column(String(500))
    last_day: Mapped[date | None]
    last_number: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    street: Mapped[Unit | None] = relationship(foreign_keys=street_id)
    consultation: Mapped[Consultation | None] = relationship()
    versions: Mapped[list["SurveyVersion"]] = relationship(back_populates="survey", order_by="SurveyVersion.ordinal")
    basics: Mapped["BasicsCarriedOut | None"] = relationship(back_populates="survey")
    determinations: Mapped[list["Determination"]] = relationship(back_populates="survey", order_by="Determination.id")

    __table_args__ = (
        CheckConstraint("(consultation_id IS NULL) <> (street_id IS NULL)", name="proposal_or_street"),
        CheckConstraint("(street_id IS NULL) = (last_day IS NULL)", name="street_until"),
        CheckConstraint("responsible <> '' AND methods <> '' AND feedback <> ''", name="four_things_stated"),
        CheckConstraint("(outcome = '') = (outcome_at IS NULL)", name="outcome_told"),
    )

    @property
    def draft(self) -> "SurveyVersion | None":
        """The version that is being written."""
        return next((each for each in self.versions if each.published_at is None), None)

    @property
    def current(self) -> "SurveyVersion | None":
        """The version people are given: the newest published one."""
        return next((each for each in reversed(self.versions) if each.published_at is not None), None)

    @property
    def closes_at(self) -> datetime | None:
        """The exclusive instant until which the web takes answers; None while the proposal is not before the public."""
        if self.last_day is not None:
            return end_of_day(self.last_day)
        heard = self.consultation.public_round
        return heard and heard.closes_at

    @property
    def is_withdrawn(self) -> bool:
        """Whether the proposal it is about was withdrawn."""
        return self.consultation is not None and self.consultation.proposal.withdrawn_at is not None

    def state(self, now: datetime) -> str:
        """draft, waiting, open or closed at `now`."""
        return "closed" if self.is_withdrawn else rules.state_of(self.published_at, self.closes_at, now)

    @property
    def first_day(self) -> date | None:
        """The Beijing day it was published."""
        return self.published_at and beijing_date(self.published_at)

    @property
    def asked_items(self) -> dict[str, MenuItem]:
        """The items of the menu that a published version asked about, by key."""
        return {
            key: version.menu[key]
            for version in self.versions if version.published_at
            for question in version.questions if question.kind == "menu"
            for key in question.options
        }

    @property
    def owners(self) -> Owners:
        """A survey belongs to its unit and lies in the proposal's streets, or in its own."""
        return Owners(units=frozenset({self.unit_id}), lies_in=self._streets)

    def _streets(self) -> frozenset[int]:
        if self.consultation is None:
            return frozenset({self.street_id})
        return frozenset(each.id for each in self.consultation.proposal.streets)


class SurveyVersion(Base):
    """One text of a questionnaire: written until it is published, after its secrecy review; then it never changes.

    `rulebook` is the version whose menu it uses; `note` says what is new in a later version.
    """

    __tablename__ = "survey_versions"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    ordinal: Mapped[int]
    rulebook: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(300), default="")
    reviewer_name: Mapped[str] = mapped_column(String(30), default="")
    leader_name: Mapped[str] = mapped_column(String(30), default="")
    reviewed_on: Mapped[date | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    survey: Mapped[Survey] = relationship(back_populates="versions")
    questions: Mapped[list["Question"]] = relationship(
        back_populates="version", order_by="Question.position", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("survey_id", "ordinal"),
        CheckConstraint("published_at IS NULL OR (reviewer_name <> '' AND leader_name <> '' AND reviewed_on IS NOT NULL)",
                        name="reviewed_before_publication"),
    )

    @property
    def menu(self) -> dict[str, MenuItem]:
        """The menu as its rulebook has it, by key."""
        return {item.key: item for item in book(self.rulebook).menu}


class Question(Base):
    """One question. `options` are the words of what can be chosen, the two ends of a scale, or the keys of menu items.

    `most` limits how many may be chosen.
    """

    __tablename__ = "survey_questions"

    version_id: Mapped[int] = mapped_column(ForeignKey("survey_versions.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(code(*KINDS))
    text: Mapped[str] = mapped_column(String(300))
    hint: Mapped[str] = mapped_column(String(300), default="")
    is_required: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list] = mapped_column(JSON, default=list)
    most: Mapped[int | None]

    version: Mapped[SurveyVersion] = relationship(back_populates="questions")

    __table_args__ = (CheckConstraint("text <> ''", name="asks_something"),)

    @property
    def owners(self) -> Owners:
        """A question belongs where its survey belongs."""
        return self.version.survey.owners


class Sheet(Base):
    """One questionnaire as one person filled it in, on the web or on paper; it answers the version it was drawn from.

    `token` makes a retry the same sheet. What was struck out (作废) is kept with its reason and not counted.
    """

    __tablename__ = "survey_sheets"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_versions.id"), index=True)
    number: Mapped[int]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(code("web", *PAPER_CHANNELS))
    source: Mapped[str] = mapped_column(String(200), default="")
    received_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    struck_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    struck_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    struck_reason: Mapped[str] = mapped_column(String(300), default="")

    survey: Mapped[Survey] = relationship()
    version: Mapped[SurveyVersion] = relationship()
    choices: Mapped[list["Choice"]] = relationship(order_by="Choice.id")
    writings: Mapped[list["Writing"]] = relationship(order_by="Writing.id")

    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        CheckConstraint("(channel = 'web') = (recorded_by IS NULL)", name="recorder_of_paper"),
        CheckConstraint("(struck_at IS NULL) = (struck_reason = '')", name="struck_reasoned"),
    )

    @property
    def owners(self) -> Owners:
        """A sheet belongs where its survey belongs."""
        return self.survey.owners


class Choice(Base):
    """One thing chosen on a sheet, by its code (see rules.codes_of); `place` is its place in a ranking, else 0."""

    __tablename__ = "survey_choices"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("survey_sheets.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_questions.id"))
    code: Mapped[str] = mapped_column(String(120))
    place: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("sheet_id", "question_id", "code"),
        Index("ix_survey_choices_question", "question_id", "code", "place"),
    )


class Writing(Base):
    """What was written on a sheet in answer to a question."""

    __tablename__ = "survey_writings"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("survey_sheets.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_questions.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("sheet_id", "question_id"), CheckConstraint("text <> ''", name="says_something"))


class BasicsCarriedOut(Base):
    """That the basic items of the menu have been carried out where a survey asked, since when, and on what evidence."""

    __tablename__ = "survey_basics"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), unique=True)
    done_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    survey: Mapped[Survey] = relationship(back_populates="basics")

    __table_args__ = (CheckConstraint("evidence <> ''", name="evidenced"),)


class Determination(Base):
    """An optional item of the menu recorded as determined: by whom, and on what day."""

    __tablename__ = "survey_determinations"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    item: Mapped[str] = mapped_column(String(120))
    by_whom: Mapped[str] = mapped_column(String(100))
    decided_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    survey: Mapped[Survey] = relationship(back_populates="determinations")

    __table_args__ = (UniqueConstraint("survey_id", "item"), CheckConstraint("by_whom <> ''", name="somebody_determined"))


_REFUSED = "a published questionnaire never changes"
_PUBLISHED = "(SELECT published_at FROM survey_versions WHERE id = {row}.version_id) IS NOT NULL"
SQLITE_GUARDS = [
    f"CREATE TRIGGER survey_questions_published_{verb.lower()} BEFORE {verb} ON survey_questions "
    f"WHEN {_PUBLISHED.format(row=row)} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
]
POSTGRESQL_GUARDS = [
    "CREATE OR REPLACE FUNCTION a_published_questionnaire_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ DECLARE row_ survey_questions; BEGIN IF TG_OP = 'INSERT' THEN row_ := NEW; ELSE row_ := OLD; END IF; "
    f"IF {_PUBLISHED.format(row='row_')} THEN RAISE EXCEPTION '{_REFUSED}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER survey_questions_published BEFORE INSERT OR UPDATE OR DELETE ON survey_questions "
    "FOR EACH ROW EXECUTE FUNCTION a_published_questionnaire_never_changes()",
]
for _dialect, _statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _statement in _statements:
        event.listen(Question.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))

"""The whole report."""

from dataclasses import dataclass
from datetime import datetime

from portal.reports.values.counts import Numbers, PointNumbers
from portal.reports.values.matter import Amendment, Application, Flag, Hearing, Measure, Original, ProposalFacts, Prose
from portal.reports.values.voices import Asked, Bundle, Opinion, Reply, Theme, Waiver
from portal.shielding import LEAST
from portal.surveys.values import SurveyFigures

SCHEMA = 3


@dataclass(frozen=True, slots=True)
class ConsultationReport:
    """All that the documents of one consultation say at one instant (`cutoff`); `schema` tells how old a stored one is.

    `small_group`: what the public reads tells no group of fewer opinions apart.
    """

    cutoff: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    proposal: ProposalFacts
    asked: tuple[Asked, ...]
    measures: tuple[Measure, ...]
    numbers: Numbers
    points: PointNumbers
    themes: tuple[Theme, ...]
    replies: tuple[Reply, ...]
    waivers: tuple[Waiver, ...]
    opinions: tuple[Opinion, ...]
    bundles: tuple[Bundle, ...] = ()
    flags: tuple[Flag, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    application: Application | None = None
    originals: tuple[Original, ...] = ()
    prose: tuple[Prose, ...] = ()
    small_group: int = LEAST
    surveys: tuple[SurveyFigures, ...] = ()
    schema: int = SCHEMA

    @property
    def unsettled(self) -> tuple[Reply, ...]:
        """Replies whose disagreement has not ended and must."""
        return tuple(reply for reply in self.replies if reply.agreement == "unsettled" and reply.blocks)

    @property
    def not_done(self) -> tuple[Asked, ...]:
        """Mandatory requirements nobody has met or waived."""
        return tuple(line for line in self.asked if line.mandatory and not line.met)

    @property
    def still_open(self) -> bool:
        """The public round had not closed at the cut-off."""
        return self.closes_at is not None and self.cutoff < self.closes_at

    @property
    def draft(self) -> bool:
        """Something is still without an answer; a final report has nothing of the kind."""
        unmet = any(not measure.met for measure in self.measures)
        return bool(self.still_open or self.unsettled or self.not_done or unmet or self.points.answered("unanswered"))

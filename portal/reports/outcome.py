"""What the public reads of a report: figures, themes, verdicts and reasons; nobody's name, nobody's own words.

What units replied appears only after the decision (`decided`); until then the figures are those of public opinions alone.
"""

from dataclasses import dataclass

from portal.reports.values import BUCKETS, ConsultationReport, Opinion, Reply, Theme

PUBLIC_STANCES = ("support", "conditional", "oppose", "suggest")
PERSONS = ("expert", "planner", "rights_holder")


@dataclass(frozen=True, slots=True)
class PublicTheme:
    """One demand with its answer; `count` is the number of counted opinions that make it."""

    number: int
    title: str
    count: int
    verdict: str | None
    reason: str
    change: str


@dataclass(frozen=True, slots=True)
class UnitReply:
    """How one unit answered, and what came of it; of a person (expert, planner, rights holder) only the party is told."""

    party: str
    name: str
    kind: str
    agreement: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicOutcome:
    """received = repeated + withdrawn + invalid + late + counted (`counts`, by bucket), and what became of the counted."""

    received: int
    counts: dict[str, int]
    stances: dict[str, int]
    themes: tuple[PublicTheme, ...]
    replies: tuple[UnitReply, ...]


def public_outcome(report: ConsultationReport, *, decided: bool) -> PublicOutcome:
    """The outcome fit for everybody's eyes; `decided` once the decision is published."""
    shown = [opinion for opinion in report.opinions if decided or opinion.stance in PUBLIC_STANCES]
    counted = [opinion for opinion in shown if opinion.bucket == "counted"]
    return PublicOutcome(
        received=len(shown),
        counts={bucket: sum(opinion.bucket == bucket for opinion in shown) for bucket in BUCKETS},
        stances=_by_stance(counted),
        themes=_themes(report.themes, {opinion.number for opinion in counted}),
        replies=tuple(_reply(reply) for reply in report.replies if reply.kind) if decided else (),
    )


def _by_stance(opinions: list[Opinion]) -> dict[str, int]:
    stances = dict.fromkeys((opinion.stance for opinion in opinions), 0)
    for opinion in opinions:
        stances[opinion.stance] += 1
    return stances


def _themes(themes: tuple[Theme, ...], shown: set[int]) -> tuple[PublicTheme, ...]:
    """The themes that hold a shown opinion, the weightiest first."""
    held = [(len(shown & set(theme.opinions)), theme) for theme in themes]
    heavy = sorted((pair for pair in held if pair[0]), key=lambda pair: -pair[0])
    return tuple(
        PublicTheme(number, theme.title, count, theme.verdict, theme.reason, theme.change)
        for number, (count, theme) in enumerate(heavy, start=1)
    )


def _reply(reply: Reply) -> UnitReply:
    name = "" if reply.party in PERSONS else reply.name
    return UnitReply(reply.party, name, reply.kind, reply.agreement, reply.verdicts)

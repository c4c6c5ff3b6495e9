"""The report as values: frozen, complete, and unable to hold numbers that do not add up.

An opinion is named by its ordered number inside the consultation (`3`), a point by that number and its place in
the opinion (`"3-1"`). Every count is the length of a tuple of such names, so each figure can be traced to its rows.
Codes are ASCII words; their Chinese is in `labels`.
"""

from portal.reports.values.counts import (
    ANSWERS,
    BUCKETS,
    VERDICTS,
    DoesNotAddUp,
    Numbers,
    PointNumbers,
    Share,
    Tally,
)
from portal.reports.values.matter import (
    Amendment,
    Application,
    Clause,
    Flag,
    Hearing,
    Measure,
    Original,
    ProposalFacts,
    Prose,
)
from portal.reports.values.report import (
    SCHEMA,
    ConsultationReport,
)
from portal.reports.values.voices import (
    Asked,
    Bundle,
    Change,
    Opinion,
    Point,
    Promise,
    Reply,
    Settlement,
    Theme,
    Waiver,
)

__all__ = [
    "ANSWERS",
    "Amendment",
    "Application",
    "Asked",
    "BUCKETS",
    "Bundle",
    "Change",
    "Clause",
    "ConsultationReport",
    "DoesNotAddUp",
    "Flag",
    "Hearing",
    "Measure",
    "Numbers",
    "Opinion",
    "Original",
    "Point",
    "PointNumbers",
    "Promise",
    "ProposalFacts",
    "Prose",
    "Reply",
    "SCHEMA",
    "Settlement",
    "Share",
    "Tally",
    "Theme",
    "VERDICTS",
    "Waiver",
]

"""The rows of opinions: what was said (core), and what the desk does with it, a file for each kind of work."""

from portal.opinions.models.breakdowns import Breakdown
from portal.opinions.models.bundles import SKETCH_BANDS, Bundle, BundleMember, Sketch
from portal.opinions.models.core import (
    Mark,
    Opinion,
    OpinionContact,
    Passage,
    Point,
    Settlement,
    Tally,
    Theme,
)
from portal.opinions.models.counters import PointCount, Uncounted
from portal.opinions.models.imports import ImportMapping, OpinionImport
from portal.opinions.models.indexed import IndexedWords
from portal.opinions.models.printed import FilledForm
from portal.opinions.models.redactions import Redaction
from portal.opinions.models.steps import Step
from portal.opinions.models.suggestions import ThemeSuggestion
from portal.opinions.models.verdicts import Promise, ReplyText, ThemeChange
from portal.opinions.models.work import Advice, Assignment, Note, Reading

__all__ = [
    "Advice", "Assignment", "Breakdown", "Bundle", "BundleMember", "FilledForm", "ImportMapping", "IndexedWords", "Mark", "Note",
    "Opinion", "OpinionContact", "OpinionImport", "Passage", "Point", "PointCount", "Promise", "Reading", "Redaction",
    "ReplyText", "Settlement", "Sketch", "SKETCH_BANDS", "Step", "Tally", "Theme", "ThemeChange", "ThemeSuggestion", "Uncounted",
]

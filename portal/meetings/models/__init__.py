"""The rows of the joint meeting: what goes to it and comes of it (agenda), and its year round (year)."""

from portal.meetings.models.agenda import (
    OUTCOMES,
    AgendaItem,
    Condition,
    Decision,
    Disclosure,
    ItemException,
    LeaderApproval,
    Meeting,
    Progress,
    Resolution,
    participants,
)
from portal.meetings.models.year import FeedKey, Inspection, Minutes, PlannedItem, QuarterPlan

__all__ = [
    "OUTCOMES", "AgendaItem", "Condition", "Decision", "Disclosure", "FeedKey", "Inspection", "ItemException",
    "LeaderApproval", "Meeting", "Minutes", "PlannedItem", "Progress", "QuarterPlan", "Resolution", "participants",
]

"""Complaints (投诉举报), their course, and what the complainants said afterwards."""

from portal.complaints.models.answers import ComplaintFact, FollowUp
from portal.complaints.models.core import CATEGORIES, CHANNELS, Complaint, ComplaintStep
from portal.complaints.models.course import ComplaintHelper, ComplaintLimit, ComplaintMerge, Deadline
from portal.complaints.models.tickets import Ticket, TicketImport, TicketMapping

__all__ = [
    "CATEGORIES", "CHANNELS", "Complaint", "ComplaintFact", "ComplaintHelper", "ComplaintLimit", "ComplaintMerge",
    "ComplaintStep", "Deadline", "FollowUp", "Ticket", "TicketImport", "TicketMapping",
]

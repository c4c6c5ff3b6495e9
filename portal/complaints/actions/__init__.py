"""What can be done with complaints."""

from portal.complaints.actions.facts import add_fact
from portal.complaints.actions.filing import file_complaint
from portal.complaints.actions.following import answer_follow_up, answer_link, log_call
from portal.complaints.actions.steps import take_step

__all__ = ["add_fact", "answer_follow_up", "answer_link", "file_complaint", "log_call", "take_step"]

"""What is done at and around the joint meeting: from approval to publication (agenda), plans, minutes, and what follows."""

from portal.meetings.actions.agenda import (
    decide,
    enter_government_result,
    foretell,
    move_meeting,
    plan_meeting,
    publish_decision,
    receive,
    record_approval,
    return_item,
    schedule,
    submit,
)
from portal.meetings.actions.follow_up import begin_use, confirm_condition, inspect, report_progress
from portal.meetings.actions.minutes import sign_minutes, write_minutes
from portal.meetings.actions.plans import Planned, file_plan

__all__ = [
    "Planned", "begin_use", "confirm_condition", "decide", "enter_government_result", "file_plan", "foretell", "inspect",
    "move_meeting", "plan_meeting", "publish_decision", "receive", "record_approval", "report_progress", "return_item",
    "schedule", "sign_minutes", "submit", "write_minutes",
]

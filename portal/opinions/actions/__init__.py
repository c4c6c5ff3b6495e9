"""What can be done with opinions: taking them in, marking them, grouping and answering them, settling disagreements."""

from portal.opinions.actions.filling import enter_form
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.intake import add_papers, answer_request, attach_papers, enter_paper, give_opinion, withdraw
from portal.opinions.actions.marks import mark, mark_invalid, read_contact, unmark
from portal.opinions.actions.redactions import confirm_redactions
from portal.opinions.actions.settling import reopen, settle_consultation, settle_reply
from portal.opinions.actions.splitting import split_opinion
from portal.opinions.actions.themes import (
    Pledge,
    create_theme,
    decide_theme,
    group_points,
    place_points,
    rename_theme,
    set_no_demand,
)

__all__ = [
    "Pledge", "add_papers", "answer_request", "attach_papers", "confirm_redactions", "create_theme", "decide_theme",
    "enter_form", "enter_paper", "give_opinion", "group_points", "hold_open", "mark", "mark_invalid", "place_points",
    "read_contact", "rename_theme", "reopen", "set_no_demand", "settle_consultation", "settle_reply", "split_opinion", "unmark",
    "withdraw",
]

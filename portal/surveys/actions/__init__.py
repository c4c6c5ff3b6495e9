"""What can be done with surveys: writing and publishing them, taking answers in, and recording what came of them."""

from portal.surveys.actions.answering import enter_sheet, give_answers, restore, strike
from portal.surveys.actions.building import (
    Header,
    Wording,
    add_question,
    create_survey,
    edit_header,
    edit_question,
    move_question,
    new_version,
    publish,
    remove_question,
)
from portal.surveys.actions.concluding import determine, record_basics, tell_outcome

__all__ = [
    "Header", "Wording", "add_question", "create_survey", "determine", "edit_header", "edit_question", "enter_sheet",
    "give_answers", "move_question", "new_version", "publish", "record_basics", "remove_question", "restore", "strike",
    "tell_outcome",
]

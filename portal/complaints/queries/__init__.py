"""Reading complaints. What a person may find at all is decided in one place: `visible`."""

from portal.complaints.queries.lookup import by_number, by_receipt, by_token, complaint, discipline_unit, whole
from portal.complaints.queries.visible import visible

__all__ = ["by_number", "by_receipt", "by_token", "complaint", "discipline_unit", "visible", "whole"]

"""The background jobs of opinions; importing this declares them."""

from portal.opinions.jobs import alike, breakdowns, indexing, reminders, sheets, themes  # noqa: F401

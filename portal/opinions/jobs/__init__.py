"""The background jobs of opinions; importing this declares them."""

from portal.opinions.jobs import alike, sheets  # noqa: F401

"""The command line: every group of commands, joined to the app."""

from flask import Flask

from portal.accounts.commands import accounts, journal
from portal.demo.commands import demo
from portal.district import district
from portal.jobs.commands import worker
from portal.reports.commands import reports
from portal.rulebook.commands import rules


def register_commands(app: Flask) -> None:
    """Join the command groups to `app`."""
    for group in (rules, district, accounts, journal, demo, worker, reports):
        app.cli.add_command(group)

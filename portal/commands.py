"""The command line: every group of commands, joined to the app."""

from flask import Flask

from portal.rulebook.commands import rules


def register_commands(app: Flask) -> None:
    """Join the command groups to `app`."""
    app.cli.add_command(rules)

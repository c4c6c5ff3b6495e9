"""The command line: every group of commands, joined to the app."""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Join the command groups to `app`."""

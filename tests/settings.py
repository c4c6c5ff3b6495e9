"""The settings and the day all tests share."""

from datetime import datetime

from portal.clock import BEIJING
from portal.config import Settings

TODAY = datetime(2026, 6, 10, 10, 0, tzinfo=BEIJING)  # a Wednesday


def settings_in(folder, **changes) -> Settings:
    """Settings for one test: everything in its own folder, cheap passwords."""
    return Settings(data_dir=folder, secret_key="test-secret", contact_key="MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                    password_cost=1, **changes)

"""What the workers do for complaints."""

from portal.complaints import ticket_jobs  # noqa: F401  (declares its jobs)
from portal.complaints.actions.reminding import post_reminders
from portal.outreach.reminders import reminder


@reminder("complaints.due")
def due(session, now, calendar) -> None:
    """Remind of complaints that are about to be late or late."""
    post_reminders(session, now, calendar)

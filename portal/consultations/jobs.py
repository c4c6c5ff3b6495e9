"""What the workers do for consultations."""

from portal.consultations.reminding import remind_of_letters
from portal.outreach.reminders import reminder

reminder("letters.due")(remind_of_letters)

"""What the workers remind of on the desk."""

from portal.opinions.reminding import remind_of_advice, remind_of_work
from portal.outreach.reminders import reminder

reminder("work.due")(remind_of_work)
reminder("advice.asked")(remind_of_advice)

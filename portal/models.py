"""Every table of the house in one import, for the app, the migrations and the tests."""

import portal.accounts.models
import portal.complaints.models
import portal.consultations.models
import portal.files.models
import portal.following.models
import portal.jobs.models
import portal.journal
import portal.ledger.models
import portal.meetings.models
import portal.notices.models
import portal.opinions.models
import portal.outbox
import portal.places.models
import portal.proposals.models
import portal.reports.models
import portal.surveys.models
import portal.wordtemplates.models
import portal.workdays.models  # noqa: F401

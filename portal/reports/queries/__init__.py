"""The rows of a report (gathering), from the proposal (matter) and from what was said (voices); and stored reports (stored)."""

from portal.reports.queries.gathering import gather
from portal.reports.queries.matter import reported_version
from portal.reports.queries.stored import prose_of, snapshot_by_id, snapshots_of

__all__ = ["gather", "prose_of", "reported_version", "snapshot_by_id", "snapshots_of"]

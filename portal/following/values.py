"""What happened, and where: values that followers and feeds are told from. Pure."""

from dataclasses import dataclass
from datetime import datetime

from portal.geo import Point, metres_between


@dataclass(frozen=True)
class News:
    """Something that happened to a proposal (`proposal_id`) or a complaint (`complaint_id`).

    `news` is a code of outreach.news.NEWS, `due` the last day to speak as YYYY-MM-DD, or "".
    """

    news: str
    at: datetime
    number: str
    title: str = ""
    due: str = ""
    proposal_id: int | None = None
    complaint_id: int | None = None

    @property
    def thing(self) -> dict[str, str]:
        """What a message keeps of it."""
        return {"news": self.news, "number": self.number, "title": self.title, "due": self.due}


@dataclass(frozen=True)
class Place:
    """Where a proposal lies: its streets' unit ids, and the points of its spaces that are known."""

    streets: frozenset[int] = frozenset()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Wish:
    """One thing somebody follows: a proposal, a street, a complaint, or a circle of `radius` metres around `centre`."""

    since: datetime
    proposal_id: int | None = None
    street_id: int | None = None
    complaint_id: int | None = None
    centre: Point | None = None
    radius: int = 0

    def covers(self, news: News, place: Place) -> bool:
        """Whether this news is told because of it; nothing that was so before it began is."""
        if news.at <= self.since:
            return False
        if news.complaint_id is not None:
            return news.complaint_id == self.complaint_id
        if self.centre is not None:
            return any(metres_between(self.centre, point) <= self.radius for point in place.points)
        return news.proposal_id == self.proposal_id or self.street_id in place.streets

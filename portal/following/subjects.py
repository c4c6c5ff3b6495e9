"""What an address asks to follow, and how pages name what is followed."""

from dataclasses import dataclass
from decimal import Decimal

from flask import request

from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.complaints.queries.lookup import by_receipt
from portal.errors import N_, InvalidInput, Missing
from portal.extensions import db
from portal.following.actions.following import Subject, refuse_accusation
from portal.following.models import Follow
from portal.geo import DISTRICT, Point
from portal.ledger.queries import space_by_number
from portal.proposals.queries import proposal_by_number
from portal.receipts import typed_receipt
from portal.web import now

ABOUT_A_HUNDRED_METRES = Decimal("0.001")  # degrees


@dataclass(frozen=True)
class Chosen:
    """What is to be followed, how a page names it, and the page it is about. A circle still needs its radius."""

    subject: Subject
    name: str
    back: str = "/follow"

    @property
    def kind(self) -> str:
        """One of rules.KINDS."""
        return self.subject.kind


def chosen() -> Chosen | None:
    """What the address of this page names, or None when it names nothing. Raises Missing for what is not there."""
    for name, find in _FIND.items():
        if request.args.get(name):
            return find(request.args[name].strip()[:60])
    return None


def named(follow: Follow) -> tuple[str, str, int]:
    """The kind and name of what is followed, and the radius. The link may have reached somebody else: no complaint is named and
    no place where somebody lives."""
    name = follow.proposal.published.title if follow.proposal else follow.street.street if follow.street else ""
    return follow.kind, name, follow.radius or 0


def _proposal(number: str) -> Chosen:
    found = proposal_by_number(db.session, number)
    if found is None or not found.published:
        raise Missing(N_("没有找到这个方案。"))
    return Chosen(Subject("proposal", proposal_id=found.id), found.published.title, f"/proposals/{number}")


def _street(name: str) -> Chosen:
    found = next((each for each in subdistricts(db.session, beijing_date(now())) if each.street == name), None)
    if found is None:
        raise Missing(N_("没有找到这个街道。"))
    return Chosen(Subject("street", street_id=found.id), found.street)


def _complaint(receipt: str) -> Chosen:
    found = by_receipt(db.session, typed_receipt(receipt))
    if found is None:
        raise Missing(N_("没有找到这个回执编号。"))
    refuse_accusation(found.is_accusation)
    return Chosen(Subject("complaint", complaint_id=found.id), found.number, f"/complaints/receipts/{found.receipt}")


def _around_space(number: str) -> Chosen:
    found = space_by_number(db.session, number)
    if found is None:
        raise Missing(N_("没有找到这个空间。"))
    if found.longitude is None:
        raise Missing(N_("这个空间还没有标出位置。您可以改为跟踪它所在的街道。"))
    return _circle(found.longitude, found.latitude, found.name, f"/spaces/{number}")


def _around_point(typed: str) -> Chosen:
    try:
        longitude, latitude = (Decimal(f"{float(each):.6f}") for each in typed.split(","))
    except ValueError:
        raise InvalidInput(N_("这个位置读不出来，请重新选。")) from None
    if not DISTRICT.holds(Point(float(longitude), float(latitude))):
        raise InvalidInput(N_("您选的地方不在西城区，这里只有西城区的事。请另选一个地方，或者跟踪一个街道。"))
    return _circle(longitude, latitude, "")


def _circle(longitude: Decimal, latitude: Decimal, name: str, back: str = "/follow") -> Chosen:
    east, north = (each.quantize(ABOUT_A_HUNDRED_METRES) for each in (longitude, latitude))
    return Chosen(Subject("circle", longitude=east, latitude=north), name, back)


_FIND = {"proposal": _proposal, "street": _street, "complaint": _complaint, "space": _around_space, "at": _around_point}

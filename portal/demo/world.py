"""The records the district's stories share while it is being loaded, found by the names its data uses."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.accounts.models import Unit, User
from portal.accounts.queries import unit_named
from portal.demo.data import District
from portal.ledger.models import Area, Space
from portal.proposals.models import Proposal
from portal.rulebook.catalogue import street_unit


@dataclass
class World:
    """The district's data and what has been made of it so far, each by its key in the data."""

    session: Session
    district: District
    people: dict[str, User] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        """The unit of that name."""
        return unit_named(self.session, name)

    def street(self, name: str) -> Unit:
        """The office of a subdistrict: 牛街街道 → 牛街街道办事处."""
        return self.unit(street_unit(name))

    def staff(self, unit: str, role: str = "handler") -> User:
        """The person who holds `role` in that unit."""
        login = next(each.login for each in self.district.accounts if each.role == role and unit in each.units)
        return self.people[login]

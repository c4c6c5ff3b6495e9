"""The records the district's stories share while it is being loaded, found by the names its data uses."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit, User
from portal.accounts.queries import unit_named
from portal.complaints.models import Complaint
from portal.consultations.models import Consultation, Request
from portal.demo import values
from portal.files.storage import FolderStorage
from portal.ledger.models import Area, Space
from portal.meetings.models import AgendaItem, Decision, Meeting
from portal.opinions.models import Opinion
from portal.permissions import Role
from portal.proposals.models import Proposal
from portal.rulebook.catalogue import street_unit
from portal.surveys.models import Survey
from portal.words import WORDS


def code(kind: str, label: str) -> str:
    """The code of a word shown to people: ("verdict", "采纳") gives "adopted"."""
    return next(code for code, each in WORDS[kind].items() if each == label)


@dataclass
class World:
    """The district's data and what has been made of it so far, each by its key in the data."""

    session: Session
    storage: FolderStorage
    district: values.District
    people: dict[str, User] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    letters: dict[tuple[str, values.Reply], Request] = field(default_factory=dict)
    answers: dict[tuple[str, values.Reply], Opinion] = field(default_factory=dict)
    opinions: dict[tuple[str, int], Opinion] = field(default_factory=dict)
    items: dict[str, AgendaItem] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    complaints: dict[str, Complaint] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        """The unit of that name."""
        return unit_named(self.session, name)

    def street(self, name: str) -> Unit:
        """The office of a subdistrict: 牛街街道 → 牛街街道办事处."""
        return self.unit(street_unit(name))

    def staff(self, unit: str, role: Role = Role.HANDLER) -> User:
        """The person who holds `role` in that unit."""
        return self.people[next(self._logins(unit, role))]

    def staff_or_none(self, unit: str, role: Role = Role.HANDLER) -> User | None:
        """The person who holds `role` in that unit, if it has one."""
        return self.people.get(next(self._logins(unit, role), ""))

    def _logins(self, unit: str, role: Role):
        return (each.login for each in self.district.accounts if each.role == role and unit in each.units)

    def office(self) -> User:
        """The person in the joint-meeting office."""
        return self.people[next(each.login for each in self.district.accounts if each.role == Role.OFFICE)]

    def consultation(self, proposal: values.Proposal) -> Consultation:
        """The consultation of a proposal of the data."""
        made = self.proposals[proposal.key]
        return self.session.scalars(select(Consultation).where(Consultation.proposal_id == made.id)).one()

    def proposals_named(self, keys: list[str]) -> list[values.Proposal]:
        """The data of these proposals, in this order."""
        named = {proposal.key: proposal for proposal in self.district.proposals}
        return [named[key] for key in keys]

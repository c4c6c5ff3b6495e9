"""Who may do what: one table of capabilities, decided over plain values. Pages, exports and documents ask here.

A capability names the roles that hold it and its scope:

- ANY: every object;
- UNIT: objects of the actor's own unit (its drafts, opinions, complaints);
- STREET: objects that lie in the actor's own street, besides those of the own unit;
- INVITED: objects addressed to the actor personally, or to the actor's unit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a membership allows; a person may hold several, each in a unit and for a term."""

    RESIDENT = "resident"
    EXPERT = "expert"
    PLANNER = "planner"
    RIGHTS_HOLDER = "rights_holder"
    HANDLER = "handler"
    REVIEWER = "reviewer"
    STREET_WORKER = "street_worker"
    OFFICE = "office"
    LEADER = "leader"
    DISCIPLINE = "discipline"
    ADMIN = "admin"


class Scope(StrEnum):
    """How far a capability reaches."""

    ANY = "any"
    UNIT = "unit"
    STREET = "street"
    INVITED = "invited"


@dataclass(frozen=True)
class Actor:
    """Who asks: a user id (None when not signed in) and the memberships valid now, as (role, unit id)."""

    user_id: int | None = None
    memberships: frozenset[tuple[Role, int | None]] = frozenset()

    def units(self, roles: frozenset[Role]) -> frozenset[int]:
        """The units in which the actor holds one of `roles`."""
        return frozenset(unit for role, unit in self.memberships if role in roles and unit is not None)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of `roles` anywhere."""
        return any(role in roles for role, _ in self.memberships)


@dataclass(frozen=True)
class Owners:
    """Whose an object is: the units that answer for it, the streets' units it lies in (looked up only when a decision
    needs them), the people and units it is addressed to, and the unit it must never be shown to. What is confidential is
    for the units that answer for it, whatever further a capability reaches."""

    units: frozenset[int] = frozenset()
    lies_in: Callable[[], frozenset[int]] = frozenset
    invited_units: frozenset[int] = frozenset()
    invited_users: frozenset[int] = frozenset()
    hidden_from: frozenset[int] = field(default=frozenset())
    is_confidential: bool = False

    @property
    def streets(self) -> frozenset[int]:
        """The units of the subdistricts the object lies in."""
        return self.lies_in()


@dataclass(frozen=True)
class Capability:
    """One line of the table: roles and scope."""

    roles: frozenset[Role]
    scope: Scope = Scope.ANY


EVERYONE = "everyone"
SIGNED_IN = "signed_in"

_STAFF = frozenset({Role.HANDLER, Role.REVIEWER, Role.OFFICE, Role.LEADER})
_UNIT_STAFF = frozenset({Role.HANDLER, Role.REVIEWER})
_INVITED = frozenset({Role.EXPERT, Role.PLANNER, Role.RIGHTS_HOLDER, Role.HANDLER, Role.REVIEWER})
_DESK = _STAFF | {Role.STREET_WORKER, Role.ADMIN, Role.DISCIPLINE}


def _cap(*roles: Role, scope: Scope = Scope.ANY) -> Capability:
    return Capability(frozenset(roles), scope)


CAPABILITIES: dict[str, tuple[Capability, ...]] = {
    "desk.open": (_cap(*_DESK, *_INVITED),),
    "job.follow": (_cap(*_STAFF, scope=Scope.UNIT), _cap(*Role, scope=Scope.INVITED), _cap(Role.ADMIN)),
    "outbox.read": (_cap(Role.OFFICE, Role.ADMIN),),
    "unit.read": (_cap(*_STAFF, Role.ADMIN, Role.STREET_WORKER),),
    "unit.edit": (_cap(Role.OFFICE, Role.ADMIN),),
    "unit.contacts": (_cap(Role.REVIEWER, scope=Scope.UNIT), _cap(Role.OFFICE, Role.ADMIN)),
    "user.manage": (_cap(Role.ADMIN),),
    "journal.read": (_cap(Role.ADMIN),),
    "template.keep": (_cap(Role.REVIEWER, Role.OFFICE, scope=Scope.UNIT),),
    "calendar.edit": (_cap(Role.OFFICE, Role.ADMIN),),
    "catalogue.edit": (_cap(Role.OFFICE),),
    "ledger.read": (_cap(*_STAFF),),
    "ledger.filings": (_cap(Role.OFFICE, Role.LEADER),),
    "ledger.enter": (_cap(*_UNIT_STAFF, Role.OFFICE),),
    "ledger.edit": (_cap(*_UNIT_STAFF, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "ledger.import": (_cap(*_UNIT_STAFF, Role.OFFICE, scope=Scope.UNIT),),
    "boundary.keep": (_cap(Role.OFFICE, Role.ADMIN),),
    "area.edit": (_cap(*_UNIT_STAFF, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "proposal.list": (_cap(*_STAFF, Role.STREET_WORKER),),
    "proposal.create": (_cap(*_UNIT_STAFF),),
    "proposal.read": (_cap(*_UNIT_STAFF, Role.LEADER, scope=Scope.UNIT), _cap(Role.OFFICE), _cap(*_INVITED, scope=Scope.INVITED)),
    "proposal.edit": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "proposal.review": (_cap(Role.REVIEWER, scope=Scope.UNIT),),
    "consultation.run": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "consultation.waive": (_cap(Role.REVIEWER, scope=Scope.UNIT),),
    "request.list": (_cap(*_INVITED),),
    "request.answer": (_cap(*_INVITED, scope=Scope.INVITED),),
    "opinion.enter": (_cap(*_UNIT_STAFF, scope=Scope.UNIT), _cap(Role.STREET_WORKER, scope=Scope.STREET)),
    "opinion.read": (_cap(*_UNIT_STAFF, Role.LEADER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "reply_text.list": (_cap(*_UNIT_STAFF),),
    "reply_text.keep": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "advice.list": (_cap(*_UNIT_STAFF),),
    "advice.answer": (_cap(*_UNIT_STAFF, scope=Scope.INVITED),),
    "opinion.handle": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "survey.list": (_cap(*_STAFF, Role.STREET_WORKER),),
    "survey.create": (_cap(*_UNIT_STAFF),),
    "survey.read": (_cap(*_UNIT_STAFF, Role.LEADER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "survey.edit": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "survey.publish": (_cap(Role.REVIEWER, scope=Scope.UNIT),),
    "survey.enter": (_cap(*_UNIT_STAFF, scope=Scope.UNIT), _cap(Role.STREET_WORKER, scope=Scope.STREET)),
    "report.read": (_cap(*_UNIT_STAFF, Role.LEADER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "report.compile": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "approval.record": (_cap(Role.REVIEWER, scope=Scope.UNIT),),
    "agenda.submit": (_cap(Role.REVIEWER, scope=Scope.UNIT),),
    "agenda.receive": (_cap(Role.OFFICE),),
    "agenda.read": (
        _cap(Role.OFFICE, Role.LEADER), _cap(*_UNIT_STAFF, scope=Scope.UNIT), _cap(*_UNIT_STAFF, scope=Scope.INVITED)),
    "meeting.read": (_cap(*_STAFF),),
    "meeting.edit": (_cap(Role.OFFICE),),
    "decision.foretell": (_cap(Role.REVIEWER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "plan.read": (_cap(*_STAFF),),
    "plan.file": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "resolution.read": (_cap(*_STAFF),),
    "resolution.report": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "condition.confirm": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "minutes.write": (_cap(Role.OFFICE),),
    "reuse.follow": (_cap(*_UNIT_STAFF, scope=Scope.UNIT),),
    "reuse.read": (_cap(*_UNIT_STAFF, Role.LEADER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "summary.read": (_cap(Role.OFFICE, Role.LEADER),),
    "decision.publish": (_cap(Role.REVIEWER, scope=Scope.UNIT), _cap(Role.OFFICE)),
    "complaint.list": (_cap(*_STAFF, Role.DISCIPLINE),),
    "complaint.enter": (_cap(*_UNIT_STAFF, Role.STREET_WORKER, Role.OFFICE),),
    "complaint.read": (
        _cap(*_STAFF, Role.DISCIPLINE, scope=Scope.UNIT), _cap(Role.OFFICE), _cap(*_STAFF, scope=Scope.INVITED)),
    "complaint.handle": (_cap(*_UNIT_STAFF, Role.OFFICE, Role.DISCIPLINE, scope=Scope.UNIT),),
    "complaint.review": (_cap(Role.REVIEWER, Role.OFFICE, Role.DISCIPLINE, scope=Scope.UNIT),),
    "complaint.assist": (_cap(*_UNIT_STAFF, scope=Scope.INVITED),),
    "complaint.dispatch": (_cap(Role.OFFICE),),
    "complaint.figures": (_cap(*_STAFF),),
    "complaint.tickets": (_cap(Role.OFFICE),),
    "complaint.limits": (_cap(Role.OFFICE),),
}


def may(actor: Actor, capability: str, owners: Owners | None = None) -> bool:
    """Whether `actor` holds `capability` over an object owned by `owners` (None: no particular object).

    Raises KeyError for a capability that is not in the table.
    """
    if capability == EVERYONE:
        return True
    if capability == SIGNED_IN:
        return actor.user_id is not None
    return any(_holds(actor, line, owners) for line in CAPABILITIES[capability])


def units_for(actor: Actor, capability: str) -> frozenset[int]:
    """The units over whose objects the actor holds `capability` because of a membership there."""
    own = (line for line in CAPABILITIES[capability] if line.scope in (Scope.UNIT, Scope.INVITED))
    return frozenset().union(*(actor.units(line.roles) for line in own))


def _holds(actor: Actor, line: Capability, owners: Owners | None) -> bool:
    if owners is not None and owners.hidden_from & actor.units(frozenset(Role)):
        return False
    units = actor.units(line.roles)
    if owners is not None and owners.is_confidential:
        return bool(units & owners.units)
    if line.scope is Scope.ANY or owners is None:
        return actor.has(*line.roles)
    if line.scope is Scope.INVITED:
        return (actor.has(*line.roles) and actor.user_id in owners.invited_users) or bool(units & owners.invited_units)
    reach = owners.units | owners.streets if line.scope is Scope.STREET else owners.units
    return bool(units & reach)

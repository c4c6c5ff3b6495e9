"""A small district in which everybody meets every kind of object, own and other people's."""

from dataclasses import dataclass, field
from itertools import count

from portal.accounts.models import User
from portal.complaints.actions import file_complaint
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.permissions import Role
from tests.builders import a_space, a_unit, a_user
from tests.files.samples import picture
from tests.meetings import story

OWN, OTHER = "区房管局", "区教委"
STREET, OTHER_STREET = "广安门外街道办事处", "德胜街道办事处"

PEOPLE = {
    "resident": (Role.RESIDENT, None),
    "expert": (Role.EXPERT, None),
    "planner": (Role.PLANNER, STREET),
    "rights_holder": (Role.RIGHTS_HOLDER, None),
    "handler": (Role.HANDLER, OWN),
    "other_handler": (Role.HANDLER, OTHER),
    "reviewer": (Role.REVIEWER, OWN),
    "other_reviewer": (Role.REVIEWER, OTHER),
    "street_worker": (Role.STREET_WORKER, STREET),
    "other_street_worker": (Role.STREET_WORKER, OTHER_STREET),
    "office": (Role.OFFICE, "区发展改革委"),
    "leader": (Role.LEADER, OWN),
    "other_leader": (Role.LEADER, OTHER),
    "discipline": (Role.DISCIPLINE, "区纪委区监委"),
    "admin": (Role.ADMIN, None),
}


@dataclass
class World:
    """Who is there, and what the placeholders of addresses stand for: `name` or `concept.name`."""

    people: dict[str, User] = field(default_factory=dict)
    arguments: dict[str, object] = field(default_factory=dict)

    def address(self, rule, variant: str = "") -> str:
        """The address of a route with everything of this world filled in; `rule` is werkzeug's, `variant` a prefix to prefer."""
        concept = rule.endpoint.partition(".")[0]
        values = {name: self._argument(name, variant, concept) for name in rule.arguments}
        unknown = [name for name, value in values.items() if value is None]
        assert not unknown, f"tests/routes/world.py knows no {unknown} for {rule.rule}: add it to `arguments`"
        return rule.build(values)[1]

    def _argument(self, name: str, *prefixes: str):
        keys = [f"{prefix}.{name}" for prefix in prefixes] + [name]
        return next((self.arguments[key] for key in keys if key in self.arguments), None)


def build(session, clock, write, storage) -> World:
    """The district: a proposal of 区房管局 in 广安门外街道 that has come to a meeting, and complaints about it."""
    world = World()
    with write() as now:
        for name, (role, unit) in PEOPLE.items():
            world.people[name] = a_user(session, now, role, unit and a_unit(session, now, unit), login=name)
        proposal = story.heard(session, now, space=a_space(session, now))
    with write():
        story.answered(session, clock, proposal)
    with write() as now:
        story.agreed(session, now, proposal)
        story.compiled(session, now, proposal)
        story.approved(session, now, proposal)
        item = story.on_a_meeting(session, now, proposal)
        numbers = count(1)

        def complain(**about):
            return file_complaint(session, text="夜里卸货太吵", token=f"c{next(numbers)}", now=now, **about)

        complaint = complain(category="nuisance", space=proposal.space)
        accusing = complain(category="accusation", accused=a_unit(session, now, OWN))
        accusing_office = complain(category="accusation", accused=a_unit(session, now, "区发展改革委"))
        placeless = complain(category="other", place="胡同口")
        photo = attach(session, storage, complaint, prepare("夜里.jpg", picture()), purpose="complaint", visibility="internal",
                       actor=None, now=now)
        world.arguments = {
            "number": proposal.number, "item_id": item.id, "meeting_id": item.meeting_id, "unit_id": proposal.initiating_unit_id,
            "user_id": world.people["resident"].id, "membership_id": world.people["resident"].memberships[0].id,
            "complaint_id": complaint.id, "complaints.receipt": complaint.receipt,
            "accusing.complaint_id": accusing.id, "placeless.complaint_id": placeless.id,
            "accusing_office.complaint_id": accusing_office.id, "attachment_id": photo.id, "filename": "css/tokens.css",
        }
    return world

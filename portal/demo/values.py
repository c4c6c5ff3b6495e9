"""What the demo district is made of, as plain values.

Days are offsets from the day the district is loaded; negative ones are past. Words of the rulebook (types, business
forms, units) are its Chinese terms.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in; `in_table` ones, one per role, are printed as the demo accounts."""

    login: str
    name: str
    role: str
    about: str
    units: list[str] | tuple = ()
    street: str = ""
    in_table: bool = False


@dataclass(frozen=True)
class Area:
    """A courtyard area of one headquarters."""

    key: str
    name: str
    unit: str
    streets: list[str]
    description: str


@dataclass(frozen=True)
class Space:
    """A vacated space; `unit` promotes it, and is empty where nobody is named. It was last checked on `confirmed`."""

    key: str
    number: str
    name: str
    type: str
    streets: list[str]
    address: str
    size: float
    owner: str
    ownership: str
    planned_use: str
    current_use: str
    vacated: int
    subtype: str = ""
    secondary: list[str] | tuple = ()
    area: str = ""
    unit: str = ""
    in_ledger: bool = True
    confirmed: int | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True)
class Row:
    """One space in the plan of an area."""

    space: str
    basic: str
    form: str


@dataclass(frozen=True)
class Reply:
    """The formal answer of a unit (`unit`), of somebody with an account (`person`), or of a person named only (`name`).

    Without an `answer` it was asked for and has not come. `settled` says how a disagreement ended on `settled_day`,
    `disputed` how far they had come by then; `ours` and `basis` are the asking unit's view.
    """

    party: str
    answer: str = ""
    day: int = 0
    text: str = ""
    unit: str = ""
    person: str = ""
    name: str = ""
    theme: str = ""
    settled: str = ""
    disputed: str = ""
    ours: str = ""
    basis: str = ""
    settled_day: int = 0


@dataclass(frozen=True)
class Theme:
    """Opinions answered together; no verdict means not yet answered. `changed` says what the plan does about it, `places` names
    the fields of the next version that changed because of it."""

    key: str
    title: str
    verdict: str = ""
    reason: str = ""
    changed: str = ""
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Opinion:
    """What one member of the public said. `mark` is repeated (of the opinion whose id is `of`), invalid, withdrawn or late."""

    day: int
    stance: str
    who: str
    text: str
    via: str = "web"
    street: str = ""
    id: str = ""
    by: str = ""
    name: str = ""
    phone: str = ""
    account: str = ""
    theme: str = ""
    mark: str = ""
    of: str = ""
    reason: str = ""
    campaign: bool = False


@dataclass(frozen=True)
class Safety:
    """The safety statement."""

    conclusion: str
    basis: str
    day: int


@dataclass(frozen=True)
class Revision:
    """The next version, written after the opinions and published; `excuse` says why it is no material change."""

    day: int
    excuse: str
    summary: str
    meaning: list[str]


@dataclass(frozen=True)
class Approval:
    """What the district leader in charge wrote on the paper, and when."""

    day: int
    words: str


@dataclass(frozen=True)
class Submission:
    """How the item went to the office: received and put on `meeting`, or returned with a reason; `planned`: in its plan."""

    day: int
    ask: str
    planned: bool = True
    received: int | None = None
    meeting: str = ""
    returned: int | None = None
    return_reason: str = ""


@dataclass(frozen=True)
class Decision:
    """What the meeting decided, in its words, and when the notice was published (None: not yet); `foretold` is what the public
    was told before the district government decides."""

    result: str
    words: str
    conditions: str = ""
    foretold: str = ""
    notice: str = ""
    published: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """When the decided reuse began, what the space is used for now, and what an inspection saw."""

    begins: int
    use: str
    inspected: int
    seen: str


@dataclass(frozen=True)
class Proposal:
    """A reuse proposal with everything that happens to it; `state` says how far it has come by the day of loading."""

    key: str
    title: str
    state: str
    initiating_unit: str
    drafted: int
    summary: str
    meaning: list[str]
    location: str
    size: float
    ownership_owner: str
    ownership_nature: str
    planned_use: str
    contact_name: str
    contact_phone: str
    business_forms: list[str]
    compliance: dict[str, str]
    alternatives: str = ""
    area: str = ""
    space: str = ""
    lead: bool = False
    asked: int | None = None
    published: int | None = None
    period: int = 20
    period_unit: str = "day"
    withdrawn: int | None = None
    withdrawal_reason: str = ""
    is_major: bool = False
    major_basis: str = ""
    area_plan_note: str = ""
    design_unit: str = ""
    design_qualification: str = ""
    property_owner: str = ""
    necessity: str = ""
    safety: Safety | None = None
    revision: Revision | None = None
    approval: Approval | None = None
    submission: Submission | None = None
    decision: Decision | None = None
    follow_up: FollowUp | None = None
    rows: tuple[Row, ...] = ()
    replies: tuple[Reply, ...] = ()
    themes: tuple[Theme, ...] = ()
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """Who must do what by when."""

    proposal: str
    unit: str
    what: str
    due: int


@dataclass(frozen=True)
class Meeting:
    """One joint meeting with the proposals on its agenda."""

    key: str
    title: str
    day: int
    place: str
    items: list[str]
    present: list[str] = field(default_factory=list)
    resolutions: tuple[Resolution, ...] = ()


@dataclass(frozen=True)
class District:
    """All of it."""

    accounts: tuple[Account, ...]
    areas: tuple[Area, ...]
    spaces: tuple[Space, ...]
    proposals: tuple[Proposal, ...]
    meetings: tuple[Meeting, ...]
    complaints: tuple  # of complaint_values.Complaint
    surveys: tuple = ()  # of survey_values.Survey

    @property
    def opinions(self) -> list[Opinion]:
        """Every opinion of the public, over all proposals."""
        return [opinion for proposal in self.proposals for opinion in proposal.opinions]

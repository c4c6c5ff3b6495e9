"""Proposals for which everything was done, to take things away from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from portal.rulebook.checklist import checklist, gate
from portal.rulebook.done import Approved, Asked, DoneFacts, PublicRound
from tests.rulebook.cases import evaluated

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
DAY = timedelta(days=1)
START = NOW - 30 * DAY

GREEN = evaluated(space_type="地下", space_subtype="普通地下室", subdistricts=["月坛"], business_forms=["留白增绿"])
SHOP = evaluated(space_type="地下", space_subtype="普通地下室", subdistricts=["月坛"], business_forms=["便利店"])
COURTYARD = evaluated(
    space_type="平房院落和简易楼", space_subtype="平房院落", area="什刹海阜景", subdistricts=["什刹海"],
    business_forms=["社区卫生"],
)  # fmt: skip
FOUR = ["区商务局", "区市场监管局", "市规划自然资源委西城分局"]


def street(evaluation):
    return next(entry.unit for entry in evaluation.parties if entry.party == "subdistrict")


def replied(party, unit=None, day=1, stance="no_comment", **more):
    """Asked on day `day` after the start, answered two days later."""
    sent = START + day * DAY
    return Asked(party, unit, sent_at=sent, due_at=sent + 10 * DAY, answered_at=sent + 2 * DAY, stance=stance, **more)


def complete(evaluation):
    """A proposal for which everything was done as the rules ask."""
    departments = [entry.unit for entry in evaluation.parties if entry.party == "department" and entry.unit]
    asked = [replied("department", unit) for unit in departments or ["区住房城乡建设委"]]
    asked.append(replied("subdistrict", street(evaluation), day=5))
    if evaluation is COURTYARD:
        asked += [
            replied("expert", day=5, form="expert_review"),
            replied("planner", day=5),
            replied("industry_department", "区园林绿化局", day=5),
            replied("rights_holder", day=5, form="symposium"),
        ]
    return DoneFacts(
        now=NOW,
        asked=tuple(asked),
        public=PublicRound(START, START + 10 * DAY, opinions=12, period_met=True),
        papers=frozenset(entry.paper.id for entry in evaluation.papers),
        approvals=(
            Approved("secrecy_review", date(2026, 2, 18), START),
            Approved("district_leader", date(2026, 3, 10), NOW - 5 * DAY),
        ),
    )


def missing(evaluation, done):
    return {line.id for line in gate(checklist(evaluation, done))}


def line(evaluation, done, line_id):
    return next(each for each in checklist(evaluation, done) if each.id == line_id)


def answers(done, **changes):
    """The same facts with the letters to the units of `changes` (by party) altered."""
    return replace(done, asked=tuple(replace(each, **changes.get(each.party, {})) for each in done.asked))

"""The plans and papers of the demo proposals: taken by the portal's own intake, and the same every time."""

import pytest

from portal.demo.data import demo_district
from portal.demo.drawing import draw_plan
from portal.demo.papers import for_proposal
from portal.files.rules import kind_of

DISTRICT = demo_district()


@pytest.mark.parametrize("proposal", DISTRICT.proposals, ids=lambda proposal: proposal.key)
def test_a_plan_is_drawn_the_same_every_time(proposal):
    assert draw_plan(proposal) == draw_plan(proposal)


def test_plans_differ_from_proposal_to_proposal():
    assert len({draw_plan(proposal) for proposal in DISTRICT.proposals}) == len(DISTRICT.proposals)


def test_papers_are_of_kinds_the_portal_takes_and_stay_internal_where_they_must():
    papers = {paper.purpose: paper for proposal in DISTRICT.proposals for paper in for_proposal(proposal)}
    assert {kind_of(paper.name, paper.data).ending for paper in papers.values()} == {".png", ".docx"}
    assert {purpose for purpose, paper in papers.items() if paper.visibility == "internal"} == {
        "legality_review", "risk_assessment", "expert_opinion"}

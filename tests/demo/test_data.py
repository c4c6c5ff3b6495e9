"""The demo district's content shows every screen full, invents every person, and keeps its own promises."""

import re
from collections import Counter

import pytest

from portal.complaints.rules.steps import STATES as COMPLAINT_STATES
from portal.demo.data import FOLDER, demo_district
from portal.rulebook.book import current_book

DISTRICT = demo_district()
PROPOSALS = pytest.mark.parametrize("proposal", DISTRICT.proposals, ids=lambda proposal: proposal.key)
OPINIONS = DISTRICT.opinions
STATES = {"draft", "asked", "open", "compiling", "received", "returned", "decided", "reported", "withdrawn"}
CATALOGUE = current_book().catalogue
STREETS = {street.name for street in CATALOGUE.streets}
SUBTYPES = {(subtype.type, subtype.name) for subtype in CATALOGUE.subtypes}
PHONE_LIKE = re.compile(r"\d(?:[ -]?\d){6,}")
FAKE_PHONE = re.compile(r"138000000\d\d|010000001\d\d")


def test_the_spaces_cover_every_type_every_sub_type_and_all_fifteen_streets():
    assert {(space.type, space.subtype) for space in DISTRICT.spaces} == SUBTYPES | {("产业", "")}
    assert {street for space in DISTRICT.spaces for street in space.streets} == STREETS
    assert len(DISTRICT.spaces) >= 14
    assert len({space.number for space in DISTRICT.spaces}) == len(DISTRICT.spaces)


def test_one_space_lies_outside_the_ledger_and_one_has_nobody_to_promote_it():
    assert [space.subtype for space in DISTRICT.spaces if not space.in_ledger] == ["参照适用"]
    assert [space.name for space in DISTRICT.spaces if not space.unit] == ["原白纸坊印刷机件厂二车间"]


def test_an_area_with_five_courtyards_says_for_each_what_it_is_and_what_it_becomes():
    plan = next(proposal for proposal in DISTRICT.proposals if proposal.key == "yueyaer")
    courtyards = {space.key for space in DISTRICT.spaces if space.area == plan.area}
    assert {row.space for row in plan.rows} == courtyards and len(courtyards) == 5
    assert all(row.basic and row.form in plan.business_forms for row in plan.rows)


def test_proposals_are_in_every_state():
    states = Counter(proposal.state for proposal in DISTRICT.proposals)
    assert set(states) == STATES and len(DISTRICT.proposals) >= 8
    assert states["open"] >= 3


def test_three_open_proposals_have_much_to_read_one_closes_within_two_days_and_one_heard_nothing_yet():
    opened = [proposal for proposal in DISTRICT.proposals if proposal.state == "open"]
    assert sum(len(proposal.opinions) >= 35 for proposal in opened) == 3
    assert min(proposal.published + proposal.period for proposal in opened) == 1
    assert min(len(proposal.opinions) for proposal in opened) == 0


@PROPOSALS
def test_a_proposal_is_told_in_a_few_short_sentences(proposal):
    sentences = [each for each in re.split(r"[。！？]", proposal.summary.replace("\n", "")) if each]
    assert 3 <= len(sentences) <= 6
    assert max(map(len, sentences)) <= 40
    assert proposal.meaning and proposal.business_forms and proposal.size > 0


@PROPOSALS
def test_business_forms_are_terms_of_the_catalogue(proposal):
    assert [form for form in proposal.business_forms if CATALOGUE.form(form) is None] == []
    assert {row.form for row in proposal.rows} <= set(proposal.business_forms)


@PROPOSALS
def test_what_is_published_is_complete(proposal):
    if proposal.published is None:
        assert not proposal.opinions
        return
    assert proposal.safety and proposal.compliance["plan"] and proposal.compliance["catalogue"] and proposal.alternatives
    assert proposal.replies and proposal.asked < proposal.published <= -1


def test_there_are_at_least_250_opinions_of_the_public():
    assert len(OPINIONS) >= 250
    assert {opinion.stance for opinion in OPINIONS} == {"support", "conditional", "oppose", "suggest"}
    assert {opinion.who for opinion in OPINIONS} == {"本院居民", "周边居民", "商户", "社会组织", "驻区单位", "其他"}
    assert {opinion.via for opinion in OPINIONS} == {"web", "counter", "phone", "post", "meeting"}
    assert {opinion.mark for opinion in OPINIONS} == {"", "repeated", "invalid", "withdrawn", "late"}


def test_opinions_are_written_one_by_one():
    texts = [opinion.text for opinion in OPINIONS if opinion.text and not opinion.campaign]
    assert len(set(texts)) == len(texts)
    assert min(map(len, texts)) <= 5 and max(map(len, texts)) >= 700


def test_some_only_tick_that_they_agree():
    assert {opinion.stance for opinion in OPINIONS if not opinion.text} == {"support"}


def test_one_campaign_of_eighteen_nearly_identical_texts():
    campaign = [opinion.text for opinion in OPINIONS if opinion.campaign]
    assert len(campaign) == 18
    assert 10 < len(set(campaign)) < 18
    assert all("126个车位" in text for text in campaign)


@pytest.mark.parametrize("awkward", ["𠮷", "䶮", "·", "😄", "\n", "=1+1", "Ｂ"])
def test_words_hold_what_breaks_careless_programs(awkward):
    assert any(awkward in words for words in [each.text for each in OPINIONS] + [each.name for each in DISTRICT.accounts])


@PROPOSALS
def test_opinions_are_dated_inside_their_consultation_and_refer_to_what_exists(proposal):
    themes = {theme.key for theme in proposal.themes}
    kept = {opinion.id: opinion.by for opinion in proposal.opinions if opinion.id}
    for opinion in proposal.opinions:
        assert proposal.published < opinion.day < 0
        assert not opinion.theme or opinion.theme in themes
        assert opinion.mark != "repeated" or kept[opinion.of] == opinion.by
        assert opinion.mark != "invalid" or opinion.reason
        assert opinion.street in STREETS | {""}


@PROPOSALS
def test_only_a_letter_comes_after_the_closing_and_is_marked_late(proposal):
    for opinion in proposal.opinions:
        after = proposal.period_unit == "day" and opinion.day > proposal.published + proposal.period
        assert after == (opinion.mark == "late") and (not after or opinion.via == "post")


@pytest.mark.parametrize("proposal", [each for each in DISTRICT.proposals if each.submission], ids=lambda each: each.key)
def test_nothing_goes_to_the_meeting_unanswered(proposal):
    assert all(theme.verdict and theme.reason for theme in proposal.themes)
    assert all(opinion.theme or opinion.mark or not opinion.text for opinion in proposal.opinions)
    assert all(reply.theme or reply.answer in ("同意", "无意见") for reply in proposal.replies)
    assert all(theme.changed for theme in proposal.themes if "采纳" in theme.verdict and theme.verdict != "未采纳")
    assert all(reply.settled for reply in proposal.replies if reply.unit and reply.answer in ("不同意", "有修改意见"))
    assert proposal.approval and proposal.property_owner
    heard = max([reply.settled_day or reply.day for reply in proposal.replies])
    assert heard < proposal.approval.day < proposal.submission.day


def test_one_department_still_disagrees():
    unsettled = [(proposal.key, reply.unit) for proposal in DISTRICT.proposals for reply in proposal.replies
                 if reply.answer == "不同意" and not reply.settled]
    assert unsettled == [("yuetan", "区消防救援支队")]


def test_complaints_are_in_every_state_and_of_every_awkward_kind():
    complaints = DISTRICT.complaints
    assert len(complaints) >= 10
    assert {complaint.state for complaint in complaints} == set(COMPLAINT_STATES)
    assert [complaint.key for complaint in complaints if complaint.place and not complaint.space] == ["no-space"]
    assert [complaint.accused for complaint in complaints if complaint.accused] == ["新街口街道办事处", "区发展改革委"]


def test_one_account_in_the_table_for_each_role():
    listed = [account.role for account in DISTRICT.accounts if account.in_table]
    assert set(listed) == {account.role for account in DISTRICT.accounts}
    assert len({account.login for account in DISTRICT.accounts}) == len(DISTRICT.accounts)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_phone_number_is_plainly_invented(path):
    numbers = [re.sub(r"\D", "", found) for found in PHONE_LIKE.findall(path.read_text(encoding="utf-8"))]
    assert [number for number in numbers if not FAKE_PHONE.fullmatch(number)] == []

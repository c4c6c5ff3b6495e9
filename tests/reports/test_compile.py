"""The report's arithmetic: what is counted where, who is shown how, and that nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.compile import compile_report
from portal.reports.rows import PointRow, ReportRows, RequirementRow, SettlementRow, ThemeRow, WaiverRow
from portal.reports.values import ANSWERS, BUCKETS, DoesNotAddUp, Tally
from tests.reports.samples import CLOSES, COMMERCE, CUTOFF, EVERYBODY, full, full_report, letter, opinion, reply, rows


def compiled(**parts):
    return compile_report(rows(**parts), CUTOFF)


def sizes(report) -> tuple[int, ...]:
    total = report.numbers.total
    return (len(total.received), *(len(getattr(total, bucket)) for bucket in BUCKETS))


@pytest.mark.parametrize(
    ("opinions", "expected"),
    [
        ([], (0, 0, 0, 0, 0, 0)),
        ([opinion(1)], (1, 0, 0, 0, 0, 1)),
        ([opinion(1), opinion(2)], (2, 0, 0, 0, 0, 2)),
        ([opinion(1), opinion(2, repeats_id=1001)], (2, 1, 0, 0, 0, 1)),
        ([opinion(1, withdrawn=True)], (1, 0, 1, 0, 0, 0)),
        ([opinion(1, invalid_reason="广告")], (1, 0, 0, 1, 0, 0)),
        ([opinion(1, late=True)], (1, 0, 0, 0, 1, 0)),
        ([opinion(1, withdrawn=True, late=True, invalid_reason="广告")], (1, 0, 1, 0, 0, 0)),
        ([opinion(1), opinion(2, repeats_id=1001, late=True)], (2, 1, 0, 0, 0, 1)),
        ([opinion(n, repeats_id=1001 if n > 37 else None) for n in range(1, 43)], (42, 5, 0, 0, 0, 37)),
    ],
)
def test_received_is_repeated_withdrawn_invalid_late_and_counted(opinions, expected):
    assert sizes(compiled(opinions=tuple(opinions))) == expected


def test_identical_words_of_different_people_are_each_counted():
    report = compiled(opinions=(opinion(1, name="张一"), opinion(2, name="李二")))
    assert report.numbers.total.counted == (1, 2)


@st.composite
def consultations(draw) -> ReportRows:
    size = draw(st.integers(0, 25))
    opinions = []
    for number in range(1, size + 1):
        kept = [row.id for row in opinions if row.repeats_id is None]
        opinions.append(
            opinion(
                number,
                party=draw(st.sampled_from(["resident", "department", "expert"])),
                channel=draw(st.sampled_from(["web", "phone", "post"])),
                stance=draw(st.sampled_from(["support", "oppose", "no_comment", "amend"])),
                repeats_id=draw(st.sampled_from([None, None, *kept])),
                withdrawn=draw(st.booleans()),
                invalid_reason=draw(st.sampled_from([None, "广告"])),
                late=draw(st.booleans()),
            )
        )
    themes = tuple(ThemeRow(id, f"归类{id}", draw(st.sampled_from([None, *ANSWERS[:4]])), "理由") for id in (1, 2, 3))
    points = tuple(
        PointRow(row.id, place, theme_id=draw(st.sampled_from([None, 1, 2, 3])))
        for row in opinions
        for place in range(1, draw(st.integers(0, 3)) + 1)
    )
    return rows(opinions=tuple(opinions), themes=themes, points=points)


@given(consultations())
def test_nothing_is_dropped_and_nothing_counted_twice(source):
    report = compile_report(source, CUTOFF)
    numbers = report.numbers
    everything = sorted(row.number for row in source.opinions)
    assert sorted(number for bucket in BUCKETS for number in getattr(numbers.total, bucket)) == everything
    assert sorted(number for tally in numbers.by_party for number in tally.received) == everything
    assert sorted(number for tally in numbers.by_channel for number in tally.received) == everything
    assert sorted(number for share in numbers.by_stance for number in share.of) == sorted(numbers.total.counted)
    assert [line.number for line in report.opinions] == everything
    answered = [point for share in report.points.answers for point in share.of]
    assert sorted(answered) == sorted(report.points.points)
    assert {int(point.split("-")[0]) for point in answered} == set(numbers.total.counted), "somebody was left without an answer"
    held = [point for theme in report.themes for point in theme.points]
    assert len(held) == len(set(held)) and set(held) <= set(answered)


@pytest.mark.parametrize(
    "opinions",
    [
        (opinion(1), opinion(1)),
        (opinion(1), opinion(2, id=1001)),
        (opinion(1, repeats_id=1099),),
        (opinion(1), opinion(2, repeats_id=1001), opinion(3, repeats_id=1002)),
    ],
    ids=["one number twice", "one id twice", "a repetition of nothing", "a repetition of a repetition"],
)
def test_rows_that_contradict_each_other_are_refused(opinions):
    with pytest.raises(DoesNotAddUp):
        compiled(opinions=opinions)


def test_a_point_in_an_unknown_theme_is_refused():
    with pytest.raises(DoesNotAddUp):
        compiled(opinions=(opinion(1),), points=(PointRow(1001, 1, theme_id=9),))


def test_a_tally_that_loses_an_opinion_cannot_exist():
    with pytest.raises(DoesNotAddUp):
        Tally("resident", received=(1, 2), counted=(1,))
    with pytest.raises(DoesNotAddUp):
        Tally("resident", received=(1,), counted=(1,), late=(1,))


def test_an_opinion_that_nobody_split_is_one_unanswered_point():
    report = compiled(opinions=(opinion(1),))
    assert report.points.answered("unanswered") == ("1-1",)
    assert report.draft


def test_no_comment_asks_for_nothing():
    report = compiled(opinions=(reply(1, "department", "no_comment", "", unit="区商务局"),))
    assert report.points.answered("no_demand") == ("1-1",)


def test_themes_come_by_weight_and_hold_only_what_counts():
    opinions = (opinion(1), opinion(2), opinion(3), opinion(4, repeats_id=1003))
    points = tuple(PointRow(1000 + n, 1, theme) for n, theme in ((1, 1), (2, 2), (3, 2), (4, 1)))
    themes = (ThemeRow(1, "轻", "adopted", "好"), ThemeRow(2, "重", "explained", "如下"), ThemeRow(3, "空"))
    report = compiled(opinions=opinions, points=points, themes=themes)
    assert [(theme.number, theme.title, theme.opinions) for theme in report.themes] == [(1, "重", (2, 3)), (2, "轻", (1,))]
    assert report.opinions[0].points[0].theme == 2
    assert report.opinions[3].keeps == 3 and report.opinions[3].points == ()


@pytest.mark.parametrize(
    ("party", "stance", "settlement", "agreement"),
    [
        ("department", "agree", None, "agreed"),
        ("department", "no_comment", None, "agreed"),
        ("department", "amend", None, "unsettled"),
        ("subdistrict", "disagree", None, "unsettled"),
        ("department", "disagree", False, "unsettled"),
        ("department", "disagree", True, "agreed"),
        ("planner", "disagree", None, "advisory"),
        ("department", None, None, "silent"),
    ],
)
def test_agreement_is_reached_by_words_never_by_silence(party, stance, settlement, agreement):
    answered = stance is not None
    report = compiled(
        requests=(letter(1, party, unit="区商务局", opinion_id=1001 if answered else None),),
        opinions=(reply(1, party, stance, "意见", unit="区商务局"),) if answered else (),
        settlements=() if settlement is None else (SettlementRow(1001, settlement, "已沟通", date(2026, 11, 20)),),
    )
    assert report.replies[0].agreement == agreement


@pytest.mark.parametrize(
    ("change", "unsettled"), [({}, 1), ({"must_agree": False}, 0), ({"superseded": True}, 0), ({"opinion_id": None}, 0)]
)
def test_only_a_standing_objection_that_binds_keeps_the_report_open(change, unsettled):
    request = replace(letter(1, "department", unit="区商务局", opinion_id=1001), **change)
    report = compiled(requests=(request,), opinions=(reply(1, "department", "disagree", "不同意", unit="区商务局"),))
    assert len(report.unsettled) == unsettled


@pytest.mark.parametrize(
    ("silence_counts", "due", "state", "met"),
    [(False, CLOSES, "silent", False), (True, CLOSES, "unheard", True), (True, CUTOFF + timedelta(days=1), "silent", False)],
)
def test_silence_fills_a_slot_only_where_the_rules_say_so_and_its_time_is_over(silence_counts, due, state, met):
    requirement = RequirementRow(1, "rights_holder", (EVERYBODY,), silence_counts=silence_counts)
    request = letter(1, "rights_holder", person="赵户主", requirement_ids=(1,), due_at=due)
    (line,) = compiled(requirements=(requirement,), requests=(request,)).asked
    assert (line.state, line.met) == (state, met)


@pytest.mark.parametrize(
    ("parts", "state", "met"),
    [
        ({}, "missing", False),
        ({"requests": (letter(1, "department", unit="区商务局", requirement_ids=(1,)),)}, "silent", False),
        (
            {
                "requests": (letter(1, "department", unit="区商务局", requirement_ids=(1,), opinion_id=1001),),
                "opinions": (reply(1, "department", "agree", "同意", unit="区商务局"),),
            },
            "answered",
            True,
        ),
        (
            {
                "requests": (letter(1, "department", unit="区商务局", requirement_ids=(1,), opinion_id=1001, late=True),),
                "opinions": (reply(1, "department", "agree", "同意", unit="区商务局"),),
            },
            "late",
            True,
        ),
        (
            {
                "requests": (letter(1, "department", unit="区商务局", requirement_ids=(1,), opinion_id=1001, own=True),),
                "opinions": (reply(1, "department", "no_comment", "", unit="区商务局"),),
            },
            "own",
            True,
        ),
        (
            {
                "requests": (letter(1, "department", unit="区商务局", requirement_ids=(1,), opinion_id=1001),),
                "opinions": (reply(1, "department", "agree", "同意", unit="区商务局", withdrawn=True),),
            },
            "silent",
            False,
        ),
        ({"waivers": (WaiverRow(1, "紧急", "某领导", date(2026, 11, 1)),)}, "waived", True),
    ],
    ids=["nobody asked", "silent", "answered", "late", "own opinion", "answer withdrawn", "waived"],
)
def test_each_requirement_stands_beside_what_was_done(parts, state, met):
    report = compiled(requirements=(RequirementRow(1, "department", (COMMERCE,), unit="区商务局"),), **parts)
    assert [(line.state, line.met) for line in report.asked] == [(state, met)]
    assert bool(report.not_done) is not met


def test_residents_are_asked_by_the_public_round_and_zero_is_counted_as_zero():
    residents = (RequirementRow(1, "resident", (EVERYBODY,)),)
    (line,) = compiled(requirements=residents).asked
    assert (line.state, line.count, line.met) == ("public", 0, True)
    (line,) = compile_report(replace(rows(requirements=residents), opened_at=None), CUTOFF).asked
    assert (line.state, line.met) == ("missing", False)


def test_residents_are_masked_and_those_who_sign_are_named():
    report = full_report()
    assert {line.name for line in report.opinions if line.party == "resident"} == {"张**", "李**", "居民"}
    assert {line.name for line in report.opinions if line.party != "resident"} == {
        "牛街街道办事处", "区市场监管局", "市规划自然资源委西城分局", "区商务局", "王规划",
    }  # fmt: skip
    holder = compiled(requests=(letter(1, "rights_holder", person="赵户主"),)).replies[0]
    assert holder.name == "赵**"


def test_a_withdrawn_opinion_is_counted_but_no_longer_shown():
    line = compiled(opinions=(opinion(1, withdrawn=True),)).opinions[0]
    assert "停车" not in line.text


def test_staffs_own_words_are_masked_too():
    themes = (ThemeRow(1, "张建国要求停车位", "adopted", "已电话13812345678告知张建国", "见附图"),)
    report = compiled(opinions=(opinion(1),), points=(PointRow(1001, 1, 1),), themes=themes)
    assert (report.themes[0].title, report.themes[0].reason) == ("张**要求停车位", "已电话***********告知张**")


@pytest.mark.parametrize(
    ("change", "draft"),
    [({}, False), ({"closes_at": CUTOFF.replace(year=2027)}, True), ({"settlements": ()}, True), ({"points": ()}, True)],
)
def test_a_report_is_final_when_nothing_is_open(change, draft):
    done = replace(
        full(),
        requirements=(),
        requests=full().requests[:2],
        points=tuple(replace(p, theme_id=p.theme_id or 1, no_demand=False) for p in full().points),
    )
    assert compile_report(replace(done, **change), CUTOFF).draft is draft

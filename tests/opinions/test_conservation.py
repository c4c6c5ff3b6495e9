"""Nothing is lost and nothing counts twice, whatever people and staff do in whatever order."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.clock import beijing_date
from portal.errors import Refusal
from portal.opinions import rules
from portal.opinions.actions import (
    create_theme,
    decide_theme,
    enter_paper,
    give_opinion,
    mark,
    place_points,
    set_no_demand,
    settle_consultation,
    split_opinion,
    unmark,
    withdraw,
)
from portal.opinions.actions.bundles import confirm_bundle, refuse_bundle
from portal.opinions.actions.grouping import merge_themes, split_theme
from portal.opinions.actions.proposing import propose_bundles
from portal.opinions.actions.steps import undo
from portal.opinions.likeness.finding import find
from portal.opinions.likeness.values import Said
from portal.opinions.models import Bundle, Opinion, Step, Theme
from portal.opinions.passages import sentences
from portal.opinions.queries import open_matters, public_figures
from portal.opinions.queries.counting import unanswered
from portal.opinions.queries.desk import desk_page
from portal.opinions.queries.narrowing import Filters
from tests.opinions.matter import a_pledge

SMALL = st.integers(0, 5)
ACTS = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(rules.PUBLIC_STANCES), st.sampled_from(["", "加电梯。", "加电梯。少油烟。"])),
    st.tuples(st.just("paper"), st.sampled_from(rules.PUBLIC_STANCES), st.integers(0, 14)),
    st.tuples(st.just("withdraw"), SMALL, SMALL), st.tuples(st.just("invalid"), SMALL, SMALL),
    st.tuples(st.just("repeated"), SMALL, SMALL), st.tuples(st.just("unmark"), SMALL, SMALL),
    st.tuples(st.just("theme"), SMALL, SMALL), st.tuples(st.just("place"), SMALL, SMALL),
    st.tuples(st.just("loosen"), SMALL, SMALL), st.tuples(st.just("no_demand"), SMALL, SMALL),
    st.tuples(st.just("split"), SMALL, SMALL), st.tuples(st.just("undo"), SMALL, SMALL),
    st.tuples(st.just("merge"), SMALL, SMALL), st.tuples(st.just("part"), SMALL, SMALL),
    st.tuples(st.just("bundle"), SMALL, SMALL), st.tuples(st.just("unlike"), SMALL, SMALL),
    st.tuples(st.just("decide"), SMALL, st.sampled_from(rules.VERDICTS)),
)


class Play:
    """One consultation in which acts are played; an act that is refused changes nothing."""

    def __init__(self, session, matter, now):
        self.session, self.matter, self.now = session, matter, now
        self.staff = {"actor": matter.handler, "now": now}
        self.tokens = 0

    def act(self, name, first, second):
        with suppress(Refusal, IndexError), self.session.begin_nested():
            getattr(self, name)(first, second)
        self.session.expire_all()

    def opinion(self, at):
        return self.session.scalars(select(Opinion).order_by(Opinion.number)).all()[at]

    def theme_at(self, at):
        return self.session.scalars(select(Theme).order_by(Theme.id)).all()[at]

    def token(self):
        self.tokens += 1
        return f"t{self.tokens}"

    def give(self, stance, text):
        give_opinion(self.session, self.matter.consultation, stance=stance, text=text, relation="other", token=self.token(),
                     now=self.now)

    def paper(self, stance, day):
        enter_paper(self.session, self.matter.consultation, channel="post", stance=stance, text="来信。", source="信",
                    received_on=beijing_date(self.now + timedelta(days=day)), token=self.token(), actor=self.matter.handler,
                    now=self.now + timedelta(days=14))

    def withdraw(self, at, _):
        withdraw(self.session, self.opinion(at), now=self.now)

    def invalid(self, at, _):
        mark(self.session, self.opinion(at), "invalid", "无关", **self.staff)

    def repeated(self, at, kept):
        mark(self.session, self.opinion(at), "repeated", "同一人", self.opinion(kept), **self.staff)

    def unmark(self, at, _):
        unmark(self.session, self.opinion(at), **self.staff)

    def theme(self, _, __):
        create_theme(self.session, self.matter.consultation, "电梯", **self.staff)

    def place(self, at, theme):
        place_points(self.session, self.theme_at(theme), self.opinion(at).points, **self.staff)

    def loosen(self, at, _):
        place_points(self.session, None, self.opinion(at).points, **self.staff)

    def no_demand(self, at, _):
        set_no_demand(self.session, self.opinion(at).points, **self.staff)

    def split(self, at, parts):
        said = self.opinion(at)
        split_opinion(self.session, said, sentences(said.text)[:parts], **self.staff)

    def merge(self, kept, other):
        merge_themes(self.session, self.theme_at(kept), self.theme_at(other), **self.staff)

    def part(self, at, theme):
        split_theme(self.session, self.theme_at(theme), "另说", self.opinion(at).points, **self.staff)

    def bundle(self, at, _):
        confirm_bundle(self.session, self.bundles()[at], **self.staff)

    def unlike(self, at, _):
        refuse_bundle(self.session, self.bundles()[at], **self.staff)

    def bundles(self):
        """What is alike by now; the third and later opinions are all one person's."""
        heard = [each for each in self.session.scalars(select(Opinion)) if each.bucket == "counted"]
        said = [Said(each.id, each.text, each.received_on, "one" if each.number > 2 else None) for each in heard]
        propose_bundles(self.session, self.matter.consultation, [each.id for each in said], find(said), now=self.now)
        return self.session.scalars(select(Bundle).order_by(Bundle.id)).all()

    def undo(self, back, _):
        undo(self.session, self.session.scalars(select(Step).order_by(Step.id.desc())).all()[back], **self.staff)

    def decide(self, at, verdict):
        theme = self.theme_at(at)
        decide_theme(self.session, theme, verdict=verdict, reason=f"已经研究{theme.title}，理由是这样。", changed_place="第三节",
                     pledge=a_pledge(self.matter.unit, self.now), seen_revision=theme.revision, **self.staff)


def numbers(session, consultation, **filters):
    return {each.number for each in desk_page(session, consultation, Filters(**filters)).opinions}


def check(session, consultation):
    opinions = session.scalars(select(Opinion)).all()
    buckets = {name: {each.number for each in opinions if each.bucket == name} for name in rules.BUCKETS}
    assert sorted(number for each in buckets.values() for number in each) == list(range(1, consultation.last_number + 1))
    assert buckets == {name: numbers(session, consultation, bucket=name) for name in rules.BUCKETS}
    points = [point for each in opinions if each.bucket == "counted" for point in each.points]
    open_ones = [point for point in points if point.answer in ("loose", "waiting")]
    assert all(point.answer in ("no_demand", *rules.VERDICTS) for point in points if point not in open_ones)
    matters = open_matters(session, consultation)
    assert matters.loose == sum(point.answer == "loose" for point in points)
    assert {each.id for each in matters.waiting} == {point.theme_id for point in points if point.answer == "waiting"}
    assert unanswered(session, consultation) == len(open_ones)
    assert numbers(session, consultation, answered="no") == {point.opinion.number for point in open_ones}
    assert numbers(session, consultation, answered="yes") == buckets["counted"] - {point.opinion.number for point in open_ones}
    assert numbers(session, consultation, theme="none") == {point.opinion.number for point in points if point.answer == "loose"}
    figures = public_figures(session, consultation)
    assert (figures.received, figures.withdrawn) == (len(opinions), len(buckets["withdrawn"]))
    return open_ones


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, max_size=25))
def test_every_opinion_is_in_one_place_and_every_point_answered_or_in_sight(session, matter, clock, acts):
    play = Play(session, matter, clock.now())
    for act in acts:
        play.act(*act)
    try:
        open_ones = check(session, matter.consultation)
        settled = True
        try:
            settle_consultation(session, matter.consultation, actor=matter.handler, now=matter.round.closes_at)
        except Refusal:
            settled = False
        assert settled is not bool(open_ones)
    finally:
        session.rollback()

"""Opinions that say the same: proposed, confirmed, refused, undone; every voice stays counted, and a refusal is remembered."""

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.errors import InvalidInput, Refusal
from portal.jobs.actions import enqueue
from portal.journal import JournalEntry
from portal.opinions.actions import create_theme, mark, place_points, withdraw
from portal.opinions.actions.bundles import confirm_bundle, leave_out, place_bundle, refuse_bundle
from portal.opinions.actions.steps import undo
from portal.opinions.jobs.alike import sketch
from portal.opinions.models import Bundle, BundleMember, Opinion, Sketch, Step
from portal.opinions.queries.alike import alike_to
from portal.opinions.queries.bundles import bundle_page, bundles_of, together, voices
from tests.builders import a_user
from tests.jobs.worker import run_all
from tests.opinions.matter import an_opinion

ELEVATOR = "二层应当装一部电梯，住在楼上的老人每天上下楼买菜很不方便，轮椅更是进不来，请优先考虑。"


@pytest.fixture
def hear(session, matter, write):
    """`hear("text", author=user, phone="…")` — an opinion of a resident."""
    said = []

    def of(text, **more):
        with write() as now:
            said.append(text)
            return an_opinion(session, matter, now, f"token-{len(said)}", text=text, **more)

    return of


@pytest.fixture
def look(app, session, matter, write):
    """Runs the job, and gives the bundles as (kind, state, numbers of standing members)."""

    def of():
        with write() as now:
            enqueue(session, "opinions.likeness", now=now, consultation_id=matter.consultation.id)
        assert {job.state for job in run_all(app)} == {"done"}
        return bundles(session)

    return of


def bundles(session):
    session.rollback()
    found = session.scalars(select(Bundle).order_by(Bundle.id).execution_options(populate_existing=True)).all()
    return [(each.kind, each.state, [member.opinion.number for member in each.members if member.state != "refused"])
            for each in found]


@pytest.fixture
def first(session):
    """The bundle proposed first."""
    return lambda: session.scalars(select(Bundle).order_by(Bundle.id)).first()


@pytest.fixture
def staff(session, matter, write):
    """`staff(action, bundle, …)` — the handler does something."""

    def do(action, *arguments):
        with write() as now:
            return action(session, *arguments, actor=matter.handler, now=now)

    return do


def test_what_is_alike_is_proposed_once_and_nothing_changes_by_itself(session, matter, hear, look):
    for text in ("要电梯", "要菜店", "要电梯。", "要电梯！", ELEVATOR, ELEVATOR + "谢谢"):
        hear(text)
    found = look()
    assert found == [("identical", "proposed", [1, 3, 4]), ("near", "proposed", [5, 6])]
    assert look() == found
    assert [each.bucket for each in session.scalars(select(Opinion))] == ["counted"] * 6


def test_one_person_twice_is_proposed_as_a_repetition(session, hear, look, write):
    with write() as now:
        user = a_user(session, now)
    hear("要电梯", author=user)
    hear("要电梯。", author=user)
    hear("要电梯", phone="010-66550000", name="王女士")
    hear("要电梯", phone="010 6655 0000", name="王女士")
    hear("要电梯", phone="010-66550000", name="李先生")
    assert look() == [("identical", "proposed", [1, 2, 3, 4, 5]), ("repeated", "proposed", [1, 2]),
                      ("repeated", "proposed", [3, 4])]


def test_comparing_contact_data_is_journalled_and_leaves_nothing_of_them(session, hear, look):
    hear("要电梯", phone="010-66550000", name="王女士")
    look()
    session.rollback()
    entries = session.scalars(select(JournalEntry).where(JournalEntry.action == "contact.compare")).all()
    assert [each.actor_id for each in entries] == [None]
    assert "6655" not in str([(each.action, each.details) for each in session.scalars(select(JournalEntry))])


def test_confirming_a_repetition_marks_the_later_one_and_can_be_undone(session, matter, hear, look, write, staff, first):
    with write() as now:
        user = a_user(session, now)
    one, again = hear("要电梯", author=user), hear("要电梯。", author=user)
    look()
    staff(confirm_bundle, first())
    assert (one.bucket, again.bucket, again.mark.kept) == ("counted", "repeated", one)
    step = session.scalars(select(Step).order_by(Step.id.desc())).first()
    staff(undo, step)
    session.expire_all()
    assert (again.bucket, bundles(session)) == ("counted", [("repeated", "proposed", [1, 2])])


def test_different_people_are_each_counted_and_their_points_come_together(session, matter, hear, look, staff, first):
    said = [hear("要电梯") for _ in range(3)]
    theme = staff(create_theme, matter.consultation, "二层电梯")
    staff(place_points, theme, said[1].points)
    look()
    staff(confirm_bundle, first())
    session.expire_all()
    assert {each.bucket for each in said} == {"counted"}
    assert {point.theme_id for each in said for point in each.points} == {theme.id}
    assert [(each.numbers, each.people) for each in bundles_of(session, matter.consultation)] == [((1, 2, 3), 3)]
    staff(undo, session.scalars(select(Step).order_by(Step.id.desc())).first())
    session.expire_all()
    assert [point.theme_id for each in said for point in each.points] == [None, theme.id, None]
    assert bundles(session) == [("identical", "proposed", [1, 2, 3])]


def test_points_under_two_themes_stay_where_people_put_them(session, matter, hear, look, staff, first):
    said = [hear("要电梯") for _ in range(3)]
    themes = [staff(create_theme, matter.consultation, title) for title in ("电梯", "上楼")]
    for opinion, theme in zip(said, themes, strict=False):
        staff(place_points, theme, opinion.points)
    look()
    staff(confirm_bundle, first())
    session.expire_all()
    assert [each.points[0].theme_id for each in said] == [themes[0].id, themes[1].id, None]


def test_a_confirmed_bundle_is_placed_together(session, matter, hear, look, staff, first):
    said = [hear("要电梯") for _ in range(2)]
    other = hear("要菜店")
    look()
    staff(confirm_bundle, first())
    assert [point.opinion_id for point in together(session, matter.consultation, said[0].points)] == [each.id for each in said]
    assert together(session, matter.consultation, other.points) == other.points
    theme = staff(create_theme, matter.consultation, "电梯")
    staff(place_bundle, first(), theme)
    session.expire_all()
    assert [each.points[0].theme_id for each in (*said, other)] == [theme.id, theme.id, None]


def test_what_was_refused_is_not_proposed_again(session, hear, look, staff, first):
    hear("要电梯")
    hear("要电梯。")
    look()
    staff(refuse_bundle, first())
    hear("要电梯！")
    assert look() == [("identical", "refused", [])]
    hear("要电梯！！")
    assert look() == [("identical", "refused", []), ("identical", "proposed", [3, 4])]


def test_later_opinions_wait_in_what_was_confirmed(session, matter, hear, look, staff, first):
    said = [hear("要电梯"), hear("要电梯。")]
    theme = staff(create_theme, matter.consultation, "二层电梯")
    staff(place_points, theme, [point for each in said for point in each.points])
    look()
    staff(confirm_bundle, first())
    late = hear("要电梯！")
    assert look() == [("identical", "confirmed", [1, 2, 3])]
    assert late.points[0].theme_id is None
    assert [each.id for each in bundle_page(session, matter.consultation, "proposed")] == [first().id]
    held = voices(session, matter.consultation, [first()])[first().id]
    assert (held.copies, held.people, held.waiting, held.numbers) == (3, 3, 1, (1, 2, 3))
    staff(confirm_bundle, first())
    session.expire_all()
    assert late.points[0].theme_id == theme.id
    assert not bundle_page(session, matter.consultation, "proposed")


def test_refusing_late_ones_leaves_what_was_confirmed(session, matter, hear, look, staff, first):
    hear("要电梯")
    hear("要电梯。")
    look()
    staff(confirm_bundle, first())
    hear("要电梯！")
    look()
    staff(refuse_bundle, first())
    assert look() == [("identical", "confirmed", [1, 2])]


def test_one_that_does_not_belong_is_left_out_for_good(session, hear, look, staff, first):
    said = [hear("要电梯") for _ in range(3)]
    look()
    with pytest.raises(InvalidInput):
        staff(leave_out, first(), [])
    staff(leave_out, first(), [said[2].id])
    assert look() == [("identical", "proposed", [1, 2])]
    with pytest.raises(Refusal, match="不到两条"):
        staff(leave_out, first(), [said[0].id])


def test_a_proposal_of_which_one_is_left_goes_away(session, matter, hear, look, staff, clock):
    hear("要电梯")
    gone = hear("要电梯。")
    look()
    staff(lambda session, actor, now: withdraw(session, gone, now=now))
    assert look() == []
    hear("要电梯！")
    assert look() == [("identical", "proposed", [1, 3])]


def test_what_somebody_decided_meanwhile_is_refused_with_a_sentence(session, matter, hear, look, staff, first):
    said = [hear("要电梯"), hear("要电梯。")]
    look()
    staff(mark, said[1], "invalid", "不是对本方案的意见")
    with pytest.raises(Refusal, match="已经有人处理过"):
        staff(confirm_bundle, first())


def test_a_bundle_grows_into_a_campaign(session, hear, look):
    for _ in range(4):
        hear(ELEVATOR)
    assert look() == [("identical", "proposed", [1, 2, 3, 4])]
    hear(ELEVATOR)
    assert look() == [("campaign", "proposed", [1, 2, 3, 4, 5])]


def sketched(session) -> int:
    session.rollback()
    return session.scalar(select(func.count(Sketch.id)))


def test_one_opinion_finds_its_like(app, session, matter, hear):
    said = [hear("要电梯"), hear("要电梯。"), hear(ELEVATOR), hear(ELEVATOR + "谢谢"), hear("要菜店"), hear("", stance="support")]
    sketch(app)
    new = hear("要电梯！")
    alike = alike_to(session, new)
    assert (alike.copies, alike.same, alike.near) == (2, said[:2], [])
    assert alike_to(session, said[2]).near == [said[3]]
    assert not alike_to(session, said[4])
    assert sketched(session) == 6
    sketch(app)
    sketch(app)
    assert sketched(session) == 7


def test_the_database_holds_an_opinion_in_one_confirmed_bundle(session, matter, hear, look, staff, first):
    hear("要电梯")
    hear("要电梯。")
    look()
    staff(confirm_bundle, first())
    members = session.scalars(select(BundleMember)).all()
    assert {each.state for each in members} == {"confirmed"}
    assert session.scalars(select(User).where(User.id == first().decided_by)).one() == matter.handler

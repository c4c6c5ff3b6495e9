"""An adopted opinion leads to the exact place that changed, before and after, or to who will change it by when."""

from datetime import date, timedelta

import pytest

from portal.errors import InvalidInput, Refusal
from portal.opinions.actions import Pledge, decide_theme, group_points, settle_consultation
from portal.opinions.actions.replies import keep_reply
from portal.opinions.queries.changes import changed_places, changes_of, promise_of
from portal.proposals.actions import edit_version, new_version
from tests.opinions.matter import a_pledge, an_opinion

MEANING = "买菜少走十分钟；二层加装电梯，老人能上去。"


@pytest.fixture
def theme(session, write, matter):
    """A theme with one opinion, not answered yet."""
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        return group_points(session, matter.consultation, "二层要有电梯", opinion.points, actor=matter.handler, now=now)


def revise(session, matter, now, **fields):
    version = new_version(session, matter.consultation.proposal, actor=matter.handler, now=now)
    edit_version(session, version, fields, seen_revision=version.revision, actor=matter.handler, now=now)
    return version


def adopt(session, theme, matter, now, **behind):
    decide_theme(session, theme, verdict="adopted", reason="加装一部电梯。", changed_place="写给居民的话里加了电梯。",
                 seen_revision=theme.revision, actor=matter.handler, now=now, **behind)


def test_adopting_needs_a_place_or_a_promise(session, write, matter, theme):
    with pytest.raises(InvalidInput) as refusal, write() as now:
        adopt(session, theme, matter, now)
    assert refusal.value.field == "places"
    with pytest.raises(InvalidInput) as refusal, write() as now:
        adopt(session, theme, matter, now, pledge=Pledge(matter.unit, date(2026, 6, 9)))
    assert refusal.value.field == "due_on"
    assert theme.verdict is None
    with write() as now:
        adopt(session, theme, matter, now, pledge=a_pledge(matter.unit, now))
    kept = promise_of(session, theme)
    assert (kept.keeper_id, kept.text, kept.due_on) == (matter.unit.id, "写给居民的话里加了电梯。", date(2026, 8, 9))


def test_the_places_are_the_real_differences_between_the_versions(session, write, matter, theme):
    assert changed_places(session, matter.consultation) == []
    with write() as now:
        version = revise(session, matter, now, meaning=MEANING)
    [place] = changed_places(session, matter.consultation)
    assert (place.field, place.label, place.after, place.version.id) == ("meaning", "这对我意味着什么", MEANING, version.id)
    with write() as now:
        adopt(session, theme, matter, now, places=[place])
    [change] = changes_of(session, theme)
    assert (change.field, change.before, change.after) == ("meaning", place.before, MEANING)


def test_words_that_changed_again_must_be_looked_at_before_settling(session, write, matter, theme, clock):
    with write() as now:
        version = revise(session, matter, now, meaning=MEANING)
        adopt(session, theme, matter, now, places=changed_places(session, matter.consultation))
    with write() as now:
        edit_version(session, version, {"meaning": "少走十分钟。"}, seen_revision=version.revision, actor=matter.handler, now=now)
    clock.advance(matter.consultation.public_round.closes_at - now)
    with pytest.raises(Refusal, match="“二层要有电梯”指向的修改后来又变了"), write() as now:
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    with write() as now:
        adopt(session, theme, matter, now, places=changed_places(session, matter.consultation))
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    assert matter.consultation.settled_at == now


def test_another_verdict_lets_the_places_and_the_promise_go(session, write, matter, theme):
    with write() as now:
        revise(session, matter, now, meaning=MEANING)
        adopt(session, theme, matter, now, places=changed_places(session, matter.consultation), pledge=a_pledge(matter.unit, now))
    with write() as now:
        decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="", actor=matter.handler,
                     seen_revision=theme.revision, now=now, pledge=a_pledge(matter.unit, now))
    assert changes_of(session, theme) == [] and promise_of(session, theme) is None


def test_the_form_offers_the_differences_and_keeps_what_was_typed(session, write, sign_in, matter, theme):
    with write() as now:
        version = revise(session, matter, now, meaning=MEANING)
        keep_reply(session, unit_id=matter.unit.id, title="谢谢", text="感谢您的意见。", actor=matter.handler, now=now)
    staff, address = sign_in(matter.handler), f"/desk/themes/{theme.id}"
    page = staff.get(address).text
    assert "第2版“这对我意味着什么”" in page
    typed = {"verdict": "adopted", "reason": "加装一部电梯。", "changed_place": "写给居民的话。", "revision": theme.revision}
    for missing, sentence in (({}, "请勾选新一版里已经改了的地方"), ({"keeper": matter.unit.id}, "请填写什么时候办完"),
                              ({"reason": "经研究，予以采纳。"}, "只有套话")):
        refused = staff.post(f"{address}/verdict", data={**typed, **missing})
        assert refused.status_code == 422 and sentence in refused.text and "写给居民的话。" in refused.text
    inserted = staff.post(f"{address}/verdict", data={**typed, "reply": "1", "insert": "1"})
    assert inserted.status_code == 200 and "加装一部电梯。\n感谢您的意见。" in inserted.text
    saved = staff.post(f"{address}/verdict", data={**typed, "places": f"{version.id}.meaning"})
    assert saved.status_code == 302
    assert " checked" in staff.get(address).text


def test_people_see_what_changed_once_it_is_published_and_who_keeps_a_promise(session, write, client, clock, matter, theme):
    with write() as now:
        revise(session, matter, now, meaning=MEANING)
        adopt(session, theme, matter, now, places=changed_places(session, matter.consultation), pledge=a_pledge(matter.unit, now))
        receipt = theme.points[0].opinion.receipt
        clock.advance(timedelta(days=30))
        matter.consultation.answers_published_at = clock.now()
    page = client.get(f"/receipts/{receipt}").text
    assert "写给居民的话里加了电梯。" in page and "谁来落实" in page and matter.unit.name in page
    assert MEANING not in page, "a draft is not shown to the public"


def test_reply_texts_belong_to_their_unit(session, write, sign_in, matter):
    staff = sign_in(matter.handler)
    assert staff.post("/desk/reply-texts", data={"title": "消防", "text": " "}).status_code == 422
    staff.post("/desk/reply-texts", data={"title": "消防", "text": "消防通道不能占用。"})
    page = staff.get("/desk/reply-texts").text
    assert "消防通道不能占用。" in page
    stale = staff.post("/desk/reply-texts/1", data={"title": "消防", "text": "通道四米。", "revision": "9"})
    assert stale.status_code == 409 and "通道四米。" in stale.text
    staff.post("/desk/reply-texts/1", data={"title": "消防", "text": "通道四米。", "revision": "1"})
    assert "通道四米。" in staff.get("/desk/reply-texts").text
    staff.post("/desk/reply-texts/1", data={"drop": "1"})
    assert "通道四米。" not in staff.get("/desk/reply-texts").text

"""A report gathered from real rows on either database: everything counted once, at a cost that does not grow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import journal
from portal.consultations.actions import open_formal_round, send_request, waive
from portal.errors import Refusal
from portal.files.intake import PreparedFile
from portal.files.storage import FolderStorage
from portal.journal import JournalEntry
from portal.opinions.actions import (
    answer_request,
    attach_papers,
    create_theme,
    decide_theme,
    enter_paper,
    give_opinion,
    mark,
    place_points,
    settle_reply,
    withdraw,
)
from portal.opinions.actions.formality import explain_flag
from portal.opinions.actions.splitting import split_opinion
from portal.opinions.models import Bundle, BundleMember
from portal.proposals.actions import new_version, withdraw_proposal
from portal.reports.actions import compile_and_store, read_report
from portal.reports.compile import compile_report
from portal.reports.queries import gather, snapshots_of
from portal.reports.snapshot import UnreadableSnapshot
from tests.builders import a_unit, a_user
from tests.opinions.matter import a_matter, a_pledge, a_request, an_opinion
from tests.statements import counted

BUCKETS = ("received", "repeated", "withdrawn", "invalid", "late", "counted")


@pytest.fixture
def matter(session, write):
    """The 区商务局 asks the public about a market hall in 牛街街道, for ten days from today."""
    with write() as now:
        return a_matter(session, now)


@pytest.fixture
def storage(tmp_path):
    return FolderStorage(tmp_path / "files")


def report_of(session, matter, now, names=True):
    session.expire_all()
    return compile_report(gather(session, matter.consultation, names=names, now=now), now)


def told(report) -> tuple[int, ...]:
    return tuple(len(getattr(report.numbers.total, bucket)) for bucket in BUCKETS)


def test_a_consultation_nobody_answered_counts_zero(session, matter, clock):
    report = report_of(session, matter, clock.now())
    assert told(report) == (0, 0, 0, 0, 0, 0)
    assert report.still_open and report.draft
    assert {line.party for line in report.asked} >= {"resident", "subdistrict", "department"}
    assert all(clause.quote for line in report.asked for clause in line.clauses)


def test_each_opinion_is_in_its_one_bucket(session, write, matter, clock):
    with write() as now:
        first, again, advert, gone = (an_opinion(session, matter, now, f"t{n}", name="张建国") for n in range(4))
        mark(session, again, "repeated", "同一人重复提交", first, actor=matter.handler, now=now)
        mark(session, advert, "invalid", "商业广告", actor=matter.handler, now=now)
        withdraw(session, gone, now=now)
    clock.advance(timedelta(days=12))
    with write() as now:
        paper = {"source": "来信", "relation": "neighbour", "stance": "suggest", "actor": matter.handler, "now": now}
        day = date(2026, 6, 20)
        enter_paper(session, matter.consultation, channel="post", text="信一", received_on=day, token="p1", **paper)
        late_day = day + timedelta(days=1)
        enter_paper(session, matter.consultation, channel="post", text="信二", received_on=late_day, token="p2", **paper)
    report = report_of(session, matter, clock.now())
    assert told(report) == (6, 1, 1, 1, 1, 2)
    assert report.opinions[1].keeps == 1
    assert [opinion.name for opinion in report.opinions] == ["张**", "张**", "张**", "居民", "居民", "居民"]
    assert not report.still_open


def test_themes_verdicts_and_points_come_over(session, write, matter, clock):
    with write() as now:
        opinions = [an_opinion(session, matter, now, f"t{n}") for n in range(3)]
        bare = give_opinion(session, matter.consultation, stance="support", text="", relation="other", token="s", now=now)
        theme = create_theme(session, matter.consultation, title="要电梯", actor=matter.handler, now=now)
        place_points(session, theme, [o.points[0] for o in opinions[:2]], actor=matter.handler, now=now)
        decide_theme(
            session, theme, verdict="adopted", reason="电梯已加入方案。", changed_place="第三部分", seen_revision=theme.revision,
            pledge=a_pledge(matter.unit, now), actor=matter.handler, now=now,
        )  # fmt: skip
    report = report_of(session, matter, clock.now())
    (line,) = report.themes
    assert (line.title, line.opinions, line.verdict, line.reason, line.change) == (
        "要电梯", (1, 2), "adopted", "电梯已加入方案。", "第三部分",
    )  # fmt: skip
    assert report.points.answered("unanswered") == ("3-1",)
    assert report.points.answered("no_demand") == (f"{bare.number}-1",)


def test_letters_stand_beside_what_the_rules_ask(session, write, matter, clock):
    with write() as now:
        request = a_request(session, matter, now)
        own = a_request(session, matter, now, unit=matter.unit)
        officer = a_user(session, now)
        answer_request(session, own, stance="no_comment", text="", token="o", actor=matter.handler, now=now)
    clock.advance(timedelta(days=11))
    with write() as now:
        answer = answer_request(session, request, stance="disagree", text="消防通道不足。", token="r", actor=officer, now=now)
    report = report_of(session, matter, clock.now())
    market, commerce = (
        next(line for line in report.asked if line.name == name) for name in ("区市场监管局", "区商务局")
    )
    assert (market.state, market.met, market.kind) == ("late", True, "disagree")
    assert (commerce.state, commerce.met) == ("own", True)
    assert [reply.name for reply in report.unsettled] == ["区市场监管局"]
    with write() as now:
        settle_reply(
            session, answer, is_settled=True, how="已加宽通道。", settled_on=answer.received_on, actor=matter.handler, now=now
        )
    report = report_of(session, matter, clock.now())
    assert report.unsettled == ()
    assert next(reply for reply in report.replies if reply.late).settlement.how == "已加宽通道。"


def test_a_letter_about_an_older_text_no_longer_counts(session, write, matter, clock):
    with write() as now:
        request = a_request(session, matter, now)
        answer_request(session, request, stance="disagree", text="不行。", token="r", actor=a_user(session, now), now=now)
        version = new_version(session, matter.consultation.proposal, actor=matter.handler, now=now)
        open_formal_round(session, version, period_value=5, actor=matter.handler, now=now)
    report = report_of(session, matter, clock.now())
    assert [reply.agreement for reply in report.replies] == ["superseded"]
    assert report.unsettled == ()
    assert next(line for line in report.asked if line.name == "区市场监管局").state == "missing"
    assert report.proposal.version == 2 and report.opened_at is None


def test_a_person_invited_by_name_is_masked_unless_they_sign(session, write, matter, clock):
    with write() as now:
        letters = open_formal_round(session, matter.round.version, period_value=5, actor=matter.handler, now=now)
        for party, name in (("expert", "钱教授"), ("rights_holder", "孙户主")):
            send_request(session, letters, party=party, invitee=name, actor=matter.handler, now=now)
    report = report_of(session, matter, clock.now())
    assert [reply.name for reply in report.replies] == ["钱教授", "孙**"]


def test_the_period_is_told_beside_the_one_asked_for(session, matter, clock):
    period = report_of(session, matter, clock.now()).measures[0]
    assert (period.name, period.met) == ("公开征求期限", True)
    assert "2026-06-10公布，2026-06-20截止" in period.done


def test_a_preview_reads_nobodys_name(session, write, matter, clock):
    with write() as now:
        an_opinion(session, matter, now, "t", name="张建国")
    with counted() as statements:
        report = report_of(session, matter, clock.now(), names=False)
    assert report.opinions[0].name == "居民"
    assert not [statement for statement in statements if "opinion_contacts" in statement]


def test_the_cost_does_not_grow_with_the_opinions(session, write, matter, clock):
    def cost() -> int:
        with counted() as statements:
            report_of(session, matter, clock.now())
        return len(statements)

    with write() as now:
        request = a_request(session, matter, now)
        answer_request(session, request, stance="agree", text="", token="r", actor=a_user(session, now), now=now)
        an_opinion(session, matter, now, "t0", name="张建国")
    few = cost()
    with write() as now:
        opinions = [an_opinion(session, matter, now, f"n{n}", name=f"李{n}") for n in range(12)]
        theme = create_theme(session, matter.consultation, title="要电梯", actor=matter.handler, now=now)
        place_points(session, theme, [o.points[0] for o in opinions], actor=matter.handler, now=now)
        for name in ("区房管局", "区教委", "区财政局"):
            other = a_request(session, matter, now, unit=a_unit(session, now, name))
            answer_request(session, other, stance="amend", text="请改。", token=name, actor=a_user(session, now), now=now)
    assert cost() == few


def test_a_report_is_kept_with_its_fingerprint_and_read_back(session, write, matter, storage):
    with write() as now:
        an_opinion(session, matter, now, "t", name="张建国")
        request = a_request(session, matter, now)
        answer_request(session, request, stance="agree", text="", token="r", actor=a_user(session, now), now=now)
        stored = compile_and_store(session, storage, matter.consultation, actor=matter.handler, now=now)
    assert told(read_report(storage, stored)) == (2, 0, 0, 0, 0, 2)
    nothing = dict.fromkeys(("repeated", "withdrawn", "invalid", "late"), 0)
    public = {"received": 1, **nothing, "counted": 1}
    groups = {"least": 5, "stance": [], "party": [], "street": []}
    assert stored.numbers == {"received": 2, **nothing, "counted": 2, "public": public, "draft": True, "groups": groups}
    assert stored.fingerprint == stored.file.sha256
    assert snapshots_of(session, matter.consultation) == [stored]
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "report.compile")).one()
    assert entry.details["fingerprint"] == stored.fingerprint and "张" not in str(entry.details)


def test_it_stays_as_it_was_when_opinions_come_later(session, write, matter, storage):
    with write() as now:
        first = compile_and_store(session, storage, matter.consultation, actor=matter.handler, now=now)
        an_opinion(session, matter, now, "t")
        second = compile_and_store(session, storage, matter.consultation, actor=matter.handler, now=now)
    assert told(read_report(storage, first))[0] == 0
    assert told(read_report(storage, second))[0] == 1


def test_a_file_that_was_changed_is_not_read(session, write, matter, storage):
    with write() as now:
        stored = compile_and_store(session, storage, matter.consultation, actor=matter.handler, now=now)
    path = next(path for path in storage.root.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(UnreadableSnapshot):
        read_report(storage, stored)


def test_a_withdrawn_proposal_is_not_compiled(session, write, matter, storage):
    with write() as now:
        withdraw_proposal(session, matter.consultation.proposal, "另选他处", actor=matter.handler, now=now)
    with pytest.raises(Refusal), write() as now:
        compile_and_store(session, storage, matter.consultation, actor=matter.handler, now=now)


def test_a_waiver_is_printed_with_its_reason(session, write, clock):
    from tests.builders import a_draft, a_space

    with write() as now:
        space = a_space(session, now, subtype="普通地下室", promoter="区房管局", street="牛街街道办事处")
        proposal = a_draft(session, now, space=space, business_forms=["社区议事厅"])
        handler = a_user(session, now)
        letters = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        waive(
            session, letters.consultation, party="resident", reason="紧急抢险", approver_name="某分管区领导",
            approved_on=date(2026, 6, 9), actor=handler, now=now,
        )  # fmt: skip
    report = compile_report(gather(session, letters.consultation, names=False, now=clock.now()), clock.now())
    assert [(waiver.party, waiver.reason, waiver.approver) for waiver in report.waivers] == [
        ("resident", "紧急抢险", "某分管区领导")
    ]
    assert next(line for line in report.asked if line.party == "resident").state == "waived"


def test_split_opinions_and_confirmed_bundles_come_over(session, write, matter, clock):
    with write() as now:
        first = an_opinion(session, matter, now, "a", text="要电梯。别太吵。")
        second = an_opinion(session, matter, now, "b", text="要电梯。别太吵。")
        split_opinion(session, first, [(0, 4), (4, 8)], actor=matter.handler, now=now)
        members = [BundleMember(opinion=each, person=each.number, state="confirmed") for each in (first, second)]
        session.add(Bundle(consultation=matter.consultation, kind="identical", state="confirmed", model=first, proposed_at=now,
                           decided_by=matter.handler.id, decided_at=now, members=members))
        journal.record(session, "bundle.confirm", first, actor=matter.handler, now=now)
    report = report_of(session, matter, clock.now())
    assert [(point.id, point.text) for point in report.opinions[0].points] == [("1-1", "要电梯。"), ("1-2", "别太吵。")]
    assert [(each.kind, each.opinions, each.voices) for each in report.bundles] == [("identical", (1, 2), 2)]


def test_files_of_opinions_are_named_with_their_hashes(session, write, matter, storage, clock):
    with write() as now:
        said = an_opinion(session, matter, now, "a")
        attach_papers(session, storage, said, [PreparedFile("来信.pdf", b"a scan", "application/pdf")], actor=None, now=now)
    report = report_of(session, matter, clock.now())
    (original,) = [each for each in report.originals if each.kind == "opinion"]
    assert (original.name, original.number, original.size) == ("来信.pdf", 1, 6)
    assert storage.read(original.sha256) == b"a scan"


def test_what_looks_like_a_formality_is_told_unless_it_was_explained(session, write, matter, clock):
    clock.advance(timedelta(days=20))
    (flag,) = [each for each in report_of(session, matter, clock.now()).flags if "一条也没有收到" in each.sentence]
    assert not flag.explanation
    with write() as now:
        explain_flag(session, matter.consultation, "public.silent", "张贴了三十处告示。", actor=matter.handler, now=now)
    (flag,) = [each for each in report_of(session, matter, clock.now()).flags if "一条也没有收到" in each.sentence]
    assert flag.explanation == "张贴了三十处告示。"

"""Sentences with numbers, each made from the rows and saying where the number stands; every document takes them from here."""

from collections import Counter
from collections.abc import Iterable

from portal.reports.labels import BUCKETS, NONE, PARTIES, label, listed, long_day, moment, ratio
from portal.reports.values import ConsultationReport, Reply

SIGNING = ("subdistrict", "expert", "planner")


def received(report: ConsultationReport) -> str:
    """The equation of opinions in words; zero is said as zero."""
    total = report.numbers.total
    if not total.received:
        return f"截至汇总时，{NONE}。"
    parts = "、".join(f"{BUCKETS[name]}{len(getattr(total, name))}条" for name in ("repeated", "withdrawn", "invalid", "late"))
    residents = next((each for each in report.numbers.by_party if each.code == "resident"), None)
    words = f"其中居民意见收到{len(residents.received)}条，计入{len(residents.counted)}条" if residents else f"公开征求中{NONE}"
    return f"共收到各方意见{len(total.received)}条，其中{parts}，计入{len(total.counted)}条。{words}。"


def letters(report: ConsultationReport) -> str:
    """How many letters were sent and answered; the unit's own slot is no letter."""
    sent = [reply for reply in report.replies if not reply.own]
    if not sent:
        return "没有发出征求意见函。"
    answered = [reply for reply in sent if reply.kind]
    late = sum(reply.late for reply in answered)
    return (
        f"共发出征求意见函{len(sent)}件，收到反馈{len(answered)}件"
        f"（反馈率{ratio(len(answered), len(sent))}），其中逾期反馈{late}件。"
    )


def period(report: ConsultationReport) -> str:
    """When the public was asked."""
    if report.opened_at is None:
        return "尚未公开征求意见。"
    until = f"，截至{moment(report.closes_at)}" if report.closes_at else ""
    return f"自{long_day(report.opened_at)}起公开征求意见{until}。"


def party_reached(report: ConsultationReport, party: str) -> str:
    """What came of one party, for the agenda form: the public in opinions, the others in letters."""
    if party == "resident":
        return _residents(report)
    asked = [reply for reply in report.replies if reply.party == party and reply.agreement != "superseded"]
    if not asked:
        waived = any(waiver.party == party for waiver in report.waivers)
        asked_for = any(line.party == party and line.mandatory for line in report.asked)
        return "免于征求（理由见“免于征求的情况”）。" if waived else "未征求。" if asked_for else "规则没有要求，未征求。"
    answered = [reply for reply in asked if reply.kind]
    silent = [reply.name for reply in asked if not reply.kind]
    words = f"征求{len(asked)}件，收到反馈{len(answered)}件" if answered else f"征求{len(asked)}件，{NONE}"
    return words + (f"；尚未反馈：{listed(silent)}。" if silent else "。")


def _residents(report: ConsultationReport) -> str:
    tally = next((each for each in report.numbers.by_party if each.code == "resident"), None)
    if tally is not None:
        return f"收到意见{len(tally.received)}条，计入{len(tally.counted)}条。"
    if any(waiver.party == "resident" for waiver in report.waivers):
        return "免于征求（理由见“免于征求的情况”）。"
    return f"{NONE}。" if report.opened_at else "未征求。"


def reach(report: ConsultationReport) -> list[tuple[str, int]]:
    """The counted opinions of the public by the subdistrict they come from, the most first; 未填写 where none was given."""
    counted = [each for each in report.opinions if each.party == "resident" and each.bucket == "counted"]
    return Counter(each.street or "未填写街道" for each in counted).most_common()


def parties_named(report: ConsultationReport) -> str:
    """The parties that were asked by letter, by kind: 相关部门4个、属地街道1个."""
    named = {(reply.party, reply.name) for reply in report.replies if not reply.own}
    counts = Counter(party for party, _ in named)
    return listed([f"{label(PARTIES, party)}{counts[party]}个" for party in PARTIES if counts[party]])


def disagreeing(report: ConsultationReport) -> list[Reply]:
    """The replies that disagree or ask for changes, of the parties with whom agreement is sought."""
    differing = [reply for reply in report.replies if reply.kind in ("amend", "disagree")]
    return [reply for reply in differing if reply.agreement in ("agreed", "unsettled")]


def signing_replies(report: ConsultationReport) -> Iterable[Reply]:
    """The replies to which a written answer is owed: subdistricts (街道办事处条例 23条), experts and planners."""
    return [reply for reply in report.replies if reply.party in SIGNING and reply.kind and not reply.own]


def trace(report: ConsultationReport, fingerprint: str) -> str:
    """The small print of every document: cut-off time and fingerprint."""
    cutoff = f"数据截至{moment(report.cutoff)}（北京时间）"
    return f"{cutoff}；校验码（SHA-256）{fingerprint}。" if fingerprint else f"{cutoff}；预览，尚未生成，没有校验码。"

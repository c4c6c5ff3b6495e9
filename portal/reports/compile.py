"""Rows → report, by calculation alone: no database, no clock, the same rows always give the same report."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from portal.errors import N_
from portal.reports.printable import printable
from portal.reports.rows import BundleRow, OpinionRow, PointRow, ReportRows, ThemeRow
from portal.reports.rules import without_collector
from portal.reports.sides import compile_asked, compile_replies, compile_waivers
from portal.reports.values import (
    ANSWERS,
    BUCKETS,
    Bundle,
    ConsultationReport,
    DoesNotAddUp,
    Numbers,
    Opinion,
    Point,
    PointNumbers,
    Share,
    Tally,
    Theme,
)


@without_collector
def compile_report(rows: ReportRows, cutoff: datetime) -> ConsultationReport:
    """The report of `rows` at `cutoff` (aware).

    Raises DoesNotAddUp when the rows contradict each other: two opinions of one number, a repetition of something
    that is not there, a point outside its themes.
    """
    rows = printable(rows)
    rows_by_id = _by_id(rows.opinions)
    themes = compile_themes(rows.themes, rows.points, rows_by_id)
    opinions = compile_opinions(rows, rows_by_id, {row.id: theme for row, theme in themes})
    by_row_id = {row.id: opinion for row, opinion in zip(_in_order(rows.opinions), opinions, strict=True)}
    replies = compile_replies(rows, by_row_id, {theme.number: theme for _, theme in themes})
    return ConsultationReport(
        cutoff=cutoff,
        opened_at=rows.opened_at,
        closes_at=rows.closes_at,
        proposal=rows.proposal,
        asked=compile_asked(rows, by_row_id, cutoff),
        measures=rows.measures,
        numbers=count_opinions(opinions),
        points=count_points(opinions),
        themes=tuple(theme for _, theme in themes),
        replies=replies,
        waivers=compile_waivers(rows),
        opinions=opinions,
        bundles=compile_bundles(rows.bundles, by_row_id),
        flags=rows.flags,
        amendments=rows.amendments,
        hearings=rows.hearings,
        application=rows.application,
        originals=rows.originals,
        prose=rows.prose,
        small_group=rows.small_group,
        surveys=rows.surveys,
    )


def compile_bundles(bundles: Iterable[BundleRow], opinions: dict[int, Opinion]) -> tuple[Bundle, ...]:
    """The bundles by their numbers, the largest first. A repetition is one more copy by a voice already heard; what was
    withdrawn is no copy any more."""
    made = [_bundle(row.kind, [(opinions[each], person) for each, person in row.members]) for row in bundles]
    return tuple(sorted((each for each in made if len(each.opinions) > 1), key=lambda each: (-len(each.opinions), each.opinions)))


def _bundle(kind: str, members: list[tuple[Opinion, int]]) -> Bundle:
    standing = [(opinion.number, person) for opinion, person in members if opinion.bucket != "withdrawn"]
    return Bundle(kind, tuple(sorted(number for number, _ in standing)), len({person for _, person in standing}))


def bucket_of(row: OpinionRow) -> str:
    """The one bucket an opinion belongs to; what its author decided comes before what staff or the clock did."""
    if row.withdrawn:
        return "withdrawn"
    if row.repeats_id is not None:
        return "repeated"
    if row.invalid_reason is not None:
        return "invalid"
    return "late" if row.late else "counted"


def compile_themes(
    themes: Iterable[ThemeRow], points: Iterable[PointRow], opinions: dict[int, OpinionRow]
) -> list[tuple[ThemeRow, Theme]]:
    """Each theme that holds a point of a counted opinion, the weightiest first."""
    held = defaultdict(list)
    for point in points:
        if point.theme_id is not None and bucket_of(opinions[point.opinion_id]) == "counted":
            held[point.theme_id].append((opinions[point.opinion_id].number, point.position))
    heavy = sorted((row for row in themes if held[row.id]), key=lambda row: -len({n for n, _ in held[row.id]}))
    return [(row, _theme(number, row, sorted(held[row.id]))) for number, row in enumerate(heavy, start=1)]


def _theme(number: int, row: ThemeRow, held: list[tuple[int, int]]) -> Theme:
    return Theme(
        number=number,
        title=row.title,
        points=tuple(f"{opinion}-{position}" for opinion, position in held),
        opinions=tuple(sorted({opinion for opinion, _ in held})),
        verdict=row.verdict,
        reason=row.reason,
        change=row.change,
        changes=row.changes,
        promise=row.promise,
    )


def compile_opinions(
    rows: ReportRows, rows_by_id: dict[int, OpinionRow], themes: dict[int, Theme]
) -> tuple[Opinion, ...]:
    """The full table, by ordered number, fit to print."""
    points = defaultdict(list)
    for point in sorted(rows.points, key=lambda point: point.position):
        points[point.opinion_id].append(point)
    return tuple(_opinion(row, points[row.id], rows_by_id, themes) for row in _in_order(rows.opinions))


def _opinion(
    row: OpinionRow, points: list[PointRow], rows_by_id: dict[int, OpinionRow], themes: dict[int, Theme]
) -> Opinion:
    bucket = bucket_of(row)
    whole = [PointRow(row.id, 1)]
    return Opinion(
        number=row.number,
        party=row.party,
        name=row.name,
        channel=row.channel,
        received_on=row.received_on,
        stance=row.stance,
        text=row.text,
        bucket=bucket,
        relation=row.relation,
        street=row.street,
        keeps=_kept(row, rows_by_id) if bucket == "repeated" else None,
        invalid_reason=row.invalid_reason or "",
        attachments=row.attachments,
        points=tuple(_point(row, point, themes) for point in points or whole) if bucket == "counted" else (),
    )


def _point(row: OpinionRow, point: PointRow, themes: dict[int, Theme]) -> Point:
    theme = themes.get(point.theme_id) if point.theme_id is not None else None
    if theme is None and point.theme_id is not None:
        raise DoesNotAddUp(N_("第%(number)s号意见的要点归入了一个不存在的类别。请重新归类后再汇总。"), number=row.number)
    asks_nothing = point.no_demand or row.stance == "no_comment"
    answer = theme.verdict if theme else "no_demand" if asks_nothing else None
    return Point(
        id=f"{row.number}-{point.position}",
        answer=answer or "unanswered",
        theme=theme.number if theme else None,
        text=point.text,
    )


def count_opinions(opinions: Iterable[Opinion]) -> Numbers:
    """The opinions by bucket: in all, by party, by channel; the counted ones by stance."""
    opinions = tuple(opinions)
    counted = [opinion for opinion in opinions if opinion.bucket == "counted"]
    return Numbers(
        total=_tally("total", opinions),
        by_party=tuple(_tally(code, group) for code, group in _grouped(opinions, lambda o: o.party)),
        by_channel=tuple(_tally(code, group) for code, group in _grouped(opinions, lambda o: o.channel)),
        by_stance=tuple(
            Share(code, tuple(o.number for o in group)) for code, group in _grouped(counted, lambda o: o.stance)
        ),
    )


def count_points(opinions: Iterable[Opinion]) -> PointNumbers:
    """The points of the counted opinions by their answers."""
    points = [point for opinion in opinions if opinion.bucket == "counted" for point in opinion.points]
    return PointNumbers(
        points=tuple(point.id for point in points),
        answers=tuple(Share(code, tuple(p.id for p in points if p.answer == code)) for code in ANSWERS),
    )


def _tally(code: str, opinions: Iterable[Opinion]) -> Tally:
    opinions = tuple(opinions)
    buckets = {bucket: tuple(o.number for o in opinions if o.bucket == bucket) for bucket in BUCKETS}
    return Tally(code, tuple(o.number for o in opinions), **buckets)


def _grouped(opinions: Iterable[Opinion], key: Callable[[Opinion], str]) -> list[tuple[str, list[Opinion]]]:
    groups = defaultdict(list)
    for opinion in opinions:
        groups[key(opinion)].append(opinion)
    return list(groups.items())


def _kept(row: OpinionRow, rows_by_id: dict[int, OpinionRow]) -> int:
    kept = rows_by_id.get(row.repeats_id)
    if kept is None or kept.repeats_id is not None:
        raise DoesNotAddUp(N_("第%(number)s号意见标为重复，但保留的那一条不在登记之列。请重新核对后再汇总。"), number=row.number)
    return kept.number


def _by_id(rows: tuple[OpinionRow, ...]) -> dict[int, OpinionRow]:
    by_id = {row.id: row for row in rows}
    if len(by_id) < len(rows) or len({row.number for row in rows}) < len(rows):
        raise DoesNotAddUp(N_("有两条意见用了同一个编号，汇总表没有生成。请核对意见的登记情况后再试。"))
    return by_id


def _in_order(rows: Iterable[OpinionRow]) -> list[OpinionRow]:
    return sorted(rows, key=lambda row: row.number)

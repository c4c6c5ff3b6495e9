"""What the rules ask of a consultation, beside the letters and rounds that were made for it. Pure."""

from collections.abc import Iterable, Sequence

from portal.clock import beijing_date
from portal.opinions.rules import last_day
from portal.reports.labels import FORMS, day, listed
from portal.reports.rows import RequirementRow, WaiverRow
from portal.reports.values import Clause, Measure
from portal.rulebook.evaluation import Evaluation, PartyRequirement
from portal.words import WORDS
from portal.workdays.rules import Calendar, closing, working_days_between


def requirement_rows(evaluation: Evaluation) -> tuple[RequirementRow, ...]:
    """The parties to be asked; the id of each is its place in the evaluation."""
    return tuple(
        RequirementRow(place, entry.party, clauses(entry), entry.unit, entry.mandatory, entry.silence_counts)
        for place, entry in enumerate(evaluation.parties)
    )


def clauses(entry) -> tuple[Clause, ...]:
    """The clauses of any part of an evaluation, as they are printed."""
    return tuple(Clause(clause.id, clause.citation, clause.quote) for clause in entry.clauses)


def serving(evaluation: Evaluation, letters: Sequence) -> dict[int, tuple[int, ...]]:
    """Which requirements each letter serves, by the letter's id; `letters` are those that stand, oldest first.

    A named unit's newest letter serves its duty; one reply of a unit may serve two.
    """
    served = {each.id: [] for each in letters}
    for place, entry in enumerate(evaluation.parties):
        for letter in _letters_for(entry, letters):
            served[letter.id].append(place)
    return {letter: tuple(places) for letter, places in served.items()}


def _letters_for(entry: PartyRequirement, letters: Sequence) -> Sequence:
    of_party = [each for each in letters if each.party == entry.party]
    if entry.unit is None:
        return of_party
    of_unit = [each for each in letters if each.unit is not None and each.unit.name == entry.unit]
    return ([each for each in of_unit if each.party == entry.party] or of_unit)[-1:]


def must_agree(evaluation: Evaluation, letter, places: Iterable[int]) -> bool:
    """Whether nothing goes to the meeting over this addressee's objection (形成一致意见); the list of departments is open."""
    served = [evaluation.parties[place] for place in places]
    if any(entry.consensus for entry in served):
        return True
    named = {entry.unit for entry in evaluation.parties if entry.unit}
    return letter.party in ("department", "industry_department") and (letter.unit is None or letter.unit.name not in named)


def waiver_rows(evaluation: Evaluation, waivers: Iterable) -> tuple[WaiverRow, ...]:
    """The waivers of requirements that the rules still make and allow to let fall."""
    places = {(entry.party, entry.unit): place for place, entry in enumerate(evaluation.parties) if entry.waivable}
    found = ((places.get((each.party, each.unit.name if each.unit else None)), each) for each in waivers)
    return tuple(
        WaiverRow(place, each.reason, each.approver_name, each.approved_on) for place, each in found if place is not None
    )


def measures(evaluation: Evaluation, heard, letters: Sequence, calendar: Calendar) -> tuple[Measure, ...]:
    """The period of the public round `heard` (or None), the number of forms, and the order of the parties."""
    made = [_period(evaluation, heard, calendar) if heard is not None else None]
    made += [_forms(evaluation, letters), _order(evaluation, letters)]
    return tuple(measure for measure in made if measure is not None)


def _period(evaluation: Evaluation, heard, calendar: Calendar) -> Measure:
    required = evaluation.minimum_period
    first, last = beijing_date(heard.opened_at), last_day(heard.closes_at)
    days = (last - first).days if required.unit == "day" else working_days_between(first, last, calendar)
    unit = WORDS["period_unit"][required.unit]
    long_enough = heard.closes_at >= closing(heard.opened_at, required.value, required.unit, calendar).instant
    excused = required.shortenable and bool(heard.shortened_reason)
    why = f"；缩短理由：{heard.shortened_reason}" if heard.shortened_reason else ""
    return Measure(
        "公开征求期限", f"不少于{required.value}{unit}", f"{days}{unit}（{day(heard.opened_at)}公布，{day(last)}截止）{why}",
        long_enough or excused, clauses(required),
    )  # fmt: skip


def _forms(evaluation: Evaluation, letters: Sequence) -> Measure | None:
    required = evaluation.minimum_forms
    if required.value < 2:
        return None
    used = list(dict.fromkeys(each.form for each in letters if each.party in required.parties))
    done = f"{len(used)}种：{listed([FORMS[form] for form in used])}" if used else "尚未征求"
    return Measure("征求形式", f"不少于{required.value}种", done, len(used) >= required.value, clauses(required))


def _order(evaluation: Evaluation, letters: Sequence) -> Measure | None:
    later = [entry for entry in evaluation.parties if "department" in entry.after]
    if not later:
        return None
    answers = [each.answered_at for each in letters if each.party == "department"]
    sent = [each.sent_at for each in letters if each.party in {entry.party for entry in later}]
    if not answers or None in answers or not sent:
        return Measure("征求顺序", "先征求相关部门意见", "尚未完成", False, clauses(later[0]))
    done = f"相关部门{day(max(answers))}反馈，其他各方{day(min(sent))}起征求"
    return Measure("征求顺序", "先征求相关部门意见", done, min(answers) <= min(sent), clauses(later[0]))

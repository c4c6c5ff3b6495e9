"""The figures of one run, as a table for people and as JSON for machines."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

PATH = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Result:
    """One figure beside its floor, if it has one. `goal` is what it is held to, in words; `met` is None when not measured."""

    name: str
    value: float | None
    unit: str
    floor: float | None
    ratio: float | None
    goal: str
    met: bool | None


def at_most(name: str, value: float, unit: str, floor: float, limit: float) -> Result:
    """A cost that may be `limit` times its floor."""
    ratio = value / floor
    return Result(name, round(value, 3), unit, round(floor, 3), round(ratio, 2), f"≤ {limit:g} ×", ratio <= limit)


def at_least(name: str, value: float, unit: str, floor: float, limit: float) -> Result:
    """A yield that must be `limit` times its floor."""
    ratio = value / floor
    return Result(name, round(value, 3), unit, round(floor, 3), round(ratio, 2), f"≥ {limit:g} ×", ratio >= limit)


def no_more(name: str, value: float, unit: str, limit: float) -> Result:
    """A cost with a limit of its own."""
    return Result(name, round(value, 3), unit, None, None, f"≤ {limit:g}", value <= limit)


def no_less(name: str, value: float, unit: str, limit: float) -> Result:
    """A yield with a limit of its own."""
    return Result(name, round(value, 3), unit, None, None, f"≥ {limit:g}", value >= limit)


def untested(name: str) -> Result:
    """What could not be measured because the data for it are not there."""
    return Result(name, None, "", None, None, "未测", None)


def publish(results: Iterable[tuple[str, Result]]) -> None:
    """Print each (section, figure) as it comes, and write the file."""
    print(f"{'what':<64}{'value':>12} {'unit':<6}{'floor':>12}{'ratio':>8}  goal", flush=True)
    rows = []
    for section, each in results:
        rows.append({"section": section, **asdict(each)})
        print(f"{section + ': ' + each.name:<64}{_figure(each.value):>12} {each.unit:<6}{_figure(each.floor):>12}"
              f"{each.ratio or '':>8}  {each.goal:<9}{VERDICTS[each.met]}", flush=True)
    PATH.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


VERDICTS = {True: "met", False: "NOT MET", None: ""}


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:,.3f}"

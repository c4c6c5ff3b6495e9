"""The figures of one run, as a table for people and as JSON for machines."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

PATH = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Result:
    """One figure beside its floor. `goal` is what the ratio is held to, in words; `met` whether it is."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    goal: str
    met: bool


def at_most(name: str, value: float, unit: str, floor: float, limit: float) -> Result:
    """A cost that may be `limit` times its floor."""
    ratio = value / floor
    return Result(name, round(value, 3), unit, round(floor, 3), round(ratio, 2), f"≤ {limit} ×", ratio <= limit)


def at_least(name: str, value: float, unit: str, floor: float, limit: float) -> Result:
    """A yield that must be `limit` times its floor."""
    ratio = value / floor
    return Result(name, round(value, 3), unit, round(floor, 3), round(ratio, 2), f"≥ {limit} ×", ratio >= limit)


def publish(results: list[Result]) -> None:
    """Print the table and write the file."""
    print(f"{'what':<52}{'value':>10} {'unit':<8}{'floor':>10}{'ratio':>8}  goal")
    for each in results:
        print(f"{each.name:<52}{each.value:>10.3f} {each.unit:<8}{each.floor:>10.3f}{each.ratio:>8.2f}  "
              f"{each.goal:<8} {'met' if each.met else 'NOT MET'}")
    PATH.write_text(json.dumps([asdict(each) for each in results], ensure_ascii=False, indent=1) + "\n")

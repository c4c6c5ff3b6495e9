"""Reads the demo district from the TOML files beside this one.

All places below the street, all people and all organisations but the units are invented.
"""

import tomllib
from functools import cache
from pathlib import Path

from portal.demo.complaint_values import Complaint, ComplaintStep
from portal.demo.survey_values import Question, Survey
from portal.demo.values import (
    Account,
    Approval,
    Area,
    Decision,
    District,
    FollowUp,
    Meeting,
    Opinion,
    Proposal,
    Reply,
    Resolution,
    Revision,
    Row,
    Safety,
    Space,
    Submission,
    Theme,
)

FOLDER = Path(__file__).parent / "data"


@cache
def demo_district() -> District:
    """Read the whole district. Raises TypeError for a field nobody knows, KeyError for a missing table."""
    return District(
        accounts=_all(Account, _read("people.toml")["account"]),
        areas=_all(Area, _read("areas.toml")["area"]),
        spaces=_all(Space, _read("spaces.toml")["space"]),
        proposals=tuple(_proposal(path) for path in sorted((FOLDER / "proposals").glob("*.toml"))),
        meetings=tuple(_meeting(entry) for entry in _read("meetings.toml")["meeting"]),
        complaints=tuple(_complaint(entry) for entry in _read("complaints.toml")["complaint"]),
        surveys=tuple(_survey(entry) for entry in _read("surveys.toml")["survey"]),
    )


def _proposal(path: Path) -> Proposal:
    entry = _read(f"proposals/{path.name}")
    said = FOLDER / "opinions" / path.name
    lists = {"rows": Row, "replies": Reply, "themes": Theme}
    parts = {"safety": Safety, "revision": Revision, "approval": Approval, "submission": Submission, "decision": Decision,
             "follow_up": FollowUp}
    for name, kind in lists.items():
        entry[name] = _all(kind, entry.get(name, ()))
    for name, kind in parts.items():
        entry[name] = kind(**entry[name]) if name in entry else None
    opinions = _all(Opinion, _read(f"opinions/{path.name}")["opinions"]) if said.exists() else ()
    return Proposal(opinions=tuple(sorted(opinions, key=lambda each: each.day)), **entry)


def _complaint(entry: dict) -> Complaint:
    return Complaint(**entry | {"steps": _all(ComplaintStep, entry.get("steps", ()))})


def _meeting(entry: dict) -> Meeting:
    return Meeting(**entry | {"resolutions": _all(Resolution, entry.get("resolutions", ()))})


def _survey(entry: dict) -> Survey:
    return Survey(**entry | {"questions": _all(Question, entry["questions"])})


def _all(kind: type, entries) -> tuple:
    return tuple(kind(**entry) for entry in entries)


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))

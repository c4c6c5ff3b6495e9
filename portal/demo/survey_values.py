"""Surveys of the demo district, as plain values. Days are offsets from the day it is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question; about `weights` of a hundred sheets choose each option, and `texts` are what a few people wrote."""

    kind: str
    text: str
    options: list[str] | tuple = ()
    required: bool = False
    most: int | None = None
    scopes: list[str] | tuple = ()
    offered: list[str] | tuple = ()
    weights: list[int] | tuple = ()
    texts: list[str] | tuple = ()


@dataclass(frozen=True)
class Survey:
    """A survey about a `proposal`, or in a `street` until `last_day`; a `draft` is not published.

    `sheets` come in, `paper` of them entered by staff. `determined` are items of the menu, after the basic ones were carried out.
    """

    key: str
    unit: str
    title: str
    intro: str
    responsible: str
    methods: str
    feedback: str
    day: int
    questions: tuple[Question, ...]
    proposal: str = ""
    street: str = ""
    last_day: int | None = None
    draft: bool = False
    sheets: int = 0
    paper: int = 0
    basics_day: int | None = None
    basics_evidence: str = ""
    determined: list[str] | tuple = ()
    determined_by: str = ""
    determined_day: int | None = None
    outcome: str = ""

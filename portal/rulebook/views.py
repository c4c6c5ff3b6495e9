"""Views: the public page “谁需要被征求意见？”, the clauses, and the list of all rules."""

from collections import defaultdict
from types import SimpleNamespace

from flask import Blueprint, render_template, request
from sqlalchemy import select

from portal.extensions import db
from portal.i18n import filled, told
from portal.permissions import EVERYONE
from portal.proposals.models import BusinessForm
from portal.rulebook.answer import alike, papers_by_clause, party_codes, steps_of
from portal.rulebook.book import current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.evaluation import Evaluation, Note
from portal.rulebook.forms import AskForm
from portal.rulebook.values import Rule, Text
from portal.web import allow

bp = Blueprint("rulebook", __name__)

TIERS = ("priority", "also", "encouraged", "other")
BLANK = "……"


@bp.get("/rules")
@allow(EVERYONE)
def ask():
    """Who must be asked about a space, in what order, for how long and why (附件三(三))."""
    uses = _catalogue()
    form = AskForm(request.args, uses)
    commercial = {use.name: use.is_commercial for use in uses}
    evaluation = evaluate(form.facts(), forms=commercial) if _is_asked(form) and form.validate() else None
    answer = _answer(evaluation) if evaluation else {}
    return render_template("rulebook/ask.html", form=form, evaluation=evaluation, commercial=commercial, **answer)


@bp.get("/rules/clauses/<path:clause_id>")
@allow(EVERYONE)
def clause(clause_id: str):
    """One quoted clause: where it stands, how it is read here, and the rules that rest on it."""
    book = current_book()
    found = book.clause(clause_id)
    return render_template("rulebook/clause.html", clause=found, rules=book.rules_of(clause_id), blanked=blanked)


@bp.get("/rules/all")
@allow(EVERYONE)
def all_rules():
    """Every rule, under the document it rests on first."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in current_book().rules.values():
        rules[rule.clauses[0].document.id].append(rule)
    documents = [document for document in current_book().documents.values() if document.id in rules]
    return render_template("rulebook/all.html", documents=documents, rules=rules)


def said(note: Note) -> str:
    """A warning or notice in the reader's language; the names in it stay as they were written."""
    return filled(told(note.text), note.words)


def blanked(text: Text) -> str:
    """A sentence of the rulebook before it is filled in, its placeholders shown as dots."""
    return told(text) % defaultdict(lambda: BLANK)


def _is_asked(form: AskForm) -> bool:
    return any(name in request.args for name in form.data)


def _answer(evaluation: Evaluation) -> dict:
    """What the answer's templates need beside the evaluation."""
    papers = papers_by_clause(evaluation).items()
    return {"steps": steps_of(evaluation), "papers": papers, "alike": alike, "party_codes": party_codes, "said": said}


def _catalogue() -> list:
    """The staff's catalogue of reuse, or the rulebook's while they have none: by tier, finer entries after their parent."""
    entries = list(db.session.scalars(select(BusinessForm).order_by(BusinessForm.id))) or _rulebook_uses()
    places = {entry.name: place for place, entry in enumerate(entries)}
    return sorted(entries, key=lambda entry: (TIERS.index(entry.tier), places.get(entry.parent, places[entry.name])))


def _rulebook_uses() -> list:
    return [
        SimpleNamespace(name=form.name, tier=form.tier, parent=form.parent, is_commercial=form.commercial)
        for form in current_book().catalogue.forms
    ]

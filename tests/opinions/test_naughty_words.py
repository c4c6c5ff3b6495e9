"""Naughty words as opinions and as names, by the form and by a sheet: kept as typed, shown as words, executed by nothing."""

import re

import pytest
from markupsafe import escape
from sqlalchemy import select

from portal.opinions.models import Opinion
from portal.opinions.passages import pieces
from portal.opinions.redacting import published
from portal.personal import find
from portal.text import clean
from tests.jobs.worker import run_all
from tests.opinions.matter import an_opinion
from tests.opinions.naughty import NAUGHTY, WORDS
from tests.opinions.pages import speak
from tests.opinions.sheets import as_csv, ask

KEPT = [each for each in WORDS if clean(each)]
HEADS = ("编号", "姓名", "内容")
FIXED = {"stance": "suggest", "channel": "post", "received_on": "2026-06-10"}


def letters(text: str) -> str:
    return "".join(text.split())


def encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("words", KEPT, ids=range(len(KEPT)))
def test_they_are_pieces_findings_and_copies_of_themselves(words):
    text = clean(words)
    assert letters("".join(text[start:end] for start, end in pieces(text, []))) == letters(text)
    assert all(0 <= each.start < each.end <= len(text) for each in find(text))
    if not find(text):
        assert published(text, []) == text


def test_a_sheet_of_them_is_taken_in_letter_by_letter(app, session, write, matter):
    rows = [(str(at), clean(words)[:30], encodable(words)) for at, words in enumerate(KEPT, 1) if "\0" not in words]
    with write() as now:
        upload = ask(session, app, matter, as_csv(*rows, heads=HEADS), "opinions.import", now, fixed=FIXED)
    run_all(app)
    session.expire_all()
    assert upload.added == len(rows)
    stored = session.scalars(select(Opinion).order_by(Opinion.number)).all()
    assert [each.text for each in stored] == [clean(unquoted(row[2].strip())) for row in rows]
    assert [each.contact.name if each.contact else "" for each in stored if each.contact][0] == clean(rows[0][1])


def unquoted(text: str) -> str:
    """A cell as a CSV of ours brings it: the quote before a sign that begins a formula is ours."""
    return re.sub(r"^'(?='*[=+\-@])", "", text)


@pytest.mark.parametrize("group", NAUGHTY)
def test_the_pages_show_them_as_words(session, write, matter, sign_in, group):
    desk = sign_in(matter.handler)
    for at, words in enumerate(NAUGHTY[group]):
        if not clean(words):
            continue
        with write() as now:
            opinion = an_opinion(session, matter, now, f"{group}{at}", text=words, name=clean(words)[:30])
        page = desk.get(f"/desk/opinions/{opinion.id}")
        assert page.status_code == 200 and escape(clean(words)[:40]) in page.text
        assert "<script>alert" not in page.text and "<img src=x" not in page.text and ">49<" not in page.text
        assert desk.get(f"/desk/opinions/{opinion.id}/points").status_code == 200
        assert desk.get(f"/desk/opinions/{opinion.id}/redactions").status_code == 200
    assert desk.get(f"/desk/proposals/{matter.number}/opinions").status_code == 200


def test_the_public_form_takes_them_too(client, clock, session, matter):
    for words in [group[0] for group in NAUGHTY.values()]:
        answer = speak(client, clock, matter, text=encodable(words), name=clean(words)[:30])
        assert answer.status_code == 302
    session.rollback()
    assert len(session.scalars(select(Opinion)).all()) == len(NAUGHTY)

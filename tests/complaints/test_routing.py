"""Where a complaint goes: at once by the rule, by a suggestion where there is none, and never to the unit accused."""

import pytest

from portal.accounts.seed import OUTSIDE
from portal.complaints.rules.routing import LIMIT, Place, check_receiver, checked_text, keywords, route, suggest
from portal.errors import InvalidInput
from portal.rulebook.book import current_book

INITIATING, PROMOTING, OFFICE, DISCIPLINE, OTHER = 1, 2, 8, 9, 5
PLACES = {"office": OFFICE, "discipline": DISCIPLINE}


@pytest.mark.parametrize(
    ("why", "accusation", "accused", "initiating", "promoting", "goes_to", "hidden_from", "needs_dispatch"),
    [
        ("to the unit that brought the reuse to the meeting", False, None, INITIATING, PROMOTING, INITIATING, None, False),
        ("to the promoting unit when nobody brought one yet", False, None, None, PROMOTING, PROMOTING, None, False),
        ("to the office when no known space is named", False, None, None, None, OFFICE, None, True),
        ("an accusation never reaches the unit accused", True, INITIATING, INITIATING, PROMOTING, OFFICE, INITIATING, False),
        ("the unit of the space is taken as accused", True, None, INITIATING, PROMOTING, OFFICE, INITIATING, False),
        ("the promoting unit is taken as accused", True, None, None, PROMOTING, OFFICE, PROMOTING, False),
        ("another unit is accused", True, OTHER, INITIATING, None, OFFICE, OTHER, False),
        ("the office is accused: the disciplinary contact", True, OFFICE, None, None, DISCIPLINE, OFFICE, False),
        ("nobody is named: the disciplinary contact", True, None, None, None, DISCIPLINE, None, False),
        ("the office brought it and is accused", True, None, OFFICE, None, DISCIPLINE, OFFICE, False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_complaint_goes(why, accusation, accused, initiating, promoting, goes_to, hidden_from, needs_dispatch):
    way = route(is_accusation=accusation, accused=accused, initiating=initiating, promoting=promoting, **PLACES)
    assert (way.unit_id, way.hidden_from, way.needs_dispatch) == (goes_to, hidden_from, needs_dispatch)
    assert way.unit_id != way.hidden_from


PLACES_KNOWN = [Place("红莲南里3号地下室", "红莲南里3号楼地下一层", 31), Place("牛街空地", "输粮西里5号", 32)]
STREETS = {"牛街街道": 41, "天桥街道": 42}
UNITS = {"区生态环境局": 51, "区消防救援支队": 52}


@pytest.mark.parametrize(("words", "first", "because"), [
    ("红莲南里3号地下室半夜卸货", 31, "红莲南里3号地下室"),
    ("输粮西里5号门口有人收费", 32, "输粮西里5号"),
    ("饭馆油烟大", 51, "油烟"),
    ("牛街胡同口堆满旧家具", 41, "牛街街道"),
    ("牛街5号院油烟大", 51, "油烟"),
    ("三条胡同里有人吵架", None, None),
])
def test_triage_is_given_a_suggestion_with_its_reason(words, first, because):
    found = suggest(words, places=PLACES_KNOWN, streets=STREETS, units=UNITS)
    assert [(each.unit_id, each.because) for each in found[:1]] == ([(first, because)] if first else [])


def test_a_unit_is_suggested_once():
    found = suggest("油烟和异味", places=[], streets={}, units=UNITS)
    assert [each.unit_id for each in found] == [51]


def test_the_table_of_words_names_units_of_the_district():
    known = {each.name for each in current_book().catalogue.units} | set(OUTSIDE)
    assert set(keywords().values()) <= known


@pytest.mark.parametrize(("unit", "accusation", "accused", "goes"), [
    (OTHER, False, None, True), (OFFICE, False, None, True), (OTHER, True, INITIATING, False),
    (INITIATING, True, INITIATING, False), (OFFICE, True, INITIATING, True), (DISCIPLINE, True, INITIATING, True),
    (DISCIPLINE, True, OFFICE, True), (OFFICE, True, OFFICE, False),
])
def test_an_accusation_is_sent_to_the_office_or_the_disciplinary_contact_only(unit, accusation, accused, goes):
    if goes:
        check_receiver(unit_id=unit, is_accusation=accusation, accused=accused, **PLACES)
    else:
        with pytest.raises(InvalidInput, match="第四十六条"):
            check_receiver(unit_id=unit, is_accusation=accusation, accused=accused, **PLACES)


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_only_blanks_are_refused(text):
    with pytest.raises(InvalidInput, match="请写下"):
        checked_text(text)


def test_overlong_words_are_refused_with_their_length():
    with pytest.raises(InvalidInput) as refused:
        checked_text("吵" * (LIMIT + 1))
    assert str(LIMIT + 1) in str(refused.value)


def test_rare_characters_are_kept():
    assert checked_text(" 𠮷䶮·<script>=1+1 ") == "𠮷䶮·<script>=1+1"

"""The data files: quotes, clauses, both languages, and older versions."""

import re

import pytest

from portal.errors import Missing
from portal.rulebook.book import DATA, clause, current_book, load_book, versions

BOOK = current_book()
RULES = BOOK.rules.values()
NAMED_IN_THE_DOCUMENTS = [
    "R-A1", "R-A2", "R-A3", "R-A4", "R-A5", "R-A6", "R-A7", "R-M1", "R-M2", "R-M3", "R-M4", "R-P1", "R-P2", "R-P3",
    "R-L1", "R-O1", "R-O2", "R-D1", "R-D2",
]  # fmt: skip


@pytest.mark.parametrize("entry", BOOK.clauses.values(), ids=lambda entry: entry.id)
def test_every_clause_is_quoted_and_found_by_its_id(entry):
    assert entry.quote.strip() == entry.quote != ""
    assert clause(entry.id) is entry


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_rests_on_a_clause_and_speaks_both_languages(rule):
    assert rule.clauses
    for text in (rule.title, rule.reading, rule.warning, rule.notice, *(item.name for item in rule.papers + rule.approvals)):
        if text is not None:
            assert re.search("[一-鿿]", text.zh)
            assert text.en
            assert not re.search("[一-鿿]", text.en)
            assert placeholders(text.zh) == placeholders(text.en)
            assert "%" not in re.sub(r"%\(\w+\)s", "", text.zh + text.en), "a stray % breaks the sentence"


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("rule_id", NAMED_IN_THE_DOCUMENTS)
def test_every_gate_has_its_entry(rule_id):
    assert rule_id in BOOK.rules


def test_every_data_file_is_read():
    listed = {rule.id for rule in RULES} | set(BOOK.clauses)
    for path in DATA.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r'^id = "(R-\w+)"', text, re.M):
            assert name in listed, f"{path.name} is not in the files of versions.toml"


def test_no_rule_is_written_twice():
    names = [name for path in DATA.glob("*.toml") for name in re.findall(r'^id = "(R-\w+)"', path.read_text(), re.M)]
    assert len(names) == len(set(names)) == len(BOOK.rules)


def test_internal_settings_and_reprints_say_what_they_are():
    for entry in BOOK.clauses.values():
        if entry.document.status == "internal":
            assert entry.citation.startswith("内部设定")
        if entry.document.status == "press_copy":
            assert "转载" in entry.citation


def test_a_clause_that_does_not_exist_is_missing():
    with pytest.raises(Missing, match="没有“附件九”"):
        clause("附件九")


def test_the_rules_of_a_clause_can_be_listed():
    assert [rule.id for rule in BOOK.rules_of("附件三(三)3")] == ["R-C3", "R-I3"]


def test_a_version_that_never_was_is_missing():
    with pytest.raises(Missing, match="1999"):
        load_book("1999")


def test_an_older_version_stays_loadable(tmp_path):
    write_two_versions(tmp_path)
    assert versions(tmp_path) == ("one", "two")
    assert set(load_book("one", tmp_path).rules) == {"R-X", "R-OLD"}
    assert set(load_book("two", tmp_path).rules) == {"R-X", "R-NEW"}


@pytest.mark.parametrize("slip", ['when = ["full_moon"]', 'clauses = ["第9条"]', "colour = 1"])
def test_a_slip_in_the_data_is_refused_when_it_is_read(tmp_path, slip):
    write_two_versions(tmp_path, slip)
    with pytest.raises(ValueError, match="R-SLIP"):
        load_book("one", tmp_path)


def write_two_versions(folder, slip=None):
    rule = '[[rule]]\nid = "{0}"\ntitle = "题"\ntitle_en = "Title"\n{1}\n'
    clauses = 'clauses = ["条例第1条"]'
    rules = [
        rule.format("R-X", clauses),
        rule.format("R-OLD", clauses + '\nuntil = "two"'),
        rule.format("R-NEW", clauses + '\nsince = "two"'),
    ]
    if slip:
        rules.append(rule.format("R-SLIP", slip if slip.startswith("clauses") else f"{clauses}\n{slip}"))
    (folder / "versions.toml").write_text('files = ["law"]\n[[version]]\nid = "one"\n[[version]]\nid = "two"\n')
    (folder / "law.toml").write_text(
        '[document]\nid = "law"\ntitle = "条例"\ntitle_en = "Law"\nstatus = "statute"\nshort = "条例"\ncite = "条例"\n'
        '[[clause]]\nref = "第1条"\nquote = "应当"\n' + "\n".join(rules)
    )

"""The catalogue is complete: every sentence of the source, each in English, nothing more."""

import re

import pytest

from tests.i18n.catalogue import PLACEHOLDER, catalogue, sentences
from tests.i18n_check import CHINESE


@pytest.fixture(scope="module")
def english():
    """The catalogue's messages by their Chinese sentence."""
    return {message.id: message for message in catalogue() if message.id}


def test_every_sentence_of_the_source_is_translated(english):
    missing = {sentence: where for sentence, where in sentences().items() if sentence not in english}
    assert not missing, f"run `make messages` and translate: {missing}"


def test_no_entry_is_empty(english):
    assert [sentence for sentence, message in english.items() if not message.string.strip(" ")] == []


def test_no_entry_is_uncertain_or_left_over(english):
    fuzzy = [message.id for message in catalogue() if message.id and message.fuzzy]
    left_over = [*catalogue().obsolete, *(set(english) - set(sentences()))]
    assert (fuzzy, left_over) == ([], [])


def test_every_entry_keeps_the_placeholders(english):
    differs = {sentence: message.string for sentence, message in english.items()
               if sorted(re.findall(PLACEHOLDER, sentence)) != sorted(re.findall(PLACEHOLDER, message.string))}
    assert differs == {}


def test_no_entry_contains_chinese(english):
    assert [message.string for message in english.values() if CHINESE.search(message.string)] == []

"""Traditional Chinese: the committed catalogue is what the source gives, and keeps what must be kept."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from portal.rulebook.book import current_book
from tests.i18n.catalogue import PLACEHOLDER, ROOT, catalogue, sentences

loader = SourceFileLoader("traditional", str(ROOT / "deploy/traditional"))
maker = module_from_spec(spec_from_loader("traditional", loader))
loader.exec_module(maker)


@pytest.fixture(scope="module")
def traditional():
    """The catalogue's messages by their sentence."""
    return {message.id: message.string for message in catalogue("zh_Hant") if message.id}


def test_the_catalogue_is_the_one_the_source_gives(traditional):
    made = {message.id: message.string for message in maker.catalogue() if message.id}
    assert traditional == made, "run `make messages`"


def test_every_sentence_and_every_name_of_the_rulebook_is_in_it(traditional):
    assert set(sentences()) <= set(traditional)
    assert {form.name for form in current_book().catalogue.forms} <= set(traditional)
    assert {rule.title.zh for rule in current_book().rules.values()} <= set(traditional)


def test_every_entry_keeps_the_placeholders(traditional):
    assert {sentence for sentence, said in traditional.items()
            if sorted(re.findall(PLACEHOLDER, sentence)) != sorted(re.findall(PLACEHOLDER, said))} == set()


SAID = [
    ("征求意见", "徵求意見"), ("采纳", "採納"), ("胡同", "胡同"), ("台账", "台賬"), ("工作台", "工作台"),
    ("回复", "回覆"), ("理发", "理髮"), ("反复", "反覆"), ("卫生", "衛生"), ("说说", "說說"), ("“原则上”", "「原則上」"),
]


@pytest.mark.parametrize(("simplified", "expected"), SAID)
def test_words_are_written_as_their_readers_write_them(simplified, expected):
    assert maker.traditional(simplified) == expected

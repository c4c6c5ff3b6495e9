"""A snapshot is the report, byte for byte the same, and says so when it is not."""

import json
from pathlib import Path

import pytest

from portal.reports import snapshot, summary
from portal.reports.compile import compile_report
from portal.reports.snapshot import UnreadableSnapshot
from portal.reports.values import SCHEMA
from tests.reports.reading import lines_of
from tests.reports.samples import CUTOFF, full, full_report, opinion, rows, waived

ARCHIVE = Path(__file__).parent / "archive"


@pytest.mark.parametrize("source", [rows(), full(), waived()], ids=["nothing", "everything", "with a waiver"])
def test_it_reads_back_to_the_same_values(source):
    report = compile_report(source, CUTOFF)
    assert snapshot.read(snapshot.write(report)) == report


def test_the_same_rows_give_the_same_bytes():
    assert snapshot.write(full_report()) == snapshot.write(full_report())


def test_it_is_one_line_for_the_header_and_one_for_each_opinion():
    report = full_report()
    header, *lines = snapshot.write(report).decode().splitlines()
    assert json.loads(header)["schema"] == SCHEMA
    assert [json.loads(line)["number"] for line in lines] == [opinion.number for opinion in report.opinions]


def test_line_separators_inside_words_do_not_break_lines():
    report = compile_report(rows(opinions=(opinion(1, text="上\u2028下\x85左\n右\r"),)), CUTOFF)
    assert snapshot.read(snapshot.write(report)) == report


def test_a_changed_byte_is_noticed():
    data = snapshot.write(full_report())
    with pytest.raises(UnreadableSnapshot):
        snapshot.read(data.replace("支持".encode(), "反对".encode(), 1), snapshot.fingerprint(data))


def test_another_schema_is_refused():
    with pytest.raises(UnreadableSnapshot):
        snapshot.read(snapshot.write(full_report()).replace(f'"schema":{SCHEMA}'.encode(), b'"schema":99'))


def test_a_report_of_an_older_schema_gives_the_same_document():
    report = snapshot.read((ARCHIVE / "schema_1.jsonl").read_bytes())
    assert report.schema == 1
    assert lines_of(summary.compose(report)) == (ARCHIVE / "schema_1.txt").read_text().splitlines()

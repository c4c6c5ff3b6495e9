"""Text made fit for files, titles in good lines, figures in words."""

from datetime import UTC, date, datetime

import pytest

from portal.press.text import balanced, visible
from portal.reports import labels
from portal.reports.labels import MAY_BREAK


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("平安", "平安"),
        ("响\x07铃", "响〓铃"),
        ("空\x00", "空〓"),
        ("半\ud800个", "半〓个"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("制\t表", "制 表"),
        ("\u202e反写\u202c", "反写"),
        ("𠮷䶮·👍", "𠮷䶮·👍"),
    ],
)
def test_what_no_document_can_hold_is_shown_as_missing(raw, shown):
    assert visible(raw) == shown


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于“某地方案”征求意见情况的汇总", ["关于“某地方案”征求意见情况的汇总"]),
        (
            "关于“牛街街道枫桦豪景底商腾退空间再利用为便民服务综合体方案”征求意见情况的汇总",
            ["关于“牛街街道枫桦豪景底商", "腾退空间再利用为便民服务综合体", "方案”征求意见情况的汇总"],
        ),
    ],
)
def test_titles_break_into_balanced_lines(title, lines):
    assert balanced(title, 19) == lines


@pytest.mark.parametrize("length", range(1, 120, 7))
def test_title_lines_fit_and_lose_nothing(length):
    title = ("关于“大栅栏琉璃厂片区平房院落腾退空间”、再利用方案（第二版）的汇总" * 4)[:length]
    lines = balanced(title, 19)
    assert "".join(lines) == title
    assert all(len(line) <= 19 for line in lines)
    assert not [line for line in lines[1:] if line[0] in "，。、；：！？”’）》】"]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], "无"), ([3], "第3号"), ([4, 3], "第3、4号"), ([1, 3, 4, 5, 9], "第1、3—5、9号"), ([1, 2, 7, 8], "第1、2、7、8号")],
)
def test_runs_of_numbers_are_drawn_together(numbers, words):
    assert labels.number_list(numbers).replace(MAY_BREAK, "") == words


@pytest.mark.parametrize(("part", "whole", "words"), [(0, 0, "—"), (5, 6, "83.3%"), (0, 3, "0.0%"), (3, 3, "100.0%")])
def test_a_ratio_of_nothing_is_a_dash(part, whole, words):
    assert labels.ratio(part, whole) == words


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_headings_count_in_chinese(number, words):
    assert labels.chinese_number(number) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 19, 16, 0, tzinfo=UTC), "2026年11月19日24:00"),
        (datetime(2026, 11, 19, 16, 1, tzinfo=UTC), "2026年11月20日00:01"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2026年12月31日24:00"),
    ],
)
def test_an_instant_is_told_in_beijing_time(instant, words):
    assert labels.moment(instant) == words


def test_days_are_beijing_days():
    assert labels.day(datetime(2026, 11, 19, 16, 0, tzinfo=UTC)) == "2026-11-20"
    assert labels.day(date(2026, 11, 19)) == "2026-11-19"
    assert labels.day(None) == "—"

"""A calendar day in every dress in which sheets bring it, and what is no day or could be two."""

from datetime import date

import pytest

from portal.days import read_day


@pytest.mark.parametrize("written", [
    "2019/2/28 11:25:05", "2019/2/28", "2019-02-28", "2019-2-28 9:05", "2019年2月28日", "2019年02月28日 星期四 9时5分",
    "2019.2.28", "20190228", "20190228112505", "2019/2/28 上午9:05", "2019/2/28 下午 11:25:05", "43524", "43524.475752314815",
    "2019-02-28T11:25", "2019-02-28 11:25:05.000001", "2019-02-28T23:25:05+08:00", "2019-02-27T16:00:00Z",
    "２０１９－２－２８", " 2019年2月28号 ", "2019/2/28 9:05 PM", "2019/02/28（周四）",
])
def test_the_last_of_february_in_many_dresses(written):
    assert read_day(written) == date(2019, 2, 28)


@pytest.mark.parametrize("written", [
    "", "昨天", "2019-02-30", "2019/13/1", "2/28/2019", "28/2/2019", "19-2-28", "2019-2", "2019", "28 Feb", "2019-02/28",
    "1234567", "2019-02-28至3月5日", "2019-02-28 张三", "99999", "138", "0000-00-00", "20190230", "2019年2月", "2019-02-28T25:00",
])
def test_what_is_no_day_or_could_be_two(written):
    assert read_day(written) is None

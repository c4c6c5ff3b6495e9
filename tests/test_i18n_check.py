"""The check for Chinese on English pages finds what a reader would meet, and nothing else."""

import pytest

from tests.i18n_check import chinese_outside

CLEAN = [
    "<p>Who must be asked?</p>",
    '<p>Unit: <span lang="zh">区商务局</span>.</p>',
    '<blockquote lang="zh-Hans">原则上<br>均需<b>征求</b></blockquote>',
    '<a href="/?use=餐饮" data-word="餐饮">Catering</a>',
    '<option value="牛街街道" lang="zh">牛街街道</option>',
    '<img alt="牛街" lang="zh">',
    "<script>let 名 = 1</script><!-- 说明 -->",
]
FOUND = [
    ("<p>谁</p>", ["谁"]),
    ('<div lang="zh">中<p lang="en">谁</p></div>', ["谁"]),
    ('<div lang="zh">中</div><p>谁</p>', ["谁"]),
    ('<img lang="zh" alt="好"><p>谁</p>', ["谁"]),
    ('<p title="题" aria-label="标">x</p>', ["题", "标"]),
    ('<input placeholder="写这里"><optgroup label="地下"></optgroup>', ["写这里", "地下"]),
    ('<input type="submit" value="提交"><input value="自己写的">', ["提交"]),
    ("<p>Units、more。</p>", ["Units、more。"]),
    ("<p><b>1</p><p>谁</p>", ["谁"]),
]


@pytest.mark.parametrize("html", CLEAN)
def test_what_is_announced_or_never_read_is_no_finding(html):
    assert chinese_outside(html) == []


@pytest.mark.parametrize(("html", "found"), FOUND)
def test_chinese_that_nobody_announces_is_found(html, found):
    assert chinese_outside(html) == found

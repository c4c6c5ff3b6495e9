"""The words of a text that carry its meaning, as they stand in it."""

import re

from rjieba import tag

_KEPT = frozenset({"n", "v", "vn", "vd", "a", "an", "ad", "l", "i", "j", "b", "z", "nz"})  # not people, places, numbers …
_CHINESE = re.compile(r"[一-鿿]{2,}")
_FIGURE = re.compile(r"[0-9a-zA-Z０-９Ａ-Ｚａ-ｚ]$")
_CIVIL = frozenset((  # words of politeness and of the procedure, which say nothing about what is asked for
    "领导", "尊敬", "感谢", "谢谢", "请问", "希望", "建议", "意见", "反映", "问题", "情况", "要求",
    "支持", "同意", "反对", "赞成", "方案", "进行", "有关", "相关", "部门", "居民", "群众", "百姓",
    "老百姓", "大家", "能够", "可以", "不能", "应该", "应当", "没有", "时候", "电话", "记录", "电话记录", "来电",
    "座谈会", "发言",
))


def content_words(text: str) -> list[str]:
    """The nouns, verbs and adjectives of a text in their order, whole words of two letters or more.

    Left out are names of people and places (they say where, not what), words of politeness, and what is cut off a figure or
    a letter, such as 号线 after 2.
    """
    return [word for word, carries in _read(text) if carries]


def phrases(text: str, most: int = 3) -> dict[str, tuple[str, ...]]:
    """Content words, and runs of up to `most` whole words that begin and end with one, as they stand in the text; each with the
    content words in it."""
    words = _read(text)
    found = {}
    for start, (_word, carries) in enumerate(words):
        run, within = "", ()
        for word, ends in words[start:start + most] if carries else ():
            if not _CHINESE.fullmatch(word):
                break
            run, within = run + word, (*within, word) if ends else within
            if ends:
                found[run] = within
    return found


def shared_words(one: str, other: str) -> list[str]:
    """The content words that two texts have in common, in the order of the first: why they stand together."""
    theirs = set(content_words(other))
    return list(dict.fromkeys(word for word in content_words(one) if word in theirs))


def _read(text: str) -> list[tuple[str, bool]]:
    """The words of a text, and whether each carries meaning."""
    found, before = [], ""
    for word, kind in tag(text):
        carries = kind in _KEPT and word not in _CIVIL and _CHINESE.fullmatch(word) is not None and not _FIGURE.search(before)
        found.append((word, carries))
        before = word
    return found

"""What must not be printed: residents' names, and the numbers people put into their own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.personal import NUMBERS, find

SIGNING = ("expert", "planner")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾"
    "夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷申耿"
)
_FULL_NAME = re.compile(rf"[{_SURNAMES}]\w{{2}}|(?:欧阳|司马|上官|诸葛|司徒|皇甫)\w{{1,2}}|\w+·\w+")
_NOT_NAMES = {"居民", "匿名", "群众", "市民", "业主", "街坊"}


# What no number can do without: an @, seven figures close together, or the letters of a plate. Most texts have none of them,
# and need no closer look.
_FIGURE = "0-9０-９零〇一二三四五六七八九幺"
_PERHAPS = re.compile(rf"[@＠]|(?:[{_FIGURE}][^{_FIGURE}]{{0,3}}){{6}}[{_FIGURE}]|[一-龥][ 　]?[A-Za-zＡ-Ｚａ-ｚ]")


def mask_personal(text: str) -> str:
    """`text` with the numbers that tell who somebody is starred out, character for character; which house stays readable."""
    if not _PERHAPS.search(text):
        return text
    masked, end = [], 0
    for found in find(text):
        if found.kind in NUMBERS:
            masked += [text[end : found.start], "*" * (found.end - found.start)]
            end = found.end
    return "".join(masked) + text[end:]


def mask_name(name: str) -> str:
    """A resident's name as it may be printed: 张**, or 居民 where none was given."""
    name = name.strip()
    return "居民" if not name or name in _NOT_NAMES else f"{name[0]}**"


@dataclass(frozen=True, slots=True)
class People:
    """Full names that are looked for in anybody's words, and their lengths."""

    names: frozenset[str]
    lengths: frozenset[int]

    def found_in(self, text: str) -> set[str]:
        """Those of the names that stand in `text`."""
        return {text[at : at + n] for n in self.lengths for at in range(len(text) - n + 1)} & self.names


def full_names(names: Iterable[str], known: str) -> People:
    """Those of `names` that can be looked for in anybody's words: they look like a full name and are no word of `known`.

    A nickname such as 停车位 must not star out what other people say about parking.
    """
    found = frozenset(name for name in map(str.strip, names) if _FULL_NAME.fullmatch(name) and name not in known)
    return People(found, frozenset(map(len, found)))


def mask_text(text: str, people: People, author: str = "") -> str:
    """`text` fit to print: personal numbers, the author's own name and every name of `people` masked."""
    author = author.strip()
    found = people.found_in(text)
    if len(author) > 1 and author not in _NOT_NAMES and author in text:
        found = {*found, author}
    for name in sorted(found, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return mask_personal(text)

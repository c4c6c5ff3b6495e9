"""Which words in a sheet mean which code, before staff have said anything about it."""

from collections.abc import Mapping

from portal.opinions.sheets.values import CODES
from portal.text import folded
from portal.words import WORDS

_ALSO = {
    "stance": {"同意": "support", "赞成": "support", "赞同": "support", "有条件同意": "conditional", "基本同意": "conditional",
               "不同意": "oppose", "不支持": "oppose", "不赞成": "oppose", "建议": "suggest", "提建议": "suggest",
               "意见": "suggest", "其他": "suggest"},
    "channel": {"来访": "counter", "接待": "counter", "窗口": "counter", "来电": "phone", "热线": "phone", "12345": "phone",
                "来信": "post", "信函": "post", "邮寄": "post", "座谈会": "meeting", "议事会": "meeting", "座谈": "meeting",
                "入户": "counter", "走访": "counter"},
    "party": {"群众": "resident", "市民": "resident", "业主": "resident", "权利人": "rights_holder"},
    "relation": {"院内居民": "courtyard", "邻居": "neighbour", "周边": "neighbour", "附近居民": "neighbour", "商家": "merchant",
                 "经营者": "merchant", "协会": "association", "单位": "local_unit"},
}
USUAL: Mapping[str, Mapping[str, str]] = {
    field: {WORDS[field][code]: code for code in codes} | {code: code for code in codes} | _ALSO[field]
    for field, codes in CODES.items()
}


def code_of(field: str, typed: str, words: Mapping[str, str]) -> str | None:
    """The code for a typed word: as staff said in `words`, or as usual; None for a word that means nothing."""
    plain = folded(typed)
    return words.get(plain) or USUAL[field].get(plain)


def street_of(typed: str, words: Mapping[str, str], streets: Mapping[str, int]) -> int | None:
    """The unit id of a subdistrict written as 牛街, 牛街街道 or 牛街街道办事处; None for one that is not of this district."""
    plain = folded(typed)
    name = words.get(plain, plain).removesuffix("办事处")
    return streets.get(name) or streets.get(name + "街道")

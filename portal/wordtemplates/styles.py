"""The styles of a template with those the written body needs: the office's own go before ours."""

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from portal.press.docx_package import skeleton
from portal.wordtemplates.package import parsed, w

PART = "word/styles.xml"
_NEEDED = (
    "heading 1", "heading 2", "heading 3", "heading 4", "caption", "table grid", "table head", "table text", "table prose",
    "table gap", "lead", "picture", "source", "annex mark", "annex title",
)  # fmt: skip
_USED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)"')


def merged(theirs: bytes, body_style: str | None) -> tuple[bytes, Callable[[str], str]]:
    """The part with our styles beside theirs, and what turns an element of ours into one with the names of this template.

    `body_style` is the style that plain paragraphs take; None: the template's usual one.
    """
    root, ours = parsed(PART, theirs), etree.fromstring(skeleton("report").files[PART])
    known, mine = _by_name(root), _by_name(ours)
    taken = {style.get(w("styleId")) for style in known.values()}
    names = {style.get(w("styleId")): known[name].get(w("styleId")) for name, style in mine.items() if name in known}
    for name in _NEEDED:
        if name not in known:
            identity = mine[name].get(w("styleId"))
            names[identity] = f"Press{identity}" if identity in taken else identity
    root.extend([_copied(mine[name], names) for name in _NEEDED if name not in known])
    plain = body_style or _usual(root)
    renamed = names | ({"Normal": plain} if plain else {})
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data, lambda element: _USED.sub(lambda found: f'{found[1]}{renamed.get(found[2], found[2])}"', element)


def _by_name(root: etree._Element) -> dict[str, etree._Element]:
    named = ((style.find(w("name")), style) for style in root.iter(w("style")))
    return {name.get(w("val"), "").lower(): style for name, style in named if name is not None}


def _usual(root: etree._Element) -> str | None:
    kinds = (style for style in root.iter(w("style")) if style.get(w("type")) == "paragraph")
    return next((style.get(w("styleId")) for style in kinds if style.get(w("default")) in ("1", "true", "on")), None)


def _copied(style: etree._Element, names: dict[str, str]) -> etree._Element:
    """A style of ours under its name in the template; what it refers to and is not there is left out."""
    copy = deepcopy(style)
    copy.set(w("styleId"), names[style.get(w("styleId"))])
    copy.attrib.pop(w("default"), None)
    if style.get(w("type")) == "character":  # as large as the words around it
        for size in copy.findall(f"{w('rPr')}/{w('sz')}"):
            size.getparent().remove(size)
    for element in copy.findall(w("basedOn")) + copy.findall(w("next")) + copy.findall(w("link")):
        if (target := names.get(element.get(w("val")))) and element.tag != w("link"):
            element.set(w("val"), target)
        else:
            copy.remove(element)
    return copy

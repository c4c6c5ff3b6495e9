"""A paper written on an office's own template: its words in place of the placeholders, the body and the annexes in full."""

import re
from collections.abc import Iterator

from docx.oxml.ns import nsmap
from lxml import etree

from portal.press.docx import annexes, blocks, pictures_of
from portal.press.docx_package import LINKS, TYPES, skeleton, with_pictures, with_png, zipped
from portal.press.paper import Paper
from portal.press.text import visible
from portal.wordtemplates.checks import OWN_PREFIXES, WORDED
from portal.wordtemplates.package import MAIN, parsed, parts_of, w
from portal.wordtemplates.placeholders import BODY, filled, paragraphs, places_in, text_of
from portal.wordtemplates.styles import PART as STYLES
from portal.wordtemplates.styles import merged

_BODY_HERE, _ANNEXES_HERE = "body-here", "annexes-here"
_ROOT = re.compile(r"<(?:\w+:)?document\b")


def write_on(template: bytes, paper: Paper) -> bytes:
    """The docx of `paper` on a template that `check_template` has let in."""
    parts = parts_of("", template)
    words = _words(paper)
    for name in filter(WORDED.fullmatch, parts):
        if name != MAIN:
            parts[name] = _serialised(_filled(parsed(name, parts[name]), words)).encode()
    root = _filled(parsed(MAIN, parts[MAIN]), words)
    pictures = pictures_of(paper)
    parts[STYLES], in_template = merged(parts[STYLES], _style_of_body(root))
    parts[LINKS], parts[TYPES] = with_pictures(parts[LINKS], len(pictures)), with_png(parts[TYPES])
    return zipped(parts, _document(root, paper, pictures, in_template), pictures)


def _words(paper: Paper) -> dict[str, str]:
    words = {
        "标题": paper.title,
        "单位": paper.unit,
        "说明": paper.note,
        "主送": paper.addressee,
        "附件清单": "、".join(annex.name for annex in paper.annexes),
        "抄送": "，".join(paper.copies),
        "数据说明": paper.trace,
    }
    return {name: visible(text).replace("\n", " ") for name, text in words.items()}


def _filled(root: etree._Element, words: dict[str, str]) -> etree._Element:
    for paragraph in paragraphs(root):
        if not _holds_body(paragraph):
            filled(paragraph, words)
    return root


def _holds_body(paragraph: etree._Element) -> bool:
    return any(place.name == BODY for place in places_in(text_of(paragraph)))


def _body_holder(root: etree._Element) -> etree._Element:
    return next(filter(_holds_body, paragraphs(root)))


def _style_of_body(root: etree._Element) -> str | None:
    style = _body_holder(root).find(f"{w('pPr')}/{w('pStyle')}")
    return None if style is None else style.get(w("val"))


def _document(root: etree._Element, paper: Paper, pictures: list[bytes], in_template) -> Iterator[str]:
    """The template's words around the body; annexes on landscape pages behind its last page."""
    holder = _body_holder(root)
    holder.getparent().replace(holder, etree.ProcessingInstruction(_BODY_HERE))
    last_pages = _section_of(root) if paper.annexes else ""
    before, after = _around(_BODY_HERE, _serialised(root))
    yield _ROOT.sub(lambda found: found[0] + _missing_names(root), before, count=1)
    yield from map(in_template, blocks(paper.blocks, pictures))
    if not paper.annexes:
        yield after
        return
    to_end, end = _around(_ANNEXES_HERE, after)
    yield f"{to_end}<w:p><w:pPr>{last_pages}</w:pPr></w:p>"
    yield from map(in_template, annexes(paper))
    yield _without_heads(skeleton("report").turned) + end


def _around(mark: str, text: str) -> list[str]:
    return re.split(rf"<\?{mark}\s*\?>", text)


def _section_of(root: etree._Element) -> str:
    """Take the properties of the last pages out of the body, a mark left in their place."""
    body = root.find(w("body"))
    section = body.find(w("sectPr"))
    body.append(etree.ProcessingInstruction(_ANNEXES_HERE))
    if section is None:
        return ""
    body.remove(section)
    section.tail = None
    return etree.tostring(section, encoding="unicode")


def _without_heads(section: str) -> str:
    """Properties of pages without heads and feet of their own: those before go on."""
    return re.sub(r"<w:(header|footer)Reference\b[^>]*/>", "", section)


def _missing_names(root: etree._Element) -> str:
    return "".join(f' xmlns:{prefix}="{nsmap[prefix]}"' for prefix in OWN_PREFIXES if prefix not in root.nsmap)


def _serialised(root: etree._Element) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + etree.tostring(root, encoding="unicode")

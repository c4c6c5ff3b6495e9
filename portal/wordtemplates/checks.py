"""Whether a Word file may serve as a template: only known placeholders, nothing that acts, nothing that reaches outside."""

import re

from docx.oxml.ns import nsmap
from lxml import etree

from portal.errors import N_, InvalidInput
from portal.wordtemplates.package import MAIN, is_xml, parsed, parts_of, w
from portal.wordtemplates.placeholders import BODY, MEANINGS, paragraphs, places_in, text_of

WORDED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CODE = re.compile(r"\{%.*?(%\}|$)|\{#.*?(#\}|$)")
_HARMLESS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TOC", "PAGEREF", "REF", "SEQ", "DATE", "TIME", "TITLE"}
_ACTING = [w(name) for name in ("object", "control", "altChunk", "subDoc", "movie")]
BODY_MARK, TITLE_MARK = f"{{{{{BODY}}}}}", "{{标题}}"
OWN_PREFIXES = ("w", "r", "wp", "a", "pic")  # what the written body uses


def check_template(filename: str, data: bytes) -> None:
    """Raises InvalidInput with a sentence that names what is wrong and where."""
    parts = parts_of(filename, data)
    roots = {name: parsed(name, part) for name, part in parts.items() if is_xml(name)}
    for name, root in roots.items():
        if name.endswith(".rels"):
            _check_links(root)
        elif WORDED.fullmatch(name):
            _check_fields(root)
            _check_placeholders(name, root)
    _check_body(roots[MAIN])


def _check_links(root: etree._Element) -> None:
    for link in root:
        if (link.get("TargetMode") or "").lower() == "external":
            message = N_("文件里有指向外部的内容（%(target)s）。请去掉超链接，把链接的图片改为嵌入，再上传。")
            raise InvalidInput(message, field="file", target=(link.get("Target") or "")[:80])


def _check_fields(root: etree._Element) -> None:
    for element in root.iter(*_ACTING):
        raise InvalidInput(
            N_("文件里有控件或嵌入的内容（%(name)s），不能用作模板。请删去再上传。"),
            field="file",
            name=etree.QName(element).localname,
        )
    for instruction in (*_simple_fields(root), *_long_fields(root)):
        kind = (instruction.split() or [""])[0].upper()
        if kind not in _HARMLESS:
            message = N_("文件里有会取用别处内容的域（%(name)s），不能用作模板。请改成普通文字再上传。")
            raise InvalidInput(message, field="file", name=kind[:40])


def _simple_fields(root: etree._Element) -> list[str]:
    return [element.get(w("instr")) or "" for element in root.iter(w("fldSimple"))]


def _long_fields(root: etree._Element) -> list[str]:
    """The instructions of fields written in runs, put together however they were cut; one without a start is told too."""
    found: list[str] = []
    open_fields: list[str] = []
    for element in root.iter(w("fldChar"), w("instrText")):
        kind = element.get(w("fldCharType"))
        if element.tag == w("instrText") and open_fields:
            open_fields[-1] += element.text or ""
        elif element.tag == w("instrText"):
            found.append(element.text or "")
        elif kind == "begin":
            open_fields.append("")
        elif kind == "end" and open_fields:
            found.append(open_fields.pop())
    return [*found, *open_fields]


def _check_placeholders(part: str, root: etree._Element) -> None:
    for paragraph in paragraphs(root):
        text = text_of(paragraph)
        if code := _CODE.search(text):
            raise InvalidInput(N_("模板里不能写程序：%(text)s。只能用页面上列出的占位符。"), field="file", text=code[0][:60])
        for place in places_in(text):
            _check_known(place.name)
        rest = "".join(text[start:end] for start, end in _between(text))
        if "{{" in rest or "}}" in rest:
            message = N_("这里的占位符不完整：%(text)s。请用半角花括号一次打完，例如 %(like)s，中间不要换行或插入别的内容。")
            raise InvalidInput(message, field="file", like=TITLE_MARK, text=rest.replace("\ufffc", "↵").strip()[:60])
        if part != MAIN and any(place.name == BODY for place in places_in(text)):
            raise InvalidInput(N_("占位符 %(body)s 只能放在正文里，不能放在页眉、页脚或脚注里。"), field="file", body=BODY_MARK)


def _check_known(name: str) -> None:
    if name not in MEANINGS:
        message = N_("不认识占位符 {{%(name)s}}。能用的有：%(known)s。")
        raise InvalidInput(message, field="file", name=name[:40], known="、".join(MEANINGS))


def _between(text: str) -> list[tuple[int, int]]:
    """The stretches of a text outside its placeholders."""
    places = places_in(text)
    return list(zip([0, *(place.end for place in places)], [*(place.start for place in places), len(text)], strict=True))


def _check_body(root: etree._Element) -> None:
    holders = [each for each in paragraphs(root) if any(place.name == BODY for place in places_in(text_of(each)))]
    if not holders:
        message = N_("模板里没有占位符 %(body)s。请在要放正文的地方单独写一段 %(body)s（半角花括号）。")
        raise InvalidInput(message, field="file", body=BODY_MARK)
    if len(holders) > 1 or len(places_in(text_of(holders[0]))) > 1:
        raise InvalidInput(N_("占位符 %(body)s 只能出现一次，并且单独占一段。"), field="file", body=BODY_MARK)
    alone = text_of(holders[0]).strip().startswith("{{") and text_of(holders[0]).strip().endswith("}}")
    if not alone or holders[0].getparent().tag != w("body") or holders[0].find(f"{w('pPr')}/{w('sectPr')}") is not None:
        message = N_("占位符 %(body)s 要单独占一段，不能放在表格、文本框里，也不能紧贴分节符。")
        raise InvalidInput(message, field="file", body=BODY_MARK)
    if any(uri != nsmap[prefix] for prefix, uri in root.nsmap.items() if prefix in OWN_PREFIXES):
        raise InvalidInput(N_("这个 Word 文件的写法很少见，不能用作模板。请用 Word 或 WPS 另存一份再上传。"), field="file")

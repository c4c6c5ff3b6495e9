"""Paragraphs of WordprocessingML, made as text: thousands of them in the time python-docx takes for a few."""

from docx.oxml.ns import nsdecls

from portal.press.text import xml

NEW_PAGE, KEEP = "<w:pageBreakBefore/>", "<w:keepNext/>"
NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
HINT = '<w:rFonts w:hint="eastAsia"/>'
_TWIPS_PER_MM = 56.693


def paragraph(text: str, style: str, *, lead: str = "", layout: str = "") -> str:
    """A paragraph in `style`; line ends in `text` stay line ends, `lead` is its first word in the Lead style.

    `layout` holds properties of the paragraph: NEW_PAGE, KEEP (with the next one), an indent, or nothing.
    """
    led = run(lead, '<w:rStyle w:val="Lead"/>') if lead else ""
    return holding(led + (run(text) if text else ""), style, layout)


def holding(runs: str, style: str, layout: str = "") -> str:
    """A paragraph in `style` around runs that are XML already."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def run(text: str, style: str = "") -> str:
    """The run of `text`."""
    return f'<w:r><w:rPr>{style}{HINT}</w:rPr><w:t xml:space="preserve">{lines(text)}</w:t></w:r>'


def lines(text: str) -> str:
    """`text` as the content of a `w:t`; a line end closes it and opens the next."""
    words = xml(text)
    return words.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">') if "\n" in words else words


def hanging(lead: str) -> str:
    """The indent of a paragraph whose later lines begin under the first word behind `lead`."""
    back = 100 * len(lead)
    left = back + 200
    return f'<w:ind w:leftChars="{left}" w:left="{left * 316 // 100}" w:hangingChars="{back}" w:hanging="{back * 316 // 100}"/>'


def framed(across: float, down: float, width: float) -> str:
    """The layout of a paragraph at a fixed place of the page, in millimetres from its edges."""
    place = f'w:vAnchor="page" w:hAnchor="page" w:x="{twips(across)}" w:y="{twips(down)}"'
    return f'<w:framePr w:w="{twips(width)}" w:wrap="notBeside" {place}/>'


def ruled(*sides: tuple[str, str, int], space: int = 1, colour: str = "FF0000") -> str:
    """The borders of a paragraph: side, kind and eighths of a point of each, `space` points away from its words."""
    rules = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{thick}" w:space="{space}" w:color="{colour}"/>' for side, kind, thick in sides
    )
    return f"<w:pBdr>{rules}</w:pBdr>"


def kept(element: str) -> str:
    """The same paragraph, kept on the page of the next one."""
    return element.replace("</w:pPr>", f"{KEEP}</w:pPr>", 1)


def twips(millimetres: float) -> int:
    """Millimetres as Word's twentieths of a point."""
    return round(millimetres * _TWIPS_PER_MM)

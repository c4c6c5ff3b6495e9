"""The words and measures that every frame of an official document has, whatever kind of file it is set in."""

from portal.press.paper import Paper

TITLE_WIDTH = 19  # characters of 22 pt in 156 mm, with one to spare
NUMBER_BLANK = "　　　　〔　　　　〕　　号"
MINUTES_BLANK = "第　　期"
SIGNER_BLANK = "签发人：　　　　　　"
DATE_BLANK = "　　　　年　　月　　日"
SHORT_DATE_BLANK = "　年　月　日"
_POINTS_PER_MM = 72 / 25.4


def red_head(paper: Paper) -> str:
    """The 发文机关标志 or 纪要标志, printed red; a report has none."""
    return "" if paper.frame == "report" else paper.head or paper.unit


def head_size(head: str, width: int = 150) -> float:
    """The size in points that sets a red head in one line of `width` millimetres, at most 初号 (42)."""
    return min(42.0, int(width * _POINTS_PER_MM / max(1, len(head)) * 2) / 2)


def signature(paper: Paper) -> tuple[str, ...]:
    """Who signs, and a blank for the day; minutes carry these under their head."""
    return () if paper.frame == "minutes" else (f"{paper.unit}（盖章）", DATE_BLANK)


def annex_list(paper: Paper) -> list[str]:
    """The 附件说明: a line for each annex."""
    alone = len(paper.annexes) == 1
    return [
        f"{'附件：' if number == 1 else '　　　'}{'' if alone else f'{number}. '}{annex.name}"
        for number, annex in enumerate(paper.annexes, start=1)
    ]


def annex_mark(paper: Paper, number: int) -> str:
    """“附件” in the corner of an annex, numbered if there are several."""
    return "附件" if len(paper.annexes) == 1 else f"附件{number}"


def colophon(paper: Paper) -> tuple[str, ...]:
    """The lines of the 版记 (7.4): who gets a copy, who prints it and a blank for when; a letter has no second line."""
    if not paper.copies:
        return ()
    copies = f"抄送：{'，'.join(paper.copies)}。"
    return (copies,) if paper.frame == "letter" else (copies, f"{paper.unit}\t{SHORT_DATE_BLANK}印发")

"""The drawn plans and the papers the demo proposals carry: made here, the same every time."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from docx import Document
from PIL import Image, ImageDraw

from portal.demo.values import Proposal

PAPER, LINE, ROAD, ROOF = "#fbfaf6", "#b9b3a5", "#ece7db", "#d9d5cb"
SUBJECT, SUBJECT_FILL, TREE, INK = "#8c2a23", "#f3ddd8", "#2b6a4b", "#1d2125"
SIZE = (1200, 750)
STREETS = ((0, 330, 1200, 390), (560, 0, 610, 750))
SITES = ((640, 420, 900, 600), (270, 420, 530, 600), (680, 150, 940, 310), (160, 140, 420, 310))
MAJOR_PAPERS = {
    "legality_review": ("合法性审查意见", "经审查，本方案主体适格、程序合法，未发现与法律法规相抵触的内容。"),
    "risk_assessment": ("风险评估报告", "社会稳定风险等级为低。主要风险为施工扰民和客流增加，已列出应对措施。"),
    "expert_opinion": ("专家论证意见", "专家组认为方案可行，建议按征集到的意见完善后提请审议。"),
}
NOTE = "演示材料，内容虚构。"


@dataclass(frozen=True)
class Paper:
    """A file to attach: its name, its bytes, what it is for and who may see it once the proposal is public."""

    name: str
    data: bytes
    purpose: str
    visibility: str


def for_proposal(proposal: Proposal) -> Iterator[Paper]:
    """What a proposal carries: a drawn plan; courtyards their overall plan; major decisions their reviews."""
    if proposal.asked is None:
        return
    yield Paper("总平面示意图.png", draw_site(proposal.key), "plan", "public")
    if proposal.design_unit:
        spaces = [f"{row.basic} 下一步拟利用业态：{row.form}。" for row in proposal.rows]
        yield Paper("整体利用方案.docx", write(proposal.title, [proposal.summary, *spaces]), "area_plan", "public")
    if proposal.is_major:
        for purpose, (name, words) in MAJOR_PAPERS.items():
            yield Paper(f"{name}.docx", write(name, [proposal.title, words]), purpose, "internal")


def write(title: str, paragraphs: list[str]) -> bytes:
    """A short Word document."""
    document = Document()
    document.add_heading(title, 1)
    for words in [*paragraphs, NOTE]:
        document.add_paragraph(words.strip())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def draw_site(key: str) -> bytes:
    """A schematic plan as PNG: streets, the courtyards around, the site in red, trees; the same for the same key."""
    dice, picture = Random(key), Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    for street in STREETS:
        pen.rectangle(street, fill=ROAD)
    site = dice.choice(SITES)
    for left in range(30, 1150, 130):
        for top in (30, 180, 420, 590):
            _house(pen, dice, left, top, site)
    _site(pen, dice, site)
    _north(pen)
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _house(pen: ImageDraw.ImageDraw, dice: Random, left: int, top: int, site: tuple) -> None:
    right, bottom = left + dice.randint(70, 105), top + dice.randint(80, 125)
    if any(_touches((left, top, right, bottom), taken) for taken in (site, *STREETS)):
        return
    pen.rectangle((left, top, right, bottom), fill=ROOF, outline=LINE, width=2)
    pen.rectangle((left + 22, top + 26, right - 22, bottom - 26), fill=PAPER, outline=LINE)
    if dice.random() < 0.5:
        _tree(pen, right - 10, bottom + 10, 11)


def _site(pen: ImageDraw.ImageDraw, dice: Random, site: tuple) -> None:
    left, top, right, bottom = site
    pen.rectangle(site, fill=SUBJECT_FILL, outline=SUBJECT, width=6)
    wing = dice.randint(60, 110)
    pen.rectangle((left + 24, top + 24, right - 24, top + wing), outline=SUBJECT, width=3)
    pen.rectangle((left + 24, top + wing + 14, left + wing + 24, bottom - 24), outline=SUBJECT, width=3)
    for _ in range(dice.randint(3, 6)):
        _tree(pen, dice.randint(left + wing + 60, right - 24), dice.randint(top + wing + 24, bottom - 24), 13)


def _tree(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=TREE, width=3)
    pen.ellipse((x - 2, y - 2, x + 2, y + 2), fill=TREE)


def _north(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon(((585, 20), (569, 72), (585, 60)), fill=INK)
    pen.polygon(((585, 20), (601, 72), (585, 60)), outline=INK)
    pen.line((1020, 360, 1160, 360), fill=INK, width=3)
    pen.line((1020, 352, 1020, 368), fill=INK, width=3)
    pen.line((1160, 352, 1160, 368), fill=INK, width=3)


def _touches(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

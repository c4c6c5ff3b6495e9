"""Schematic plans of the demo proposals as PNG: streets, the houses around, what is proposed in red, trees, parking bays."""

import io
from random import Random

from PIL import Image, ImageDraw

from portal.demo.values import Proposal

SIZE = (1200, 750)
PAPER, LINE, ROAD, ROOF = "#fbfaf6", "#b9b3a5", "#ece7db", "#d9d5cb"
SUBJECT, SUBJECT_FILL, TREE, INK = "#8c2a23", "#f3ddd8", "#2b6a4b", "#1d2125"
STREET_WIDTH = 54
PITCH = (150, 172)
SITE = (300, 210)
GREEN, PARKING = {"口袋公园", "留白增绿"}, {"停车设施"}

Box = tuple[int, int, int, int]


def draw_plan(proposal: Proposal) -> bytes:
    """The plan of a proposal, the same every time: one site, or one red house for each space of an area."""
    dice, picture = Random(proposal.key), Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    across, down = dice.choice((230, 330, 430)), dice.choice((330, 560, 790))
    streets = ((0, across, SIZE[0], across + STREET_WIDTH), (down, 0, down + STREET_WIDTH, SIZE[1]))
    for street in streets:
        pen.rectangle(street, fill=ROAD)
    site = None if proposal.rows else _site(dice, streets)
    houses = [house for house in _houses(dice) if not any(_touch(house, taken) for taken in (*streets, site) if taken)]
    chosen = set(dice.sample(houses, len(proposal.rows)))
    for house in houses:
        _house(pen, dice, house, house in chosen)
    if site:
        _draw_site(pen, dice, site, set(proposal.business_forms))
    _signs(pen, across, down)
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _site(dice: Random, streets: tuple[Box, Box]) -> Box:
    """A place for the site at the crossing, in the roomiest quarters."""
    (_, top, _, bottom), (left, _, right, _) = streets
    x = dice.choice([x for x in (left - SITE[0] - 16, right + 16) if 0 < x < SIZE[0] - SITE[0]])
    y = dice.choice([y for y in (top - SITE[1] - 16, bottom + 16) if 0 < y < SIZE[1] - SITE[1]])
    return x, y, x + SITE[0], y + SITE[1]


def _houses(dice: Random) -> list[Box]:
    return [
        (left, top, left + dice.randint(86, 118), top + dice.randint(84, 126))
        for left in range(24, SIZE[0] - 120, PITCH[0]) for top in range(24, SIZE[1] - 120, PITCH[1])
    ]


def _house(pen: ImageDraw.ImageDraw, dice: Random, house: Box, chosen: bool) -> None:
    left, top, right, bottom = house
    pen.rectangle(house, fill=SUBJECT_FILL if chosen else ROOF, outline=SUBJECT if chosen else LINE, width=5 if chosen else 2)
    pen.rectangle((left + 26, top + 26, right - 26, bottom - 26), fill=PAPER, outline=SUBJECT if chosen else LINE)
    if dice.random() < 0.5:
        _tree(pen, right + 12, bottom + 8, 11)


def _draw_site(pen: ImageDraw.ImageDraw, dice: Random, site: Box, forms: set[str]) -> None:
    left, top, right, bottom = site
    pen.rectangle(site, fill=SUBJECT_FILL, outline=SUBJECT, width=6)
    wing = top + dice.randint(60, 84)
    if forms - GREEN - PARKING:
        pen.rectangle((left + 22, top + 22, right - 22, wing), fill=PAPER, outline=SUBJECT, width=3)
    for x in range(left + 34, left + 140, 22) if forms & PARKING else ():
        pen.line((x, bottom - 62, x, bottom - 20), fill=INK, width=3)
    for x in range(left + 170, right - 20, 34 if forms & GREEN else 80):
        _tree(pen, x, dice.randint(wing + 26, bottom - 28), dice.randint(11, 15))


def _tree(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=TREE, width=3)
    pen.ellipse((x - 2, y - 2, x + 2, y + 2), fill=TREE)


def _signs(pen: ImageDraw.ImageDraw, across: int, down: int) -> None:
    """North, in the one street, and a scale, in the other."""
    x, y = down + STREET_WIDTH // 2, across + STREET_WIDTH // 2
    pen.polygon(((x, 20), (x - 15, 70), (x, 58)), fill=INK)
    pen.polygon(((x, 20), (x + 15, 70), (x, 58)), outline=INK)
    pen.line((1020, y, 1160, y), fill=INK, width=3)
    for end in (1020, 1160):
        pen.line((end, y - 8, end, y + 8), fill=INK, width=3)


def _touch(one: Box, other: Box) -> bool:
    return one[0] - 8 < other[2] and other[0] < one[2] + 8 and one[1] - 8 < other[3] and other[1] < one[3] + 8

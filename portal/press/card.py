"""The picture that goes with a shared link (og:image): 1200 × 630, small enough for a bad connection."""

from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from PIL import Image

from portal.press import typesetter

COLOURS = 48
DESIGN = "1"  # another one makes every card a new picture


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says; `tone` is yes, caution, no, action or soft, `crest` the crest as SVG."""

    district: str
    site: str
    place: str
    title: str
    state: str
    tone: str
    until: str
    crest: str

    @property
    def fingerprint(self) -> str:
        """The same for the same picture."""
        return sha256("\n".join([DESIGN, *(getattr(self, field.name) for field in fields(self))]).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def draw(card: Card) -> bytes:
    """The card as PNG. Raises NoChineseFont."""
    typesetter.check_fonts()
    words = {name: value if name == "crest" else typesetter.visible(value) for name, value in asdict(card).items()}
    picture = Image.open(BytesIO(typesetter.picture("card.typ", 72, card=words)))
    small = BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()

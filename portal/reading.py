"""How somebody reads: size of type, colours, layout. Three closed sets of words, kept in a cookie, never with an account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

SIZES = ("", "22", "26", "30")  # pixels of the text; standard is 18
COLOURS = ("", "light", "dark", "contrast", "contrast-dark")  # "" follows the device
LAYOUTS = ("", "simple")
ALLOWED = {"size": SIZES, "colours": COLOURS, "layout": LAYOUTS}
SHEETS = {
    "": (("dark", "(prefers-color-scheme: dark)"), ("contrast", "(prefers-contrast: more)"),
         ("contrast-dark", "(prefers-contrast: more) and (prefers-color-scheme: dark)")),
    "light": (), "dark": (("dark", ""),), "contrast": (("contrast", ""),),
    "contrast-dark": (("dark", ""), ("contrast", ""), ("contrast-dark", "")),
}


@dataclass(frozen=True)
class Reading:
    """What was chosen; each empty word is the standard."""

    size: str = ""
    colours: str = ""
    layout: str = ""

    @classmethod
    def kept(cls, cookie: str) -> "Reading":
        """What the cookie says; words it cannot have been given are the standard."""
        return cls().but(dict(zip(ALLOWED, cookie.split("."), strict=False)))

    def but(self, chosen: Mapping[str, str]) -> "Reading":
        """The same with what was newly chosen; unknown names and words change nothing."""
        return replace(self, **{name: chosen[name] for name in ALLOWED if chosen.get(name) in ALLOWED[name]})

    @property
    def cookie(self) -> str:
        """As the cookie keeps it."""
        return ".".join(asdict(self).values())

    @property
    def is_elder(self) -> bool:
        """Whether large print was chosen: larger type, larger targets, one column."""
        return bool(self.size)

    @property
    def is_simple(self) -> bool:
        """Whether the simple version was chosen: only what is needed."""
        return self.layout == "simple"

    @property
    def larger(self) -> str | None:
        """The next size up, or None at the largest."""
        return next((each for each in SIZES if each > self.size), None)

    @property
    def classes(self) -> str:
        """The classes of the page's root element."""
        size = ("elder", f"size-{self.size}") if self.size else ()
        return " ".join((*size, *filter(None, (self.colours, self.layout))))

    @property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """The style sheets laid over the standard colours: (name, media query)."""
        return SHEETS[self.colours]

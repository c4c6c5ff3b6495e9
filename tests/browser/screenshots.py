"""`make screenshots`: the main pages as people see them, small pictures in docs/screenshots with a page to look through."""

import base64
import re
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from portal.app import create_app
from portal.clock import FixedClock
from portal.demo.people import PASSWORD
from portal.reading import Reading
from tests.browser import demo
from tests.browser.chromium import Device, start
from tests.browser.person import Person
from tests.browser.serving import served
from tests.databases import make_tables
from tests.i18n.catalogue import in_english
from tests.settings import TODAY, settings_in

FOLDER = Path(__file__).parents[2] / "docs/screenshots"
MOST_BYTES = 100_000
STILL = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}, {"name": "prefers-color-scheme", "value": "light"}]}


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page: on a screen of so many pixels, in a language, in the way they chose."""

    said: str
    width: int
    height: int
    prefix: str = ""
    reading: Reading = Reading()


@dataclass(frozen=True)
class Sight:
    """A page worth looking at; {open}, {done}, {revised} and {own} stand for proposals."""

    said: str
    path: str
    looks: tuple[str, ...]
    login: str | None = None


LOOKS = {
    "phone": Look("phone, 390 px", 390, 1500),
    "tablet": Look("tablet, 768 px", 768, 1300),
    "desktop": Look("desktop, 1280 px", 1280, 1300),
    "elder": Look("large print, 26 px", 390, 1500, reading=Reading(size="26")),
    "dark": Look("dark", 1280, 1300, reading=Reading(colours="dark")),
    "contrast": Look("high contrast", 390, 1500, reading=Reading(colours="contrast-dark")),
    "simple": Look("simple version, largest print", 390, 1500, reading=Reading(size="30", layout="simple")),
    "english": Look("English", 1280, 1300, "/en"),
    "traditional": Look("Traditional Chinese", 390, 1500, "/zh-hant"),
}
SCREENS = ("phone", "tablet", "desktop")
INSIDE = ("phone", "desktop")
SIGHTS = {
    "home": Sight("Home", "/", tuple(LOOKS)),
    "proposal": Sight("A proposal that asks for opinions", "{open}", tuple(LOOKS)),
    "speak": Sight("Saying something", "{open}/opinions/new", (*SCREENS, "elder", "contrast", "english")),
    "decided": Sight("A decided proposal", "{done}", (*SCREENS, "dark")),
    "versions": Sight("What changed between versions", "{revised}/versions", INSIDE),
    "list": Sight("All proposals", "/proposals", SCREENS),
    "map": Sight("The map and its list", "/map", (*SCREENS, "dark")),
    "search": Sight("Search", "/search?q=菜", INSIDE),
    "outcomes": Sight("The outcome library", "/outcomes", SCREENS),
    "rules": Sight("Who must be asked", "/rules?kind=basement&use=菜店&street=牛街街道", INSIDE),
    "display": Sight("Display settings", "/display", INSIDE),
    "desk": Sight("The desk: what is due today", "/desk", (*SCREENS, "dark", "english"), "shangwu"),
    "opinions": Sight("The desk: opinions", "/desk/proposals/{own}/opinions", INSIDE, "shangwu"),
    "report": Sight("The desk: the report as it will be printed", "/desk/proposals/{own}/report", INSIDE, "shangwu"),
}


def names() -> list[str]:
    """The file of every picture, sight by sight."""
    return [f"{sight}-{look}.webp" for sight, each in SIGHTS.items() for look in each.looks]


def numbers(app) -> dict[str, str]:
    """What stands for {open}, {done}, {revised} and {own}."""
    visitor, clerk = app.test_client(), app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    clerk.post("/sign-in", data={"login": "shangwu", "password": PASSWORD})

    def first(client, address: str, pattern: str) -> str:
        return re.search(pattern, client.get(address).text)[1]

    public = r'href="(/proposals/[A-Z][^"/?]+)"'
    listed = re.findall(public, visitor.get("/proposals?state=decided").text)
    revised = next(each for each in listed if f'href="{each}/versions' in visitor.get(each).text)
    return {"revised": revised, "open": first(visitor, "/proposals?state=open", public), "done": listed[0],
            "own": first(clerk, "/desk/proposals", r'href="/desk/proposals/([A-Z][^"/?]+)"')}


def take(person: Person, sight: Sight, look: Look, numbers: dict[str, str]) -> bytes:
    """One picture, as small as MOST_BYTES asks for."""
    driver = person.driver
    metrics = {"width": look.width, "height": 844, "deviceScaleFactor": 1, "mobile": look.width < 700}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", STILL)
    driver.add_cookie({"name": "display", "value": look.reading.cookie, "path": "/"})
    person.opens(look.prefix + sight.path.format(**numbers))
    height = min(look.height, driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]["height"])
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics | {"height": int(height)})
    clip = {"x": 0, "y": 0, "width": look.width, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    return small(Image.open(BytesIO(base64.b64decode(shot["data"]))).convert("RGB"))


def small(picture: Image.Image) -> bytes:
    """The picture as WebP, in the best quality that fits."""
    for quality in (82, 70, 55, 40, 25):
        kept = BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= MOST_BYTES:
            break
    return kept.getvalue()


def index() -> str:
    """The page to look through: a heading for each sight, its pictures side by side."""
    lines = ["# The pages, as people see them", "", "Made by `make screenshots` from the demo district.", ""]
    for name, sight in SIGHTS.items():
        lines += [f"## {sight.said}", ""]
        for look in sight.looks:
            size = 480 if LOOKS[look].width > 700 else 240
            alt = f"{sight.said}: {LOOKS[look].said}"
            lines.append(f'<img src="{name}-{look}.webp" alt="{alt}" title="{alt}" width="{size}">')
        lines.append("")
    return "\n".join(lines)


def take_all(app, folder: Path) -> None:
    """Every picture and the index into `folder`, in place of what was there."""
    found = numbers(app)
    with TemporaryDirectory() as profile, served(app) as site, in_english():
        person = Person(start(Device(), profile), site)
        try:
            pictures = {}
            for name, sight in sorted(SIGHTS.items(), key=lambda each: each[1].login or ""):
                person.opens("/healthz") if sight.login is None else person.signs_in(sight.login, PASSWORD)
                pictures |= {f"{name}-{look}.webp": take(person, sight, LOOKS[look], found) for look in sight.looks}
        finally:
            person.driver.quit()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, picture in pictures.items():
        (folder / name).write_bytes(picture)
    (folder / "README.md").write_text(index())


def main() -> None:
    """Load the demo district beside everything else, and take its pictures."""
    with TemporaryDirectory() as data:
        settings = settings_in(Path(data))
        make_tables(settings)
        app = create_app(settings, FixedClock(TODAY))
        demo.load(app)
        take_all(app, FOLDER)
    print(f"{len(names())} pictures: {FOLDER / 'README.md'}")


if __name__ == "__main__":
    main()

"""The program of the zoomable map, as npm installed it; the site works without it."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "node_modules" / "leaflet" / "dist"
FILES = ("leaflet.js", "leaflet.css")


def is_zoomable() -> bool:
    """Whether the program is there."""
    return (FOLDER / FILES[0]).exists()

"""The catalogues as committed, and the sentences the source asks for."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from tests.i18n_check import translated_by

ROOT = Path(__file__).parents[2]
PLACEHOLDER = r"%\(\w+\)\w"


def catalogue(locale: str = "en"):
    """The messages of translations/LOCALE."""
    with (ROOT / f"translations/{locale}/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def sentences() -> dict[str, str]:
    """Every sentence marked for translation, with the file and line of its first use."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str, str] = {}
    for folder in ("portal", "templates"):
        for name, line, sentence, *_ in extract_from_dir(ROOT / folder, methods, options):
            found.setdefault(sentence, f"{folder}/{name}:{line}")
    return found


def in_english():
    """Pages under /en and /zh-hant are translated by the catalogues as they are in the source, compiled or not."""
    translations = {"en": _compiled("en"), "zh_Hant": _compiled("zh_Hant")}
    none = NullTranslations()
    return translated_by(lambda locale: translations.get(str(locale), none))


def _compiled(locale: str) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue(locale))
    compiled.seek(0)
    return Translations(compiled)

"""The rulebook: versioned data files read into one frozen value.

Entries carry `since` and `until` (version names) when they are not in every version, so an older version
can always be loaded again.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.errors import N_, Missing
from portal.rulebook.catalogue import Catalogue, read_catalogue, read_menu
from portal.rulebook.reading import read_clauses, read_document, read_rule
from portal.rulebook.values import Clause, Document, MenuItem, Rule

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Book:
    """One version of the rulebook: its clauses and rules by id, in the order of the files, the catalogue,
    and the menu for old estates."""

    version: str
    documents: dict[str, Document]
    clauses: dict[str, Clause]
    rules: dict[str, Rule]
    catalogue: Catalogue
    menu: tuple[MenuItem, ...] = ()

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; raises Missing for one this version does not know."""
        try:
            return self.clauses[clause_id]
        except KeyError:
            raise Missing(N_("规则库中没有“%(clause)s”这一条款。"), clause=clause_id) from None

    def rules_of(self, clause_id: str) -> tuple[Rule, ...]:
        """The rules that rest on a clause."""
        return tuple(rule for rule in self.rules.values() if any(c.id == clause_id for c in rule.clauses))


@cache
def versions(folder: Path = DATA) -> tuple[str, ...]:
    """The names of all versions, oldest first."""
    return tuple(entry["id"] for entry in _read(folder / "versions.toml")["version"])


def load_book(version: str, folder: Path = DATA) -> Book:
    """Read one version from a folder of data files; raises Missing for a version that never was."""
    known = versions(folder)
    if version not in known:
        raise Missing(N_("没有“%(version)s”版规则库，现有：%(known)s。"), version=version, known="、".join(known))
    names = _read(folder / "versions.toml")["files"]
    files = [_in_force(_read(folder / f"{name}.toml"), version, known) for name in names]
    documents = {document.id: document for document in _documents(files)}
    clauses = {clause.id: clause for data in files for clause in read_clauses(data, documents)}
    rules = {entry["id"]: read_rule(entry, clauses) for data in files for entry in data.get("rule", ())}
    return Book(version, documents, clauses, rules, read_catalogue(files), read_menu(files))


@cache
def book(version: str) -> Book:
    """A version of the project's own rulebook, read once."""
    return load_book(version)


def current_book() -> Book:
    """The newest version."""
    return book(versions()[-1])


def clause(clause_id: str) -> Clause:
    """A clause of the newest version, for a page that opens it; raises Missing."""
    return current_book().clause(clause_id)


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _documents(files: list[dict]) -> Iterator[Document]:
    return (read_document(data["document"]) for data in files if "document" in data)


def _in_force(data: dict, version: str, known: tuple[str, ...]) -> dict:
    """The same data without the entries that this version does not hold."""
    return {
        table: [entry for entry in entries if _holds(entry, version, known)] if isinstance(entries, list) else entries
        for table, entries in data.items()
    }


def _holds(entry: dict, version: str, known: tuple[str, ...]) -> bool:
    at = known.index(version)
    begins = known.index(entry.get("since", known[0]))
    ends = known.index(entry["until"]) if "until" in entry else len(known)
    return begins <= at < ends

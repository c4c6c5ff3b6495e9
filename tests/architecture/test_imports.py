"""The two import orders of the house. A failure says which import points the wrong way and what to do."""

import ast
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[2] / "portal"
FILES = sorted(path for path in PORTAL.rglob("*.py"))

LAYERS = [
    {"errors", "clock", "ticketlock", "words"},
    {"rules", "permissions", "rulebook", "values", "compile", "search", "likeness"},
    {"db", "config"},
    {"journal", "outbox", "storage"},
    {"transaction"},
    {"models"},
    {"actions", "queries"},
    {"i18n", "extensions"},
    {"display"},
    {"web"},
    {"forms", "views", "commands", "jobs", "demo"},
    {"app"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
CONCEPTS = ["rulebook", "accounts", "files", "wordtemplates", "workdays", "ledger", "places", "proposals", "consultations",
            "opinions", "surveys", "complaints", "reports", "meetings", "notices", "following", "outreach", "pages", "opendata"]
PURE = {"rules", "rulebook", "values", "compile", "likeness"}
PURE_MAY_IMPORT = PURE | {"errors", "clock", "words", "permissions"}
NO_FLASK = {"models", "actions", "queries", "db", "journal", "outbox", "storage"} | PURE


def imports_of(path: Path) -> list[str]:
    """Full dotted names of every import in a file, at any depth."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "portal" else [node.module]
    return found


def concept_of(parts: list[str]) -> str | None:
    return parts[0] if parts and parts[0] in CONCEPTS else None


def layer_of(parts: list[str]) -> str | None:
    """The layer of a module given by its parts after `portal`."""
    if not parts:
        return None
    if parts[0] in ("rulebook", "demo") and parts[-1] not in RANK:
        return parts[0]
    if parts[0] == "rulebook" and parts[-1] == "rulebook":
        return "rulebook"
    return next((part for part in reversed(parts) if part in RANK), None)


def module_parts(path: Path) -> list[str]:
    return list(path.relative_to(PORTAL).with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PORTAL)))
def test_a_file_imports_only_from_layers_to_its_left(path):
    layer = layer_of(module_parts(path))
    if layer is None:
        return
    for name in imports_of(path):
        parts = name.split(".")
        target = layer_of(parts[1:]) if parts[0] == "portal" else None
        if target is None:
            continue
        allowed = target in PURE_MAY_IMPORT if layer in PURE else RANK[target] <= RANK[layer]
        assert allowed, (
            f"{path.name} ({layer}) imports {name} ({target}): move what is needed to the left, or pass it in as a value"
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PORTAL)))
def test_models_and_actions_import_only_from_concepts_before_their_own(path):
    parts = module_parts(path)
    concept, layer = concept_of(parts), layer_of(parts)
    if concept is None or layer not in {"models", "actions", "queries", "rules", "compile", "values"}:
        return
    for name in imports_of(path):
        target = concept_of(name.split(".")[1:]) if name.startswith("portal.") else None
        if target:
            assert CONCEPTS.index(target) <= CONCEPTS.index(concept), f"{path} imports {name}: {target} comes after {concept}"


@pytest.mark.parametrize("path", [path for path in FILES if layer_of(module_parts(path)) in NO_FLASK],
                         ids=lambda path: str(path.relative_to(PORTAL)))
def test_the_domain_knows_no_flask(path):
    assert not [name for name in imports_of(path) if name and name.split(".")[0].startswith(("flask", "werkzeug", "wtforms"))], (
        f"{path} imports Flask: take the value as a parameter instead"
    )


def test_only_the_edge_commits():
    for path in FILES:
        if path.name != "transaction.py":
            assert "session.commit()" not in path.read_text(), f"{path} commits: use `with write() as now:` at the edge"

"""`make bench`: every section beside its named floor, from one run; `make bench ONLY=desk` (or `ONLY=pages,desk`) runs a part.

A section is a module of this folder with a docstring and `measure(lab) -> Iterable[Result]`, see lab.py and results.py.
"""

import os
import sys
from importlib import import_module

from bench.lab import lab
from bench.results import publish

BENCHES = ("pages", "posting", "desk", "imports", "likeness", "themes", "compiling", "documents")


def main() -> None:
    """Measure the sections asked for, print, write."""
    asked = tuple(filter(None, os.environ.get("ONLY", "").split(","))) or BENCHES
    if unknown := set(asked) - set(BENCHES):
        sys.exit(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    with lab() as place:
        publish((name, result) for name in asked for result in import_module(f"bench.{name}").measure(place))


if __name__ == "__main__":
    os.environ.pop("PORTAL_DATABASE_URL", None)
    main()

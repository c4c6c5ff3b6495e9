"""Where one run of the bench works: a folder of its own and demo districts of any size, each built when first asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import data

FEW, MANY = 1_000, 1_000_000


class Lab:
    """`folder` for files; `district(opinions)` for a whole portal with that many opinions on one open proposal."""

    def __init__(self, folder: Path):
        self.folder = folder

    def district(self, opinions: int) -> data.Place:
        """The district of that size; building takes a while only the first time."""
        base, folder, unfinished = (self.folder / name for name in ("base", f"district-{opinions}", "unfinished"))
        shutil.rmtree(unfinished, ignore_errors=True)
        if not base.exists():
            data.base(unfinished)
            unfinished.rename(base)
        if not folder.exists():
            print(f"building a district with {opinions:,} opinions …", flush=True)
            data.build(unfinished, base, opinions)
            unfinished.rename(folder)
        return data.opened(folder)


@contextmanager
def lab() -> Iterator[Lab]:
    """A lab in a folder that is thrown away afterwards, or in the folder KEEP, whose districts serve the next run too."""
    if kept := os.environ.get("KEEP"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Lab(Path(kept))
        return
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        yield Lab(Path(folder))

"""Near-duplicates among a great many texts, beside a bare numpy MinHash with a letter check."""

import random
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, combinations
from statistics import median
from time import perf_counter, process_time

import numpy as np
from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.data import Place
from bench.lab import Lab
from bench.results import Result, at_most, no_less, no_more
from portal.extensions import db
from portal.opinions.actions.sketching import BATCH, sketch_next
from portal.opinions.likeness.groups import groups
from portal.opinions.models import Opinion
from portal.opinions.queries.alike import alike_to
from portal.opinions.queries.lookup import consultation_by_number
from portal.transaction import write_transaction

TEXTS, TIMES, RECALL, MEGABYTES, MILLISECONDS, ASKED = 100_000, 3.0, 0.97, 400, 10, 50
HASHES, ROWS = 64, 4
TURNING = set("不没无未别勿非反对拒绝支持赞成同意")  # a slip of the pen does not turn the sense
LETTERS = [letter for letter in map(chr, range(0x4E00, 0x4E00 + 2500)) if letter not in TURNING]
WORDS = 8_000



def measure(lab: Lab) -> Iterator[Result]:
    """Time beside the floor, recall of the planted pairs and growth of memory, from one set of texts; then one opinion among as
    many in the database."""
    texts = planted(TEXTS)
    bare = _seconds(lambda: floor(texts))
    ours = _seconds(lambda: groups(texts))
    place = {text: number for number, group in enumerate(groups(texts)) for text in group.places}
    found = sum(place[number] == place[number + TEXTS // 2] for number in range(TEXTS // 2)) / (TEXTS // 2)
    yield at_most(f"time for {TEXTS:,} texts", ours, "s", bare, TIMES)
    yield no_less("planted pairs found, of 1", found, "", RECALL)
    yield no_more(f"memory for {TEXTS:,} texts", _megabytes(lambda: groups(texts)), "MB", MEGABYTES)
    yield no_more(f"CPU of one opinion against {TEXTS:,}", _one_milliseconds(lab.district(TEXTS)), "ms", MILLISECONDS)


def _one_milliseconds(place: Place) -> float:
    """The median over some opinions, once all are sketched; SQLite's work is in it."""
    with place.app.app_context(), Session(db.engine) as session:
        consultation = consultation_by_number(session, place.number).id
        done = BATCH
        while done == BATCH:
            with write_transaction(session, place.app.extensions["clock"]):
                done = sketch_next(session, consultation)
        asked = select(Opinion).where(Opinion.consultation_id == consultation, Opinion.text != "").order_by(Opinion.number.desc())
        return median(_seconds(lambda opinion=opinion: alike_to(session, opinion), process_time) * 1000
                      for opinion in session.scalars(asked.limit(ASKED)).all())


def planted(count: int) -> list[str]:
    """Half of the texts, of 20 to 200 letters, and each again in the same order as people send a thing on: another name, a
    slip of the pen in every forty letters, other signs, a word of thanks.
    """
    draw = random.Random(20211231)
    words = ["".join(draw.choices(LETTERS, k=draw.choice((1, 2, 2, 2, 3, 4)))) for _ in range(WORDS)]
    often = list(accumulate(1 / (rank + 20) for rank in range(WORDS)))
    half = [_text(draw, words, often) for _ in range(count // 2)]
    return half + [_again(text, draw) for text in half]


def _text(draw: random.Random, words: list[str], often: list[float]) -> str:
    said = draw.choices(words, cum_weights=often, k=draw.choice((8, 12, 16, 24, 40, 80)))
    return "，".join("".join(said[start:start + 6]) for start in range(0, len(said), 6)) + "。"


def _again(text: str, draw: random.Random) -> str:
    letters = list(text)
    slips = [place for place, letter in enumerate(letters) if letter not in TURNING and letter not in "，。"]
    for place in draw.sample(slips, max(1, len(letters) // 40)):
        letters[place] = draw.choice(LETTERS)
    return "".join(letters).replace("，", draw.choice("，,；"), 1) + draw.choice(("", "谢谢！", "请考虑", " "))


def floor(texts: list[str]) -> int:
    """Bare MinHash, 64 hashes in 16 bands of 4 over letter pairs, every pair of a bucket checked; how many pairs are near."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    pairs = letters << np.uint64(21) | np.roll(letters, -1)
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    factors = np.random.default_rng(1).integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
    least = np.stack([np.minimum.reduceat(pairs * factor >> np.uint64(32), starts) for factor in factors])
    buckets = defaultdict(list)
    for band in range(0, HASHES, ROWS):
        for text, key in enumerate(zip(*least[band:band + ROWS].tolist(), strict=True)):
            buckets[band, key].append(text)
    near = {pair for bucket in buckets.values() if len(bucket) > 1 for pair in combinations(bucket, 2)}
    return sum(fuzz.ratio(texts[one], texts[other]) >= 80 for one, other in near)


def _seconds(work, clock=perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


def _megabytes(work) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20

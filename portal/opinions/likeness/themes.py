"""Texts that ask for the same thing, grouped by what their words share. Slow to import: scikit-learn; for background jobs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from portal.opinions.likeness.naming import Named, name
from portal.opinions.likeness.texts import bare
from portal.opinions.likeness.words import content_words

MANY, DIMENSIONS = 200, 40
FAR, FAR_IF_FEW = 0.6, 0.85  # the mean distance (1 - cosine) at which groups are no longer joined
MOST_COMPARED, SPEAKING, RARE = 1_500, 3, 1_000


@dataclass(frozen=True)
class Grouped:
    """Places of texts in the list given that ask for the same; those that speak for the rest, the name and its reasons, and
    the mean likeness of the texts to their middle (0 to 1)."""

    places: tuple[int, ...]
    speaking: tuple[int, ...]
    named: Named
    cohesion: float


def group_themes(texts: Sequence[str], progress: Callable[[int, int], None] = lambda done, total: None) -> list[Grouped]:
    """Groups of two or more texts with words in common, the largest first; what is like nothing else is in none, and among
    very many texts neither is what hardly anybody says.

    Always the same for the same texts, in whatever order. The same words count once, however many people wrote them.
    """
    places = defaultdict(list)
    for place, text in enumerate(texts):
        places[bare(text)].append(place)
    different = [texts[same[0]] for _bare, same in sorted(places.items())]
    copies = [same for _bare, same in sorted(places.items())]
    words = [content_words(text) for text in different]
    progress(1, 4)
    with threadpool_limits(1):  # sums in several threads come out differently each time
        vectors = _vectors(words)
        progress(2, 4)
        labels = _labels(vectors, FAR if len(words) >= MANY else FAR_IF_FEW)
    progress(3, 4)
    groups = defaultdict(list)
    for text, label in enumerate(labels):
        groups[label].append(text)
    rarity = _rarity(words)
    found = [_grouped(members, vectors, different, words, rarity, copies) for label, members in groups.items() if label >= 0]
    least = max(2, len(texts) // RARE)
    found = [each for each in found if len(each.places) >= least and each.named.title]
    return sorted(found, key=lambda each: (-len(each.places), each.places))


def _vectors(words: list[list[str]]) -> np.ndarray:
    """A row of length 1 for each text (0 where nothing is left of it): TF-IDF of the letter pairs in its content words, in many
    texts brought down to a few dimensions."""
    pairs = [[word[at:at + 2] for word in each for at in range(len(word) - 1)] for each in words]
    often = 4 if len(words) >= MANY else 1
    if max(Counter(pair for each in pairs for pair in set(each)).values(), default=0) < often:
        return np.zeros((len(words), 1))
    weighed = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=often).fit_transform(pairs)
    if len(words) < MANY or weighed.shape[1] <= DIMENSIONS:
        return normalize(weighed).toarray()
    return normalize(TruncatedSVD(DIMENSIONS, algorithm="arpack", random_state=0).fit_transform(weighed))


def _labels(vectors: np.ndarray, far: float) -> np.ndarray:
    """A number for the group of each text, -1 for a text of which nothing is left."""
    labels = np.full(len(vectors), -1)
    said = np.flatnonzero(np.abs(vectors).sum(axis=1))
    if len(said) < 2:
        labels[said] = 0
        return labels
    near, middles = _gathered(vectors[said])
    join = AgglomerativeClustering(n_clusters=None, distance_threshold=far, metric="cosine", linkage="average")
    labels[said] = join.fit_predict(middles)[near]
    return labels


def _gathered(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which small heap each text lies on, and the middles of the heaps: comparing all with all grows with the square."""
    if len(vectors) <= MOST_COMPARED:
        return np.arange(len(vectors)), vectors
    heaps = MiniBatchKMeans(MOST_COMPARED, random_state=0, n_init=1, batch_size=4096).fit_predict(vectors)
    heaps = np.unique(heaps, return_inverse=True)[1]
    sums = np.zeros((heaps.max() + 1, vectors.shape[1]))
    np.add.at(sums, heaps, vectors)
    return heaps, normalize(sums)


def _rarity(words: list[list[str]]) -> dict[str, float]:
    """How rare each content word is over all texts: the logarithm of one in how many texts uses it."""
    used = Counter(word for each in words for word in set(each))
    return {word: log(1 + len(words) / count) for word, count in used.items()}


def _grouped(members: list[int], vectors: np.ndarray, texts: list[str], words: list[list[str]], rarity: dict[str, float],
             copies: list[list[int]]) -> Grouped:
    middle = normalize(vectors[members].mean(axis=0, keepdims=True))[0]
    likeness = np.round(vectors[members] @ middle, 6).tolist()
    nearest = sorted(zip(likeness, members, strict=True), key=lambda each: (-each[0], each[1]))
    order = [member for _likeness, member in nearest]
    return Grouped(
        places=tuple(sorted(place for member in members for place in copies[member])),
        speaking=tuple(copies[member][0] for member in order[:SPEAKING]),
        named=name([texts[member] for member in order], [set(words[member]) for member in order], rarity),
        cohesion=round(sum(likeness) / len(members), 3),
    )

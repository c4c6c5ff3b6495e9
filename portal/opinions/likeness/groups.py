"""Groups of texts that say the same, each around one model text, so that unlike texts are never joined by a chain."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.opinions.likeness.pairs import alike_on, alike_to_models, shelves
from portal.opinions.likeness.sketches import sketches
from portal.opinions.likeness.texts import bare


@dataclass(frozen=True)
class Group:
    """Places of texts in the list given, those of the model first; `is_same` when only signs and blanks differ."""

    places: tuple[int, ...]
    is_same: bool


def groups(texts: Sequence[str]) -> list[Group]:
    """Every text in exactly one group, alone if nothing is like it, and alike to the model of its group.

    The order of the texts changes nothing but the places.
    """
    places = defaultdict(list)
    for place, text in enumerate(texts):
        places[bare(text)].append(place)
    words = sorted(places)
    gathered = defaultdict(list)
    for text, model in enumerate(_models(words, [len(places[word]) for word in words])):
        gathered[model].append(text)
    return [_group(model, members, words, places) for model, members in sorted(gathered.items())]


def _group(model: int, members: list[int], words: list[str], places: dict[str, list[int]]) -> Group:
    others = sorted(place for member in members if member != model for place in places[words[member]])
    return Group((*places[words[model]], *others), is_same=len(members) == 1)


def _models(words: list[str], voices: list[int]) -> list[int]:
    """For each bare text its model, twice: the second time the texts near a large group have met its model too."""
    kept = shelves(sketches(words))
    pairs = alike_on(kept, words)
    models = _stars(pairs, voices)
    more = alike_to_models(kept, words, np.array(models, dtype=np.int64))
    return _stars(np.concatenate([pairs, more]), voices) if len(more) else models


def _stars(pairs: np.ndarray, voices: list[int]) -> list[int]:
    """Texts with the most voices alike to them are models; whoever is alike to one follows the first such."""
    near = defaultdict(list)
    for one, other in pairs.tolist():
        near[one].append(other)
        near[other].append(one)
    reach = {text: voices[text] + sum(voices[each] for each in near[text]) for text in near}
    models, taken = list(range(len(voices))), set()
    for text in sorted(near, key=lambda text: (-reach[text], text)):
        if text in taken:
            continue
        followers = [text, *(each for each in near[text] if each not in taken)]
        taken.update(followers)
        for each in followers:
            models[each] = text
    return models

"""The words in which two texts differ."""

from itertools import groupby

from rapidfuzz.distance import Indel
from rjieba import cut

from portal.opinions.likeness.values import Segment


def differences(model: str, text: str) -> list[Segment]:
    """`text` beside `model`, in runs of words: what is the same, what is gone and what was added.

    The runs that are not gone make `text`; those that are not added make `model`.
    """
    old, new = cut(model), cut(text)
    found = []
    for is_same, steps in groupby(Indel.opcodes(old, new), lambda step: step.tag == "equal"):
        steps = list(steps)
        gone = "".join(word for step in steps for word in old[step.src_start:step.src_end])
        if is_same:
            found.append(Segment("same", gone))
            continue
        added = "".join(word for step in steps for word in new[step.dest_start:step.dest_end])
        found += [Segment(kind, words) for kind, words in (("gone", gone), ("added", added)) if words]
    return found


def shortened(segments: list[Segment], kept: int = 24) -> list[Segment]:
    """The same with the middle of long unchanged runs left out (…), so that the differing words stand out."""
    return [Segment("same", f"{each.text[:kept]}……{each.text[-kept:]}")
            if each.kind == "same" and len(each.text) > 3 * kept else each for each in segments]

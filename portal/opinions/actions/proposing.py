"""Keeping the proposals of likeness up to date: what is newly alike joins or is proposed; what was refused stays refused."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from portal import journal
from portal.consultations.models import Consultation
from portal.opinions.actions.holding import hold
from portal.opinions.likeness.values import Found
from portal.opinions.models import Bundle, BundleMember


def propose_bundles(session: Session, consultation: Consultation, heard: Collection[int], found: Sequence[Found], *,
                    now: datetime) -> int:
    """Propose what was `found` among the opinions with the ids `heard`; gives how many proposals and members are new.

    Opinions that are like a standing bundle wait in it for a person's word; what a person refused is not proposed again;
    a proposal of which fewer than two opinions are left is taken away.
    """
    hold(session, consultation)
    standing = _Standing(session, consultation)
    changed = _drop(session, standing.too_small(set(heard)))
    for each in found:
        standing.plan(each)
    changed += _rename(session, standing.renamed) + _add(session, standing.joining)
    changed += _begin(session, consultation, standing.new, now)
    if changed:
        journal.record(session, "bundle.propose", consultation, actor=None, now=now, heard=len(heard), changed=changed,
                       unit_id=consultation.proposal.initiating_unit_id)
    return changed


class _Standing:
    """What has been proposed and decided so far, read at once; repetitions and like words are two kinds of bundle."""

    def __init__(self, session: Session, consultation: Consultation):
        rows = session.execute(
            select(Bundle.id, Bundle.kind, Bundle.state, BundleMember.opinion_id, BundleMember.state)
            .join(Bundle.members).where(Bundle.consultation_id == consultation.id).order_by(Bundle.id, BundleMember.id)).all()
        self.new: list[Found] = []
        self.joining: list[tuple[int, Found]] = []
        self.renamed: list[tuple[int, str]] = []
        self.kinds: dict[int, str] = {}
        self.open: dict[int, set[int]] = defaultdict(set)
        self.home: dict[tuple[bool, int], int] = {}
        self.refused: dict[tuple[bool, int], set[int]] = defaultdict(set)
        for bundle, kind, state, opinion, its_state in rows:
            self.kinds[bundle] = kind
            if state == "proposed":
                self.open[bundle].add(opinion)
            if "refused" in (state, its_state):
                self.refused[kind == "repeated", opinion].add(bundle)
            else:
                self.home[kind == "repeated", opinion] = bundle

    def too_small(self, heard: set[int]) -> list[int]:
        """The undecided proposals of which fewer than two opinions still count; their opinions are free again."""
        small = {bundle for bundle, opinions in self.open.items() if len(opinions & heard) < 2}
        self.home = {place: bundle for place, bundle in self.home.items() if bundle not in small}
        return sorted(small)

    def plan(self, found: Found) -> None:
        """Put what is free of these opinions where it belongs: to a standing bundle (`joining`), or together (`new`)."""
        home = self._home_of(found)
        free = self._free(found, home)
        if home is None and len(free) > 1:
            self.new.append(Found(found.kind, tuple(free)))
        if home is not None and free:
            self.joining.append((home, Found(found.kind, tuple(free))))
        if home in self.open and self.kinds[home] != found.kind:
            self.renamed.append((home, found.kind))

    def _home_of(self, found: Found) -> int | None:
        """The standing bundle that holds most of these opinions."""
        homes = Counter(self.home.get((found.kind == "repeated", opinion)) for opinion, _person in found.members)
        homes.pop(None, None)
        return min(homes, key=lambda bundle: (-homes[bundle], bundle)) if homes else None

    def _free(self, found: Found, home: int | None) -> list[tuple[int, int]]:
        """The members that are in no bundle yet and were not refused: for `home`, or together with another of these."""
        is_repeated = found.kind == "repeated"
        refused = Counter(bundle for opinion, _person in found.members for bundle in self.refused[is_repeated, opinion])
        barred = {bundle for bundle, times in refused.items() if times > 1 or bundle == home}
        return [(opinion, person) for opinion, person in found.members
                if (is_repeated, opinion) not in self.home and not self.refused[is_repeated, opinion] & barred]


def _rename(session: Session, renamed: Sequence[tuple[int, str]]) -> int:
    """An undecided proposal is of another kind now, such as a campaign."""
    for bundle, kind in renamed:
        session.execute(update(Bundle).where(Bundle.id == bundle).values(kind=kind))
    return len(renamed)


def _begin(session: Session, consultation: Consultation, new: Sequence[Found], now: datetime) -> int:
    rows = [{"consultation_id": consultation.id, "kind": found.kind, "state": "proposed", "model_id": found.members[0][0],
             "proposed_at": now, "revision": 1} for found in new]
    ids = session.scalars(insert(Bundle).returning(Bundle.id, sort_by_parameter_order=True), rows).all() if rows else []
    return _add(session, list(zip(ids, new, strict=True)))


def _add(session: Session, members: Sequence[tuple[int, Found]]) -> int:
    rows = [{"bundle_id": bundle, "opinion_id": opinion, "person": person, "state": "proposed",
             "is_repetition": found.kind == "repeated"} for bundle, found in members for opinion, person in found.members]
    if rows:
        session.execute(insert(BundleMember), rows)
    return len(rows)


def _drop(session: Session, bundles: list[int]) -> int:
    """Take undecided proposals away, a thousand at a time."""
    for start in range(0, len(bundles), 1000):
        some = bundles[start:start + 1000]
        session.execute(delete(BundleMember).where(BundleMember.bundle_id.in_(some)))
        session.execute(delete(Bundle).where(Bundle.id.in_(some)))
    return len(bundles)

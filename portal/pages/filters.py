"""What lists and maps of places are narrowed to: the same words in every address."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

from portal.clock import beijing_date
from portal.extensions import db
from portal.pages.queries.listing import Wanted, street_names
from portal.places.queries import Atlas, atlas, spaces_within
from portal.places.shapes import Shape
from portal.rulebook.book import current_book
from portal.web import now

NAMES = ("street", "community", "type", "state", "q")
LONGEST = 60


@dataclass(frozen=True)
class Filters:
    """What was chosen (name → text, as typed), what there is to choose from, and what it means for a query."""

    chosen: dict[str, str]
    streets: tuple[str, ...]
    communities: tuple[str, ...]
    wanted: Wanted
    atlas: Atlas

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen, for an address."""
        return {name: value for name, value in self.chosen.items() if value}

    @property
    def shape(self) -> Shape | None:
        """The chosen community or street on the map."""
        street, community = self.wanted.street, self.chosen["community"]
        return (self.atlas.community(street, community) if community else None) or self.atlas.street(street)


def filters(states: Collection[str]) -> Filters:
    """The filters of this request; what nobody knows narrows nothing."""
    chosen = {name: request.args.get(name, "").strip()[:LONGEST] for name in NAMES}
    known, streets = atlas(db.session), tuple(street_names(db.session, beijing_date(now())))
    street = chosen["street"] if chosen["street"] in streets else ""
    communities = known.communities_of(street)
    community = known.community(street, chosen["community"])
    types = {each.name for each in current_book().catalogue.types}
    wanted = Wanted(
        street, chosen["type"] if chosen["type"] in types else "", chosen["state"] if chosen["state"] in states else "",
        chosen["q"], tuple(spaces_within(db.session, community)) if community else None)
    chosen["community"] = community.name if community else ""
    return Filters(chosen, streets, tuple(each.name for each in communities), wanted, known)

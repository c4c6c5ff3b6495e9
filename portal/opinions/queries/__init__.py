"""Looking opinions up: single ones (lookup), the desk's list (desk, narrowing, rows), what is still open (matters) and the
public figures (counting)."""

from portal.opinions.queries.counting import public_figures
from portal.opinions.queries.matters import open_matters

__all__ = ["open_matters", "public_figures"]

"""Looking opinions up: single ones (lookup), the desk's list (desk), what is still open and the public figures (counting)."""

from portal.opinions.queries.counting import counted, open_matters, public_figures

__all__ = ["counted", "open_matters", "public_figures"]

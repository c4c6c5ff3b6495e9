"""A matter to speak about, stored and ready."""

import pytest

from tests.opinions.matter import a_matter


@pytest.fixture
def matter(session, write):
    """The 区商务局 asks the public about a market hall in 牛街街道, for ten days from today."""
    with write() as now:
        return a_matter(session, now)

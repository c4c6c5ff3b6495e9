"""Form tokens: a random number that makes a retry the same act, signed with the time the form was opened.

They stand in for a captcha: a robot must fetch the form and wait like a person.
"""

from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from itsdangerous import BadData, URLSafeSerializer

from portal.errors import N_, InvalidInput

QUICKEST = timedelta(seconds=2)
LONGEST = timedelta(days=1)
STALE = N_("这一页打开得太久了，已经换成新的一页，您写的都还在。请核对后再按一次提交。")
HASTY = N_("提交得太快了。您写的都还在，请稍等两秒再按一次提交。")


class StaleForm(InvalidInput):
    """A form that must be sent again with a new token."""


class HastyForm(InvalidInput):
    """A form that must wait for a moment."""


def issue(key: str, now: datetime, earlier: str = "") -> str:
    """A token for a form opened `now`, signed with the app's secret key.

    It keeps the random number of an `earlier` token, however old: what may have arrived with that one is then known again.
    """
    return _signer(key).dumps([_number(key, earlier) or token_urlsafe(16), now.timestamp()])


def read(key: str, token: str, now: datetime) -> str:
    """The random number of a form sent `now`. Raises StaleForm for a forged or old token, HastyForm for a hasty one."""
    try:
        number, opened = _signer(key).loads(token)
        age = now - datetime.fromtimestamp(opened, UTC)
    except (BadData, ValueError, TypeError):
        raise StaleForm(STALE) from None
    if age > LONGEST:
        raise StaleForm(STALE)
    if age < QUICKEST:
        raise HastyForm(HASTY)
    return number


def _number(key: str, token: str) -> str | None:
    """The random number of a token, whatever its age; None when it is forged."""
    try:
        return _signer(key).loads(token)[0]
    except BadData:
        return None


def _signer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, "form")

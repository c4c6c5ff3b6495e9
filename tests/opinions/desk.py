"""What the tests of the desk's pages share: addresses, what a list shows, what is stored."""

import re

from sqlalchemy import select

from portal.opinions.models import Opinion


def desk_of(matter, **query):
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/desk/proposals/{matter.number}/opinions" + (f"?{pairs}" if pairs else "")


def listed(page):
    """The numbers of the opinions a list shows, in its order."""
    return [int(each) for each in re.findall(r'打开<span class="hidden-text">第(\d+)号', page)]


def stored(session, model=Opinion):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model).order_by(model.id)).all()

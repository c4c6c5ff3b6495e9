"""Several records in one plain row: entities cost more than the statement that reads them."""

from collections import namedtuple
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import inspect

from portal.db import Base


class Part:
    """Some columns of one table or its alias, given as a named tuple; None where an outer join found nothing (the first is
    never empty)."""

    def __init__(self, model: type[Base], names: str):
        self.columns = [getattr(model, name) for name in names.split()]
        self._make = namedtuple(inspect(model).mapper.class_.__name__, names)._make

    def taken(self, values: Iterator):
        """The next values of a row as this record."""
        own = tuple(islice(values, len(self.columns)))
        return None if own[0] is None else self._make(own)

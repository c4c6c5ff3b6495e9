"""Data sets as files, written record by record as they are read: CSV, JSON and GeoJSON. Nothing is ever held whole."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from portal.clock import beijing
from portal.ledger.export import guarded
from portal.opendata.values import Dataset, Field

BYTE_ORDER_MARK = "\ufeff"  # spreadsheet programs then read the file as UTF-8
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}
BETWEEN = "；"


def plain(record: Mapping, fields: Iterable[Field], base: str) -> dict:
    """The declared fields of a record as JSON knows them, addresses under `base`; whatever is not declared never leaves."""
    return {field.name: _plain(field, record[field.name], base) for field in fields}


def _plain(field: Field, value, base: str):
    if field.kind == "address":
        return base + value
    if isinstance(value, datetime):
        return beijing(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def write(kind: str, dataset: Dataset, records: Iterable[Mapping], head: dict, base: str) -> Iterator[str]:
    """The file of a data set in pieces. `head` says what it is, under which licence, made when; `records` may hold `points`,
    their places as (longitude, latitude)."""
    return {"csv": _csv, "json": _json, "geojson": _geojson}[kind](dataset, records, head, base)


def _csv(dataset: Dataset, records: Iterable[Mapping], _head: dict, base: str) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _line(field.name for field in dataset.fields)
    for record in records:
        yield _line(_cell(value) for value in plain(record, dataset.fields, base).values())


def _line(cells: Iterable) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value) -> str:
    """One cell; no spreadsheet program takes it for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return guarded(BETWEEN.join(value))
    return guarded(value) if isinstance(value, str) else str(value)


def _json(dataset: Dataset, records: Iterable[Mapping], head: dict, base: str) -> Iterator[str]:
    yield from _listed({**head, "records": []}, (plain(record, dataset.fields, base) for record in records))


def _geojson(dataset: Dataset, records: Iterable[Mapping], head: dict, base: str) -> Iterator[str]:
    yield from _listed({"type": "FeatureCollection", **head, "features": []}, (
        {"type": "Feature", "id": record[dataset.key], "geometry": _geometry(record.get("points", ())),
         "properties": plain(record, dataset.fields, base)} for record in records))


def _geometry(points: Iterable[tuple[float, float]]) -> dict | None:
    places = [list(point) for point in points]
    if len(places) > 1:
        return {"type": "MultiPoint", "coordinates": places}
    return {"type": "Point", "coordinates": places[0]} if places else None


def _listed(frame: dict, rows: Iterable[dict]) -> Iterator[str]:
    """A JSON object whose last value, an empty list, is filled row by row."""
    yield _dumped(frame).removesuffix("]}")
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + _dumped(row)
    yield "\n]}\n"


def _dumped(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

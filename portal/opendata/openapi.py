"""The interface for programs described for machines: OpenAPI 3.1, and the data package; both made from the declarations."""

from collections.abc import Callable

from portal.errors import N_
from portal.opendata.asking import LIMIT, LONGEST_NUMBER, SAYABLE, pages_of
from portal.opendata.values import DATASETS, LONGEST, MOST_AT_ONCE, USUAL_AT_ONCE, YEARS, Dataset, Field
from portal.opendata.writing import MEDIA_TYPES

VERSION = "1.0.0"
PROBLEM = "application/problem+json"
_SCHEMAS = {
    "ordinal": {"type": "string", "pattern": rf"^[1-9][0-9]{{0,{LONGEST_NUMBER - 1}}}$"},
    "text": {"type": "string"}, "texts": {"type": "array", "items": {"type": "string"}},
    "count": {"type": "integer", "minimum": 0}, "year": {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[1]},
    "decimal": {"type": "number"}, "flag": {"type": "boolean"}, "day": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"}, "address": {"type": "string", "format": "uri"},
}
_TABLE_TYPES = {"text": "string", "texts": "string", "code": "string", "count": "integer", "decimal": "number",
                "flag": "boolean", "day": "date", "instant": "datetime", "address": "string"}
Say = Callable[[str], str]


def described(head: dict, base: str, say: Say) -> dict:
    """The OpenAPI 3.1 document. `head`: title, licence, licence_address; `base`: the address of the site; `say` translates."""
    licence = {"name": head["licence"], "url": head["licence_address"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": head["title"], "version": VERSION, "license": licence, "description": say(N_(
            "只读，不用注册，不用密钥。时间都带时区，是北京时间；截止的时刻本身不算在内。"))},
        "servers": [{"url": base}],
        "paths": {path: {"get": operation} for each in DATASETS.values() for path, operation in _operations(each, say)},
        "components": {"schemas": {each.name: _record(each, say) for each in DATASETS.values()} | {"problem": _PROBLEM},
                       "responses": {"problem": {"description": say(N_("不能这样要，或者没有；title 说明为什么。")),
                                                 "content": {PROBLEM: {"schema": _ref("schemas/problem")}}}}},
    }


_PROBLEM = {"type": "object", "required": ["type", "title", "status"], "additionalProperties": False, "properties": {
    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}}}


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/{name}"}


def _operations(dataset: Dataset, say: Say):
    record, key = _ref(f"schemas/{dataset.name}"), dataset[dataset.key]
    listed = {"type": "object", "required": ["records", "next"], "additionalProperties": False, "properties": {
        "records": {"type": "array", "items": record}, "next": {"type": ["string", "null"], "format": "uri"}}}
    parameters = [_parameter(field, "query", say) for field in (*dataset.narrowing, *pages_of(dataset))]
    yield f"/api/v1/{dataset.name}", _operation(f"list_{dataset.name}", dataset, say(dataset.about), listed, parameters, say)
    yield f"/api/v1/{dataset.name}/{{{key.name}}}", _operation(
        f"one_{dataset.name}", dataset, say(N_("其中一条。")), record, [_parameter(key, "path", say)], say)


def _operation(name: str, dataset: Dataset, summary: str, schema: dict, parameters: list[dict], say: Say) -> dict:
    answers = {"200": {"description": summary, "content": {"application/json": {"schema": schema}}}}
    return {"operationId": name, "tags": [say(dataset.title)], "summary": summary, "parameters": parameters,
            "responses": answers | {status: _ref("responses/problem") for status in ("400", "404")}}


def _parameter(field: Field, place: str, say: Say) -> dict:
    return {"name": field.name, "in": place, "required": place == "path", "schema": _asked(field),
            "description": _told(field, say)}


def _asked(field: Field) -> dict:
    if field is LIMIT:
        return {"type": "integer", "minimum": 1, "maximum": MOST_AT_ONCE, "default": USUAL_AT_ONCE}
    if field.kind == "count":
        return {"type": "integer", "minimum": 1, "maximum": 10**LONGEST_NUMBER - 1}
    return _schema(field) | ({"maxLength": LONGEST, "pattern": f"^{SAYABLE}$"} if field.kind == "text" else {})


def _record(dataset: Dataset, say: Say) -> dict:
    fields = {field.name: _schema(field) | {"description": _told(field, say)} for field in dataset.fields}
    return {"type": "object", "description": say(dataset.about), "required": list(fields), "additionalProperties": False,
            "properties": fields}


def _schema(field: Field) -> dict:
    schema = {"type": "string", "enum": list(field.codes)} if field.kind == "code" else dict(_SCHEMAS[field.kind])
    return schema | {"type": [schema["type"], "null"]} if field.can_lack else schema


def _told(field: Field, say: Say) -> str:
    return "\n\n".join(filter(None, (say(field.label), say(field.note))))


def package(head: dict, base: str, say: Say) -> dict:
    """The data dictionary for machines: a data package with the CSV files, their fields and the licence."""
    licence = {"name": head["licence"], "path": head["licence_address"]}
    return {"name": "xicheng-consultations", "title": head["title"], "licenses": [licence],
            "resources": [_resource(each, base, say) for each in DATASETS.values()]}


def _resource(dataset: Dataset, base: str, say: Say) -> dict:
    return {
        "name": dataset.name, "title": say(dataset.title), "description": say(dataset.about), "format": "csv",
        "path": f"{base}/data/{dataset.name}.csv", "mediatype": MEDIA_TYPES["csv"], "encoding": "utf-8",
        "schema": {"fields": [_column(field, say) for field in dataset.fields], "primaryKey": dataset.key, "missingValues": [""]},
    }


def _column(field: Field, say: Say) -> dict:
    limits = {"required": not field.can_lack} if field.kind != "text" else {}
    return {"name": field.name, "type": _TABLE_TYPES[field.kind], "title": say(field.label), "description": say(field.note),
            "constraints": limits | ({"enum": list(field.codes)} if field.codes else {})}

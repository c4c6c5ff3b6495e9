"""The description of the interface is true: what it allows is answered as it says, what it forbids is refused."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from portal.opendata.values import DATASETS

CASES = settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_does_what_the_description_says(app, finish, mode):
    finish({"电梯": 2})
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"compress": False})
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) == 2 * len(DATASETS)
    for operation in operations:
        CASES(given(operation.as_strategy(generation_mode=mode))(answer_is_right))()


def answer_is_right(case) -> None:
    """One request, and every check of its answer: status, type, schema, refusal of what is forbidden."""
    case.call_and_validate()


def test_the_description_is_an_openapi_document(app, client):
    told = client.get("/openapi.json").json
    schemathesis.openapi.from_dict(told).validate()
    assert told["openapi"] == "3.1.0" and told["info"]["license"]["name"] == "CC BY 4.0"


def test_the_description_speaks_the_readers_language(client):
    assert client.get("/openapi.json").json["paths"]["/api/v1/spaces"]["get"]["tags"] == ["腾退空间"]
    assert client.get("/en/openapi.json").json["servers"] == [{"url": "http://localhost/en"}]

"""What the contract says is what is done, where a fuzzer found that it was not; runs within a backend."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.factories.thing import thing_body

PATH = "/api/v1/things"


@pytest.fixture
def contract(client: TestClient) -> Any:
    return client.get("/openapi.json").json()


@pytest.fixture
def fields(contract: Any) -> Any:
    return contract["components"]["schemas"]["ThingCreate"]["properties"]


def status(client: TestClient, **values: Any) -> int:
    """Of a thing with these values."""
    return int(client.post(PATH, json=thing_body(**values)).status_code)


def test_the_contract_says_how_many_digits_a_decimal_has(fields: Any) -> None:
    number, text = fields["price"]["anyOf"]

    assert (number["exclusiveMaximum"], number["multipleOf"]) == (10**10, 0.01)
    assert text["pattern"] == r"^[0-9]{1,10}(\.[0-9]{1,2})?$"
    number, text = fields["weight"]["anyOf"][0]["anyOf"]
    assert (number["exclusiveMinimum"], number["exclusiveMaximum"]) == (0, 10**4)
    assert text["not"] == {"pattern": "^[0.]*$"}


@pytest.mark.parametrize("value", ["", "0.005", "7.743047465156858e+162"])
def test_a_filter_has_the_digits_of_its_column(client: TestClient, contract: Any, value: str) -> None:
    parameters = {each["name"]: each["schema"] for each in contract["paths"][PATH]["get"]["parameters"]}

    assert parameters["price_to"]["anyOf"][0]["multipleOf"] == 0.01
    assert client.get(PATH, params={"price_to": "-1.25"}).status_code == 200
    assert client.get(PATH, params={"price_to": value}).status_code == 422


@pytest.mark.parametrize("value", ["0", "1.5", 0, 1.5])
@pytest.mark.parametrize("field", ["born", "begins", "opens"])
def test_a_number_is_no_date_and_no_time(client: TestClient, field: str, value: object) -> None:
    assert status(client, **{field: value}) == 422


@pytest.mark.parametrize("field", ["born_to", "begins_from"])
def test_a_filter_by_dates_takes_no_number(client: TestClient, field: str) -> None:
    assert client.get(f"{PATH}?{field}=0").status_code == 422


@pytest.mark.parametrize(("value", "wanted"), [("23:59", 201), ("23:59:59.5", 201), ("23:59:59Z", 422), ("24:00", 422)])
def test_a_time_has_no_zone_and_the_contract_does_not_say_so(
    client: TestClient, contract: Any, value: str, wanted: int
) -> None:
    read = contract["components"]["schemas"]["ThingRead"]["properties"]

    assert "format" not in read["opens"]["anyOf"][0]
    assert status(client, opens=value) == wanted


@pytest.mark.parametrize(("value", "wanted"), [(5.0, 201), (5.5, 422), ("5", 422), (True, 422), (11.0, 422)])
def test_a_whole_number_may_have_a_point(client: TestClient, value: object, wanted: int) -> None:
    assert status(client, small=value) == wanted


def test_an_id_is_a_number_and_nothing_else(client: TestClient) -> None:
    first = client.post(PATH, json=thing_body()).json()["id"]

    assert [status(client, twin_id=value) for value in (first, float(first), None)] == [201, 201, 201]
    assert [status(client, twin_id=value) for value in (True, str(first), first + 0.5)] == [422, 422, 422]


@pytest.mark.parametrize(("value", "wanted"), [("a@b.test", 201), ("a@b", 422), ("a", 422)])
def test_addresses_of_those_who_try_things_out_are_addresses(client: TestClient, value: str, wanted: int) -> None:
    assert status(client, contact=value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("https://example.com:8080/a?b=c#d", 201),
        ("http://[::1]/", 201),
        ("http://[2001:db8::1]:80/", 201),
        ("http://[1096E1]/", 422),
        ("http://[1::2::3]/", 422),
        ("http://" + "a" * 2030, 201),
        ("", 422),
        ("javascript:alert(1)", 422),
        ("https://", 422),
        ("https://a b", 422),
    ],
)
def test_the_contract_says_what_a_web_address_is(client: TestClient, fields: Any, value: str, wanted: int) -> None:
    assert fields["home"]["anyOf"][0]["pattern"].startswith("^https?://")
    assert status(client, home=value) == wanted


def test_a_default_of_json_is_no_text(client: TestClient) -> None:
    body = {name: value for name, value in thing_body().items() if name != "settings"}

    assert client.post(PATH, json=body).json()["settings"] == {}


def test_the_contract_has_examples_that_fit(client: TestClient, fields: Any) -> None:
    shown = {name: field["examples"][0] for name, field in fields.items() if "examples" in field}

    assert {"code", "price", "small", "title"} <= set(shown)
    assert status(client, **shown) == 201


def test_ids_are_exact_in_json(contract: Any) -> None:
    parameters = contract["paths"][f"{PATH}/{{thing_id}}"]["get"]["parameters"]

    assert parameters[0]["schema"]["maximum"] == 2**53 - 1


def test_a_change_needs_a_version_and_the_contract_says_so(client: TestClient, contract: Any) -> None:
    parameters = contract["paths"][f"{PATH}/{{thing_id}}"]["patch"]["parameters"]
    row = client.post(PATH, json=thing_body()).json()

    assert [each["required"] for each in parameters if each["name"] == "If-Match"] == [True]
    assert client.patch(f"{PATH}/{row['id']}", json={}).status_code == 428


def test_what_everyone_may_see_needs_no_login(client: TestClient, contract: Any) -> None:
    path = contract["paths"][PATH]
    wrong = client.get(PATH, headers={"authorization": "Bearer wrong"})

    assert path["get"]["security"] == [{"access_token": []}, {}]
    assert path["post"]["security"] == [{"access_token": []}]
    assert str(wrong.status_code) == "401"
    assert "401" in path["get"]["responses"]


def test_a_path_is_not_the_key_of_the_path_beside_it(client: TestClient) -> None:
    put, options = client.put(f"{PATH}/bulk", json={}), client.options(f"{PATH}/bulk")

    assert (put.status_code, options.status_code) == (405, 405)
    assert put.headers["allow"] == options.headers["allow"] == "POST"
    assert client.post(f"{PATH}/bulk", json=[thing_body()]).status_code == 201

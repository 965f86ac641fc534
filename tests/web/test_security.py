"""Headers, the form token, cookies and limits."""

import re

import pytest
from flask import request

from quarter.app import create_app
from quarter.config import Settings
from tests.strict_client import StrictClient

PROMISES = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def stylesheet(client: StrictClient) -> str:
    return re.search(r'/static/[^"]+\.css', client.http.get("/imprint?lang=en").text)[0]


def kinds_of_answers(client: StrictClient) -> dict[str, object]:
    http = client.http
    return {
        "page": http.get("/imprint"),
        "missing": http.get("/nowhere"),
        "crash": http.get("/desk/crash"),
        "redirect": http.get("/accounts/profile"),
        "without token": http.post("/accounts/sign-in"),
        "static": http.get(stylesheet(client)),
        "missing static": http.get("/static/nothing.css"),
        "health": http.get("/healthz"),
        "head": http.head("/imprint"),
        "options": http.options("/imprint"),
    }


@pytest.mark.parametrize(
    "kind",
    ["page", "missing", "crash", "redirect", "without token", "static", "missing static", "health", "head", "options"],
)
def test_every_answer_carries_the_security_headers(client, kind):
    headers = kinds_of_answers(client)[kind].headers
    assert {name: headers[name] for name in PROMISES} == PROMISES
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_pages_may_load_only_from_here_and_nothing_inline(client):
    policy = client.http.get("/imprint").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("kind", ["health", "static", "missing static"])
def test_machines_and_files_get_no_cookie(client, kind):
    assert "Set-Cookie" not in kinds_of_answers(client)[kind].headers


def test_a_file_does_not_vary_with_the_cookie(client):
    """Else a browser would fetch every stylesheet anew after each sign-in."""
    assert "Cookie" not in client.http.get(stylesheet(client)).headers["Vary"]


def test_reading_leaves_no_cookie(client):
    assert "Set-Cookie" not in client.http.get("/topics").headers


# A mail program presses it, without a cookie (RFC 8058): the link itself is signed.
SIGNED_LINKS = {"letters.stop"}


def posting_addresses(app) -> list[str]:
    """One address for each rule of the house that takes a form."""
    adapter = app.url_map.bind("localhost")
    return sorted(
        adapter.build(
            rule.endpoint,
            {name: 1 if converter.regex == r"\d+" else "x" for name, converter in rule._converters.items()},
            method="POST",
        )
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint not in SIGNED_LINKS
    )


def test_no_form_is_taken_without_its_token(app, client, world):
    assert {view.rsplit(".", 1)[-1] for view in app.extensions["csrf"]._exempt_views} == {"stop"}
    client.sign_in(world.admin)
    addresses = posting_addresses(app)
    assert len(addresses) > 10
    assert {address: client.http.post(address).status_code for address in addresses} == dict.fromkeys(addresses, 400)


def test_a_token_of_another_browser_is_refused(app, client, world):
    other = StrictClient(app)._csrf_token()
    client.sign_in(world.moderator)._csrf_token()
    assert client.http.post("/accounts/sign-out", data={"csrf_token": other}).status_code == 400


def test_a_form_without_its_token_is_explained(client):
    assert "open for too long" in client.http.post("/accounts/sign-out?lang=en").text


def test_a_form_that_lay_open_for_days_loses_nothing(client, clock):
    token = client._csrf_token()
    clock.shift(3 * 24 * 3600)
    assert client.http.post("/accounts/sign-out", data={"csrf_token": token}).status_code == 303


def test_a_refused_form_does_not_wait_for_the_write_lock(app, client, database):
    """Else a flood of forms without a token would stop everyone who writes."""
    with database.unit_of_work() as session:
        session.connection()
        assert client.http.post("/accounts/sign-in").status_code == 400
        assert client.http.post("/accounts/sign-in", data={"x": "y" * 3_000_000}).status_code == 413


def test_three_megabytes_are_too_much(client):
    response = client.http.post("/accounts/sign-in?lang=en", data={"name": "x" * 3_000_000})
    assert response.status_code == 413
    assert "This is too large" in response.text


def test_only_forms_with_files_take_more_than_a_text(app, client, world):
    adapter, client = app.url_map.bind("localhost"), client.sign_in(world.admin)
    taken = {"texts": set(), "files": set()}
    for address in posting_addresses(app):
        view = app.view_functions[adapter.match(address, method="POST")[0]]
        kind = "files" if hasattr(view, "most_megabytes") else "texts"
        taken[kind].add(client.http.post(address, data={"name": "x" * 3_000_000}).status_code)
    assert taken["texts"] == {413} and 413 not in taken["files"]


def test_a_form_with_endless_fields_is_too_much(client):
    assert client.http.post("/accounts/sign-in", data={f"f{n}": "x" for n in range(1001)}).status_code in (400, 413)


@pytest.mark.parametrize(
    "address",
    ["/groups/a%00b", "/topics?group=%00", "/topics?after=%00", "/topics/99999999999", "/topics/9999999999999999999999",
     "/topics?group=99999999999", "/topics?quarter=9999999999999999999999", "/topics?group=-1",
     "/topics/new?group=9999999999999999999999", "/seats/9999999999999999999999/end"],
)  # fmt: skip
def test_values_that_no_database_can_hold_are_no_crash(client, world, address):
    assert client.sign_in(world.admin).http.get(address).status_code in (200, 400, 404)


def test_a_text_with_a_nul_is_no_crash(client, world):
    client.sign_in(world.moderator)
    data = {"title": "a\0b", "summary": "\0", "lang": "de", "csrf_token": client._csrf_token()}
    assert client.http.post(f"/topics/new?group={world.group_id}", data=data).status_code == 400


def other_house(database, tmp_path, **settings) -> StrictClient:
    url = database.url.render_as_string(hide_password=False)
    return StrictClient(create_app(Settings(instance=tmp_path, database_url=url, secret_key="test", **settings)))


def cookies(response) -> dict[str, str]:
    return {cookie.split("=", 1)[0]: cookie for cookie in response.headers.getlist("Set-Cookie")}


@pytest.fixture
def https(database, world, tmp_path):
    client = other_house(database, tmp_path, base_url="https://quarter.example")
    yield client
    client.app.extensions["quarter.database"].engine.dispose()


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client):
    for cookie in cookies(client.http.get("/accounts/sign-in?lang=de")).values():
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie


def test_on_https_cookies_travel_only_there(https):
    given = cookies(https.http.get("/accounts/sign-in?lang=de"))
    assert set(given) == {"__Host-quarter", "language"}
    assert all("Secure" in cookie for cookie in given.values())
    assert "Path=/" in given["__Host-quarter"]


def test_on_https_browsers_are_told_to_stay(https, client):
    assert "max-age=31536000" in https.http.get("/imprint").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.http.get("/imprint").headers


def test_a_page_with_a_persons_data_is_not_kept_by_others(client, world):
    headers = client.sign_in(world.resident).get("/accounts/profile").headers
    assert "private" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


@pytest.mark.parametrize(("behind_proxy", "address"), [(False, "127.0.0.1"), (True, "203.0.113.9")])
def test_a_proxys_word_counts_only_where_there_is_one(database, world, tmp_path, behind_proxy, address):
    """Else anybody could dodge the limit on guessing, or forge links."""
    seen = []
    client = other_house(database, tmp_path, behind_proxy=behind_proxy)
    client.app.before_request(lambda: seen.append(request.remote_addr))
    client.http.get("/healthz", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    client.app.extensions["quarter.database"].engine.dispose()
    assert seen == [address]

"""Who may enter, what others are told, and the way back after signing in."""

import pytest

from quarter.web.paths import own_path
from tests.factories.world import PASSWORD

SIGN_IN = {"email": "moderator@test.example", "password": PASSWORD}


@pytest.mark.parametrize(
    "address",
    [
        "/topics/999",
        "/topics/999/edit",
        "/groups/nowhere",
        "/quarters/nowhere",
        "/seats/999/end",
        "/topics/new",
        "/topics/new?group=999",
        "/topics/new?group=x",
        "/nowhere",
    ],
)
def test_what_does_not_exist_is_404_for_everyone(client, world, address):
    client.get(f"{address}{'&' if '?' in address else '?'}lang=en", status=404)
    client.sign_in(world.admin).get(address, status=404)


def test_who_has_not_signed_in_is_sent_there_and_comes_back(client, world):
    wanted = f"/topics/new?group={world.group_id}"
    response = client.get(wanted, status=303)
    client.get(response.headers["Location"])
    back = client.submit(**SIGN_IN)
    assert back.headers["Location"] == wanted
    client.get(wanted)


def test_who_was_signed_out_while_writing_comes_back_to_the_form(client, world):
    wanted = f"/topics/new?group={world.group_id}"
    response = client.post(wanted, {"title": "x"}, headers={"Referer": f"http://localhost{wanted}"})
    client.get(response.headers["Location"])
    assert client.submit(**SIGN_IN).headers["Location"] == wanted


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        (None, "/"),
        ("", "/"),
        ("http://localhost/topics?x=1", "/topics?x=1"),
        ("http://evil.example/topics", "/"),
        ("http://localhost.evil.example/", "/"),
        ("https://localhost/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_back_from_a_form_is_on_this_host(app, referrer, path):
    with app.test_request_context("/"):
        assert (own_path(referrer) or "/") == path


def test_who_is_not_allowed_is_told_so(client, world):
    client.sign_in(world.resident).get(f"/topics/new?group={world.group_id}", status=403)
    assert "This is not yours to do" in client.text


OTHERS_ADDRESSES = [
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:/evil.example",
    "HTTPS://evil.example",
    "//evil.example/%2e%2e",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\r\nSet-Cookie: a=b",
    "/%0d%0a\r",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "http://localhost@evil.example/",
    "//localhost@evil.example",
    "?next=//evil.example",
    "",
    "/\u2028/evil.example",
    "/\x85/x",
]


@pytest.mark.parametrize("wanted", OTHERS_ADDRESSES)
def test_sign_in_never_leads_to_somebody_else(client, world, wanted):
    response = client.http.post(
        "/accounts/sign-in", query_string={"next": wanted}, data={**SIGN_IN, "csrf_token": client._csrf_token()}
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    "wanted",
    ["/", "/topics", "/topics?group=1&after=abc", "/groups/x#seats", "/%09/evil.example", "/@evil.example", "/a//b"],
)
def test_sign_in_leads_back_to_our_own_pages(client, world, wanted):
    response = client.http.post(
        "/accounts/sign-in", query_string={"next": wanted}, data={**SIGN_IN, "csrf_token": client._csrf_token()}
    )
    assert (response.status_code, response.headers["Location"]) == (303, wanted)


def test_a_made_up_sign_in_is_nobody(client):
    with client.http.session_transaction() as cookie:
        cookie["_user_id"] = "made up"
    client.get("/accounts/profile?lang=en", status=303)


def test_a_public_page_asks_for_no_person(client):
    client.get("/imprint?lang=en")
    assert not [statement for statement in client.statements if "person" in statement]


def test_an_actor_is_one_statement(client, world):
    client.sign_in(world.moderator).get("/imprint")
    assert len([statement for statement in client.statements if "FROM person" in statement]) == 1

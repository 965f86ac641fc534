"""Every error is a page in the reader's language that says what to do, and tells nothing about our insides."""

import pytest

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.db import LostUpdate
from quarter.foundation.multilingual import LOCALES, Words
from quarter.web.errors import TEXTS
from quarter.web.permits import public
from tests.strict_client import StrictClient, check_page


def bad_cursor(client, world):
    return client.http.get("/topics?after=garbage")


def unknown_filter(client, world):
    return client.http.get("/topics?colour=red")


def no_token(client, world):
    return client.http.post("/accounts/sign-in")


def not_mine(client, world):
    client.sign_in(world.resident)
    return client.http.get(f"/topics/new?group={world.group_id}")


def nothing_here(client, world):
    return client.http.get("/nowhere")


def wrong_method(client, world):
    return client.http.post("/topics", data={"csrf_token": client._csrf_token()})


def raised(error: str):
    def send(client, world):
        return client.http.post(f"/desk/raise/{error}", data={"csrf_token": client._csrf_token()})

    return send


def too_large(client, world):
    return client.http.post("/accounts/sign-in", data={"x": "y" * 3_000_000})


def crash(client, world):
    return client.http.get("/desk/crash")


def answered(status: int):
    return lambda client, world: client.http.get(f"/desk/answer/{status}")


WAYS = {
    "bad cursor": (bad_cursor, 400),
    "unknown filter": (unknown_filter, 400),
    "no token": (no_token, 400),
    "not mine": (not_mine, 403),
    "nothing here": (nothing_here, 404),
    "wrong method": (wrong_method, 405),
    "somebody was quicker": (raised("overtaken"), 409),
    "a rule forbids it": (raised("refusal"), 409),
    "too large": (too_large, 413),
    "wrong type": (answered(415), 415),
    "wrong input": (answered(422), 422),
    "too many attempts": (answered(429), 429),
    "crash": (crash, 500),
    "busy": (raised("busy"), 503),
}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("way", WAYS)
def test_an_error_is_a_page_in_the_readers_language(client, world, way, language):
    send, status = WAYS[way]
    client.http.set_cookie("language", language)
    response = send(client, world)
    page = check_page(response.text, way)
    assert response.status_code == status
    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert Words(language, "UTC").gettext(TEXTS[status][0]) in response.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_crash_tells_nothing_about_our_insides(client, method):
    text = getattr(client.http, method)("/desk/crash", data={"csrf_token": client._csrf_token()}).text
    assert not any(word in text for word in ("boiler", "RuntimeError", "Traceback", ".py", "sqlalchemy"))


def test_a_rule_that_forbids_a_deed_says_why(client):
    client.post("/desk/raise/refusal?lang=en", status=409)
    assert "The vote is over since noon." in client.text


@pytest.mark.parametrize(("status", "shown"), [(401, 400), (410, 400), (418, 400), (501, 500), (502, 500)])
def test_rare_errors_look_like_their_common_kin(client, status, shown):
    client.get(f"/desk/answer/{status}?lang=en", status=shown)
    assert TEXTS[shown][0] in client.text


def test_a_wrong_method_names_the_right_ones(client):
    response = client.http.post("/topics", data={"csrf_token": client._csrf_token()})
    assert "GET" in response.headers["Allow"]


@pytest.fixture
def houseless(tmp_path):
    """A house whose database cannot be reached."""
    url = f"sqlite:///{tmp_path / 'gone' / 'quarter.sqlite'}"
    app = create_app(Settings(instance=tmp_path, database_url=url, secret_key="test"))
    app.testing = False
    return StrictClient(app)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("address", ["/topics", "/imprint", "/groups/x", "/nowhere"])
def test_without_a_database_a_plain_page_says_so(houseless, address, language):
    response = houseless.http.get(address, headers={"Accept-Language": language})
    page = check_page(response.text, address)
    assert response.status_code in (503, 500)
    assert page.get("lang") == language
    assert Words(language, "UTC").gettext(TEXTS[response.status_code][1]) in response.text
    assert "sqlite" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_without_a_database_a_form_is_not_lost_in_a_crash(houseless):
    token = houseless._csrf_token()
    response = houseless.http.post("/accounts/sign-in", data={"csrf_token": token, "email": "a@b.de", "password": "x"})
    assert response.status_code == 503


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/issues?state=new", "/issues?state=new"),
        ("http://localhost//elsewhere.example", None),
        ("http://elsewhere.example/", None),
        (None, None),
    ],
)
def test_who_came_too_late_is_led_to_the_newest_state(app, referrer, back):
    @app.get("/late")
    @public("test")
    def late():
        raise LostUpdate

    text = app.test_client().get("/late?lang=en", headers={"Referer": referrer} if referrer else {}).text
    assert ("Look at the newest state" in text) is bool(back)
    assert back is None or f'href="{back}"' in text

"""A page is "not modified" only for the same reader, language and address, and only while nothing has changed."""

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from quarter.foundation.db import Database
from quarter.issues.domain import Category
from quarter.issues.service import reporting
from quarter.places.models import Municipality
from quarter.web.repeats import MOST_KEPT, KeptPages
from tests.conftest import NOW
from tests.strict_client import StrictClient

EN = {"Accept-Language": "en"}
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def issue_id(database, world) -> int:
    with database.unit_of_work() as session:
        issue = reporting.post_issue(
            session, world.resident, world.group(session), title="Lamp", text="Dark.", lang="en",
            category=Category.LIGHTING, place="", latitude=None, longitude=None, today=NOW.date(), now=NOW,
        )  # fmt: skip
        return issue.id


def repeat(client: StrictClient, address: str, tag: str | None, **headers: str) -> int:
    """The status of the same request, sent with the tag of an earlier answer."""
    return client.http.get(address, headers={**EN, "If-None-Match": tag or "", **headers}).status_code


def tag_of(client: StrictClient, address: str, **headers: str) -> str | None:
    return client.http.get(address, headers={**EN, **headers}).headers.get("ETag")


def kept(client: StrictClient, address: str, meanwhile: Callable[[], None] = lambda: None) -> tuple[Any, Any]:
    """An answer, and that to its repetition. PostgreSQL counts for all databases, and other tests write too."""
    for _ in range(50):
        first = client.http.get(address, headers=EN)
        meanwhile()
        again = client.http.get(address, headers={**EN, "If-None-Match": first.headers["ETag"]})
        if again.status_code == 304:
            break
    return first, again


@pytest.fixture(params=["/", "/issues", "/issues?category=traffic", "/issues/{}", "/topics", "/decisions"])
def address(request, issue_id) -> str:
    return request.param.format(issue_id)


def test_the_same_request_again_gets_no_page(client, address) -> None:
    first, again = kept(client, address)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["ETag"].startswith("W/")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "private, no-cache"
    wanted = {"cookie", "accept-language", "accept-encoding", "hx-request", "hx-target"}
    assert wanted <= set(again.vary.to_header().lower().split(", ")) == set(first.vary.to_header().lower().split(", "))


def test_a_repeat_of_somebody_who_signed_in_gets_no_page_and_the_form_still_works(client, world, issue_id) -> None:
    client.sign_in(world.resident)
    address = f"/issues/{issue_id}"
    client.get(address)  # the session gets the secret of its forms
    client.get(address)
    assert kept(client, address)[1].status_code == 304
    client.submit(action="/comments", text="Still dark.")


def test_any_write_makes_a_new_page(client, database, address) -> None:
    tag = tag_of(client, address)
    with database.unit_of_work() as session:
        session.get_one(Municipality, 1).name = "Another town"
    assert repeat(client, address, tag) == 200
    assert kept(client, address)[1].status_code == 304


def test_a_write_by_another_process_makes_a_new_page(client, database, address) -> None:
    tag = tag_of(client, address)
    other = Database(database.url.render_as_string(hide_password=False))
    with other.unit_of_work() as session:
        session.execute(text("UPDATE municipality SET name = 'Another town'"))
    assert repeat(client, address, tag) == 200


def test_what_was_undone_changes_nothing(client, database, address) -> None:
    def read_and_undo() -> None:
        with database.session(writes=True) as session:
            session.get_one(Municipality, 1)
            session.rollback()

    assert kept(client, address, read_and_undo)[1].status_code == 304


def test_a_connection_that_was_cut_is_opened_again(client, address) -> None:
    tag_of(client, address)
    client.app.extensions["quarter.watch"]._connection.driver_connection.close()
    assert kept(client, address)[1].status_code == 304


def test_only_what_a_view_made_to_be_read_is_kept(client, address) -> None:
    """An empty answer to another question was everybody's page until the next write."""
    page = client.http.get(address, headers=EN).data
    client.app.extensions["quarter.pages"].clear()
    for method in ("OPTIONS", "HEAD"):
        client.http.open(address, method=method, headers=EN)
        assert client.http.get(address, headers=EN).data == page != b""


def test_without_a_state_a_page_is_answered_and_not_kept(client, address, monkeypatch) -> None:
    watch = client.app.extensions["quarter.watch"]
    monkeypatch.setattr(watch, "_ask", raise_lost)
    assert tag_of(client, address) is None
    client.get(address)


def raise_lost() -> None:
    raise OperationalError("SELECT", {}, Exception("gone"))


def test_a_minute_later_times_are_said_anew(client, address, clock) -> None:
    tag = tag_of(client, address)
    clock.shift(60)
    assert repeat(client, address, tag) == 200


def test_the_tag_of_one_reader_is_worth_nothing_to_another(client, world, app, address) -> None:
    tags = {None: tag_of(client, address)}
    for actor in (world.resident, world.moderator):
        person = StrictClient(app).sign_in(actor)
        person.http.get(address, headers=EN)
        tags[actor.person_id] = tag_of(person, address)
        assert len(set(tags.values())) == len(tags)
    signed_in_again = StrictClient(app).sign_in(world.resident)
    assert repeat(signed_in_again, address, tags[world.resident.person_id]) == 200
    assert repeat(client, address, tags[world.resident.person_id]) == 200


def test_signing_out_ends_it(client, world, address) -> None:
    client.sign_in(world.resident)
    client.http.get(address, headers=EN)
    tag = tag_of(client, address)
    client.post("/accounts/sign-out")
    assert repeat(client, address, tag) == 200


@pytest.mark.parametrize(
    "changed",
    [{"Accept-Language": "ar"},  {"HX-Request": "true"},
     {"HX-Request": "true", "HX-Target": "comments"}],
)  # fmt: skip
def test_another_language_or_part_is_another_page(client, address, changed) -> None:
    assert repeat(client, address, tag_of(client, address), **changed) == 200


def test_a_language_chosen_meanwhile_is_another_page(client, address) -> None:
    tag = tag_of(client, address)
    client.http.get("/imprint?lang=ar")
    assert repeat(client, address, tag) == 200


def test_another_address_is_another_page(client, issue_id) -> None:
    assert repeat(client, "/issues?q=lamp", tag_of(client, "/issues")) == 200


def test_a_choice_of_language_is_always_answered_and_remembered(client) -> None:
    assert tag_of(client, "/issues?lang=ar") is None
    assert "Set-Cookie" in client.http.get("/issues?lang=ar").headers


def test_a_message_is_shown_once_and_its_page_is_not_kept(client, world, issue_id) -> None:
    client.sign_in(world.resident)
    address = f"/issues/{issue_id}"
    client.get(address)
    tag = tag_of(client, address)
    client.submit(action="/comments", text="Dark.")
    shown = client.http.get(address, headers={**EN, "If-None-Match": tag})
    assert (shown.status_code, "ETag" in shown.headers) == (200, False)
    assert b"Your comment is here" in shown.data
    assert b"Your comment is here" not in client.http.get(address, headers=EN).data


@pytest.mark.parametrize("made_up", ["*", 'W/"0123"', '"x", W/"y"', "nonsense", 'W/"' + "a" * 9000])
def test_a_made_up_tag_gets_the_page(client, address, made_up) -> None:
    assert repeat(client, address, made_up) == 200


@pytest.mark.parametrize("other", ["/issues/99999", "/issues?after=broken", "/issues?colour=red", "/accounts/sign-in"])
def test_other_answers_have_no_tag(client, other) -> None:
    assert tag_of(client, other) is None


# Pages kept for visitors without a session.


def kept_pages(client: StrictClient) -> KeptPages:
    return client.app.extensions["quarter.pages"]


def visit(client: StrictClient, address: str, **headers: str) -> Any:
    """The answer to a visitor who comes for the first time, and the SQL it took."""
    client.statements.clear()
    return client.app.test_client(use_cookies=False).get(address, headers={**EN, **headers})


def twice(client: StrictClient, address: str, **headers: str) -> tuple[Any, Any]:
    """What two visitors get, the second without a statement. PostgreSQL counts for all databases, see `kept`."""
    for _ in range(50):
        first = visit(client, address, **headers)
        second = visit(client, address, **headers)
        if not any("FROM" in statement for statement in client.statements):
            break
    return first, second


def test_the_next_visitor_gets_the_very_same_page_without_a_query(client, address) -> None:
    first, second = twice(client, address)
    assert not any("FROM" in statement for statement in client.statements)
    assert (second.status_code, second.data) == (200, first.data)
    assert dict(second.headers) == dict(first.headers)


def test_each_encoding_is_kept_by_itself(client, address) -> None:
    plain = twice(client, address)[1]
    for encoding in ("br", "gzip"):
        packed = twice(client, address, **{"Accept-Encoding": encoding})[1]
        assert packed.headers["Content-Encoding"] == encoding
        assert UNPACK[encoding](packed.data) == plain.data


def test_a_write_by_anybody_is_seen_by_the_next_visitor(client, database, address) -> None:
    twice(client, address)
    with database.unit_of_work() as session:
        session.get_one(Municipality, 1).name = "Another town"
    assert "Another town" in visit(client, address).text


def test_two_languages_never_mix(client, address) -> None:
    twice(client, address)
    arabic, _ = twice(client, address, **{"Accept-Language": "ar"})
    german, _ = twice(client, address, Cookie="language=de")
    for page, language in ((arabic, "ar"), (german, "de"), (visit(client, address), "en")):
        assert f'<html lang="{language}"' in page.text


def test_a_part_of_a_page_is_kept_by_itself(client, issue_id) -> None:
    address, part = f"/issues/{issue_id}", {"HX-Request": "true", "HX-Target": "section#comments"}
    twice(client, address)
    assert "<html" not in twice(client, address, **part)[1].text
    assert "<html" in visit(client, address).text


def test_no_page_of_a_session_is_kept_or_given_a_kept_one(client, world, address) -> None:
    client.sign_in(world.resident)
    client.get(address)
    assert len(kept_pages(client)) == 0
    twice(client, address)
    client.get(address)
    assert world.resident.name in client.text


def test_no_page_that_sets_a_cookie_is_kept(client, address) -> None:
    chosen = "&lang=de" if "?" in address else "?lang=de"
    assert "Set-Cookie" in visit(client, address + chosen).headers
    assert len(kept_pages(client)) == 0
    assert "Set-Cookie" not in twice(client, address)[1].headers


def test_what_is_not_there_is_not_kept(client) -> None:
    assert visit(client, "/issues/99").status_code == 404
    assert visit(client, "/issues?colour=red").status_code == 400
    assert len(kept_pages(client)) == 0


def test_only_so_many_pages_are_kept(client, issue_id) -> None:
    for number in range(MOST_KEPT + 5):
        visit(client, f"/issues?q={number}")
    assert len(kept_pages(client)) == MOST_KEPT

"""Addresses in pages: the same page changed a little, and sentences with other people's words in them."""

from types import SimpleNamespace

import pytest

from quarter.web.links import address_with, entry_address, language_address, told


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"after": "x"}, "/topics?group=1&after=x"),
        ({"group": None}, "/topics"),
        ({"group": "2"}, "/topics?group=2"),
        ({"q": "a&b=c#d"}, "/topics?group=1&q=a%26b%3Dc%23d"),
    ],
)
def test_an_address_with_a_change(app, changes, address):
    with app.test_request_context("/topics?group=1"):
        assert address_with(**changes) == address


def test_the_same_page_in_another_language(app):
    with app.test_request_context("/topics?group=1&lang=de"):
        assert language_address("ar") == "/topics?group=1&lang=ar"


@pytest.mark.parametrize(
    ("referrer", "address"),
    [
        ("http://localhost/meetings/3/agenda?lang=de", "/meetings/3/agenda?lang=ar"),
        ("http://elsewhere.example/x", "/?lang=ar"),
        ("", "/?lang=ar"),
    ],
)
def test_where_an_address_only_takes_forms_the_page_of_the_form_is_shown(app, referrer, address):
    headers = {"Referer": referrer} if referrer else {}
    with app.test_request_context("/meetings/3/agenda/items", method="POST", headers=headers):
        assert language_address("ar") == address


def entry(**values):
    return SimpleNamespace(text="%(title)s is due on %(due_on)s", values=values, kind="unheard_of", subject_id=1)


def test_a_sentence_isolates_titles_so_that_they_cannot_turn_it_around(app):
    with app.test_request_context("/?lang=en"):
        said = told(entry(title="حديقة 50 %", due_on="2026-12-01"))
    assert said.startswith("\u2068حديقة 50 %\u2069 is due on Tue 1 Dec")


def test_a_subject_without_a_page_leads_to_the_start(app):
    with app.test_request_context("/"):
        assert entry_address(entry(title="x", due_on="2026-12-01")) == "/"


def test_a_hostile_title_stays_text(client, world, database):
    from quarter.topics.service import open_topic
    from tests.conftest import NOW

    with database.unit_of_work() as session:
        open_topic(
            session, world.moderator, world.group(session), title="<script>alert(1)</script>%(x)s%d", summary="",
            lang="de", now=NOW,
        )  # fmt: skip
    client.get("/topics/1?lang=en")
    assert "<script>alert(1)</script>%(x)s%d" in client.text

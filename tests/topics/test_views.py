"""Topics, as people meet them."""

from datetime import timedelta

import pytest

from quarter.foundation.audit import AuditEntry
from quarter.topics.models import Topic
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.strict_client import XHTML, StrictClient, form_fields

TYPED = {"title": "Mehr Schatten", "summary": "Im Hof ist es\r\nzu heiß.", "lang": "de"}


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


@pytest.fixture
def open_topics(database, world):
    """Open so many topics, one an hour; returns their ids."""

    def open_topics(count: int, **changes) -> list[int]:
        texts = {"title": "Der Hof", "summary": "", "lang": "de", **changes}
        with database.unit_of_work() as session:
            group = world.group(session)
            opened = [
                open_topic(session, world.moderator, group, now=NOW - timedelta(hours=count - hour), **texts)
                for hour in range(count)
            ]
            return [topic.id for topic in opened]

    return open_topics


def stored(database, topic_id: int) -> Topic:
    with database.session(writes=False) as session:
        return session.get_one(Topic, topic_id)


def new(world) -> str:
    return f"/topics/new?group={world.group_id}"


def test_an_empty_list_says_what_a_topic_is_for(client):
    client.get("/topics")
    assert "There is no topic yet." in client.text


def test_a_topic_is_opened_and_shown(client, world, database):
    client.sign_in(world.secretary).get(new(world))
    client.submit(**TYPED, follow=True)
    assert "The topic is open." in client.text
    assert "Mehr Schatten" in client.text
    assert "The group opened this topic" in client.text
    topic = stored(database, 1)
    assert (topic.summary, topic.opened_by_id) == ("Im Hof ist es\nzu heiß.", world.secretary.person_id)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"title": " "}, "Please give the topic a title."),
        ({"title": "x" * 161}, "160 characters"),
        ({"summary": "x" * 10_001}, "10000 characters"),
        ({"lang": "xx"}, "choose one of the list"),
    ],
)
def test_a_wrong_form_says_what_to_change_and_keeps_the_rest(client, world, changes, advice):
    data = {**TYPED, **changes}
    client.sign_in(world.moderator).post(new(world), data, status=422)
    assert advice in client.text
    fields = form_fields(client._form(None))
    assert fields["title"] == data["title"]
    assert fields["summary"].replace("\n", "\r\n").replace("\r\r", "\r") == data["summary"]


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "حديقة الحي", "100 % %(x)s {{7*7}}", "a" * 160])
def test_any_title_is_shown_as_it_was_written(client, world, title):
    client.sign_in(world.moderator).post(new(world), {**TYPED, "title": title})
    for address in ("/topics", "/topics/1"):
        client.get(address)
        assert title in client.text


def test_a_text_is_shown_in_its_own_language_and_direction(client, open_topics):
    [topic_id] = open_topics(1, title="حديقة", summary="نريد ظلا", lang="ar")
    client.get(f"/topics/{topic_id}")
    text = next(element for element in client.page.iter(f"{XHTML}div") if element.get("class") == "written")
    assert (text.get("lang"), text.get("dir")) == ("ar", "rtl")


def test_the_description_can_be_changed(client, world, open_topics, database):
    [topic_id] = open_topics(1)
    client.sign_in(world.moderator).get(f"/topics/{topic_id}/edit")
    client.submit(title="Der Hof hinten", follow=True)
    assert "The description is saved." in client.text
    assert "The description was changed" in client.text
    assert stored(database, topic_id).title == "Der Hof hinten"


def test_of_two_who_write_at_once_the_second_keeps_the_text_and_sees_the_firsts(
    app, client, world, open_topics, database
):
    [topic_id] = open_topics(1)
    first, second = StrictClient(app).sign_in(world.secretary), client.sign_in(world.moderator)
    for writer in (first, second):
        writer.get(f"/topics/{topic_id}/edit")
    first.submit(title="Der Hof", summary="Bäume pflanzen.")
    second.submit(title="Der Hof", summary="Bänke bauen.", status=409)
    assert "Somebody else saved this meanwhile" in second.text
    assert "Bäume pflanzen." in second.text
    assert form_fields(second._form(None))["summary"] == "Bänke bauen."
    assert stored(database, topic_id).summary == "Bäume pflanzen."
    second.submit(summary="Bäume pflanzen, Bänke bauen.")  # having read both
    assert stored(database, topic_id).summary == "Bäume pflanzen, Bänke bauen."


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
def test_a_form_without_its_version_overwrites_nothing(client, world, open_topics, database, version):
    [topic_id] = open_topics(1)
    client.sign_in(world.moderator)
    data = {**TYPED, "version": version, "csrf_token": client._csrf_token()}
    assert client.http.post(f"/topics/{topic_id}/edit", data=data).status_code in (400, 409)
    assert stored(database, topic_id).title == "Der Hof"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("resident", 403),
        ("city", 403),
        ("observer", 403),
        ("other_moderator", 403),
        ("admin", 403),
        ("secretary", 303),
        ("moderator", 303),
    ],
)
def test_who_may_open_and_describe(client, world, open_topics, who, status):
    [topic_id] = open_topics(1)
    client.sign_in(getattr(world, who))
    client.post(new(world), TYPED, status=status)
    client.post(f"/topics/{topic_id}/edit", {**TYPED, "version": "1"}, status=status)
    client.get(f"/topics/{topic_id}")
    assert ("Change the description" in client.text) is (status == 303)


def test_everybody_may_read(client, open_topics):
    [topic_id] = open_topics(1, summary="Zu heiß.")
    client.get(f"/topics/{topic_id}")
    assert "Zu heiß." in client.text
    client.get("/topics")
    assert "Open a topic" not in client.text


def test_a_list_goes_on_after_25_and_shows_each_topic_once(client, open_topics):
    ids = open_topics(60)
    seen, address = [], "/topics?group=1"
    while address:
        client.get(address)
        links = [link.get("href") for link in client.page.iter(f"{XHTML}a")]
        seen += [int(link.rsplit("/", 1)[1]) for link in links if link.startswith("/topics/")]
        address = next((link.get("href") for link in client.page.iter(f"{XHTML}a") if link.get("rel") == "next"), None)
    assert seen == ids[::-1]


def count_statements(client, address: str) -> int:
    client.get(address)
    return len(client.statements)


def test_a_list_asks_no_more_for_more_topics(client, world, open_topics):
    client.sign_in(world.moderator)
    open_topics(1)
    few = count_statements(client, "/topics")
    open_topics(20)
    assert count_statements(client, "/topics") == few


def test_a_thread_asks_no_more_for_a_longer_story(client, database, open_topics):
    [topic_id] = open_topics(1)
    few = count_statements(client, f"/topics/{topic_id}")
    with database.unit_of_work() as session:
        session.add_all(
            AuditEntry(at=NOW, name="topics:described", subject_kind="topic", subject_id=topic_id, topic_id=topic_id)
            for _ in range(50)
        )
    assert count_statements(client, f"/topics/{topic_id}") == few


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("page", ["/topics", "/topics/1", "/topics/1/edit", "/topics/new?group=1"])
def test_every_page_exists_in_every_language(client, world, open_topics, page, language):
    open_topics(1)
    client.sign_in(world.moderator).get(f"{page}{'&' if '?' in page else '?'}lang={language}")
    assert client.page.get("lang") == language

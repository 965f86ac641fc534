"""Following: who hears of what by mail, in which language, and every way out of it. Mails go to a real SMTP server."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from quarter.accounts.models import Person
from quarter.actions import service as actions
from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.issues.service import answering, attaching, talking
from quarter.letters.stop_links import Followed, seal, unseal
from quarter.meetings.service.agenda import add_topic
from quarter.meetings.service.planning import schedule
from quarter.topics.models import Topic
from quarter.voices import service as voices
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import report, stored, stored_topic
from tests.letters.mailbox import Mailbox
from tests.letters.rounds import drain
from tests.strict_client import StrictClient
from tests.voices.things import close


@pytest.fixture
def client(posting_app) -> StrictClient:
    """On the app that sends mail."""
    return StrictClient(posting_app)


def matter(database: Database, world: World) -> tuple[int, int, int]:
    """A topic with two issues: (topic, first, second)."""
    with database.unit_of_work() as session:
        first, second = report(session, world), report(session, world, title="The slide is dirty")
        topic = attaching.open_topic_from(
            session, world.moderator, first, title="Playground", summary="", lang="en", now=NOW
        )
        attaching.attach_to_topic(session, world.moderator, second, topic, now=NOW)
        return topic.id, first.id, second.id


def follow(database: Database, actor, *, issue: int | None = None, topic: int | None = None) -> None:
    with database.unit_of_work() as session:
        if issue:
            voices.follow(session, actor, session.get_one(Issue, issue), now=NOW)
        if topic:
            voices.follow(session, actor, session.get_one(Topic, topic), now=NOW)


def answer(database: Database, world: World, issue_id: int, state: IssueState = IssueState.ANSWERED) -> None:
    with database.unit_of_work() as session:
        issue = session.get_one(Issue, issue_id)
        city = session.get_one(Organisation, world.organisations["city"])
        answering.ask_organisation(session, world.moderator, issue, city, expected=issue.version, now=NOW)
        answering.answer(
            session, world.city, issue, city.id, text="On Tuesday.", lang="en", state=state,
            expected=issue.version, now=NOW,
        )  # fmt: skip
    drain(database, now=clock.now())


def put_on_agenda(database: Database, world: World, topic_id: int) -> None:
    with database.unit_of_work() as session:
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=NOW + timedelta(days=8), place="A", lang="de",
            now=NOW,
        )  # fmt: skip
        add_topic(session, world.moderator, meeting, session.get_one(Topic, topic_id), now=NOW)
    drain(database, now=clock.now())


def agree(database: Database, world: World, topic_id: int) -> None:
    with database.unit_of_work() as session:
        actions.agree(
            session, world.moderator, world.group(session), title="New chains", text="", lang="en",
            organisation_id=world.organisations["city"], person_id=None, due_on=NOW.date() + timedelta(days=30),
            topic_id=topic_id, now=NOW,
        )  # fmt: skip
    drain(database, now=clock.now())


def test_whoever_follows_an_issue_hears_of_its_answer(posting_app, database, world, mailbox: Mailbox) -> None:
    issue_id = stored(database, world)
    follow(database, world.neighbour, issue=issue_id)
    answer(database, world, issue_id)
    mail = mailbox.to("neighbour")
    assert mail["Subject"] == "News about “The swing is broken”"
    text = mail.get_body().get_content()
    assert text.splitlines()[0] == "Amt für Grün und Verkehr answered: The swing is broken"
    assert f"https://quarter.example/issues/{issue_id}" in text.splitlines()
    assert mailbox.receivers == {"neighbour@test.example", "resident@test.example"}  # and the reporter, who always does


def test_whoever_reports_follows_and_gets_the_answer_once(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    follow(database, world.resident, issue=issue_id)  # once more is still once
    answer(database, world, issue_id)
    assert [mail["To"] for mail in mailbox.mails] == ["resident@test.example"]
    assert "because you reported it" in mailbox.to("resident").get_body().get_content()


def test_whoever_reports_hears_of_every_step(posting_app, database, world, mailbox) -> None:
    topic_id, _, _ = matter(database, world)
    put_on_agenda(database, world, topic_id)
    assert "Put on the agenda of meeting 1" in mailbox.to("resident").get_body().get_content()


def test_a_reporter_can_stop_the_mails_with_one_press(
    client: StrictClient, posting_app, database, world, mailbox
) -> None:
    issue_id = stored(database, world)
    answer(database, world, issue_id)
    address = urlsplit(mailbox.to("resident")["List-Unsubscribe"].strip("<>"))
    assert posting_app.test_client().post(address.path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    mailbox.mails.clear()
    answer(database, world, issue_id, IssueState.DONE)
    assert mailbox.mails == []
    client.sign_in(world.resident).get(f"/issues/{issue_id}")
    assert "You follow this" not in client.text


def test_a_reporter_who_follows_the_topic_alone_hears_of_the_answer(posting_app, database, world, mailbox) -> None:
    topic_id, first, _ = matter(database, world)
    follow(database, world.resident, topic=topic_id)
    with database.unit_of_work() as session:
        voices.stop_following(session, world.resident, session.get_one(Issue, first))
    answer(database, world, first)
    assert mailbox.to("resident")["Subject"] == "News about “Playground”"


def test_a_reporter_finds_it_among_what_they_follow(client: StrictClient, database, world) -> None:
    stored(database, world)
    client.sign_in(world.resident).get("/letters")
    assert "The swing is broken" in client.text


def test_nobody_hears_of_their_own_deed(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    follow(database, world.city, issue=issue_id)
    answer(database, world, issue_id)
    assert "city@test.example" not in mailbox.receivers


def test_supporting_alone_brings_no_news(posting_app, database, world, mailbox) -> None:
    topic_id, first, _ = matter(database, world)
    with database.unit_of_work() as session:
        talking.support(session, world.neighbour, session.get_one(Issue, first), now=NOW)
    put_on_agenda(database, world, topic_id)
    assert mailbox.receivers == {"resident@test.example"}  # who reported it


def test_who_follows_an_issue_hears_of_its_topic_but_not_of_other_issues(posting_app, database, world, mailbox) -> None:
    topic_id, first, second = matter(database, world)
    follow(database, world.neighbour, issue=first)
    put_on_agenda(database, world, topic_id)
    assert "Put on the agenda of meeting 1, 1 December 2026" in mailbox.to("neighbour").get_body().get_content()
    mailbox.mails.clear()
    answer(database, world, second)
    assert "neighbour@test.example" not in mailbox.receivers


def test_who_follows_a_topic_hears_of_all_in_it_once(posting_app, database, world, mailbox) -> None:
    topic_id, first, second = matter(database, world)
    follow(database, world.neighbour, issue=first, topic=topic_id)
    answer(database, world, second)
    put_on_agenda(database, world, topic_id)
    agree(database, world, topic_id)
    news = [mail for mail in mailbox.mails if mail["To"] == "neighbour@test.example"]
    assert [mail["Subject"] for mail in news] == ["News about “Playground”"] * 3
    assert "Agreed: New chains (Amt für Grün und Verkehr)" in news[-1].get_body().get_content()


def test_the_mail_speaks_the_language_of_its_reader(posting_app, database, world, mailbox) -> None:
    issue_id = stored(database, world)
    follow(database, world.neighbour, issue=issue_id)
    with database.unit_of_work() as session:
        session.get_one(Person, world.neighbour.person_id).language = "de"
    answer(database, world, issue_id, IssueState.DONE)
    mail = mailbox.to("neighbour")
    assert mail["Subject"] == "Neues zu „The swing is broken“"
    assert "Sie bekommen diese E-Mail, weil Sie" in mail.get_body().get_content()


def test_a_mail_program_can_stop_the_mails_with_one_press(
    client: StrictClient, posting_app, database, world, mailbox
) -> None:
    """RFC 8058: a POST without cookie and token, answered without a redirect."""
    issue_id = stored(database, world)
    follow(database, world.neighbour, issue=issue_id)
    answer(database, world, issue_id)
    mail = mailbox.to("neighbour")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = urlsplit(mail["List-Unsubscribe"].strip("<>"))
    assert address.netloc == "quarter.example"
    reply = posting_app.test_client().post(address.path, data={"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    mailbox.mails.clear()
    answer(database, world, issue_id, IssueState.DONE)
    assert "neighbour@test.example" not in mailbox.receivers


def test_the_link_in_the_mail_asks_before_it_stops(client: StrictClient, world, database, mailbox) -> None:
    topic_id = stored_topic(database, world)
    follow(database, world.neighbour, topic=topic_id)
    put_on_agenda(database, world, topic_id)
    text = mailbox.to("neighbour").get_body().get_content()
    (link,) = [line for line in text.splitlines() if "/letters/stop/" in line]
    client.get(urlsplit(link).path + "?lang=en")
    assert "No more mails about this?" in client.text and "Playground" in client.text
    client.submit(action="/stop/", follow=True)
    assert "You get no more mails about this." in client.text
    client.sign_in(world.neighbour).get("/letters")
    assert "You follow nothing yet." in client.text


@pytest.mark.parametrize("token", ["nonsense", "WzEsImlzc3VlIiwxXQ.forged", "x" * 300])
def test_a_forged_link_stops_nothing(client: StrictClient, world, database, token) -> None:
    stored(database, world)
    client.get(f"/letters/stop/{token}", status=404)
    assert client.http.post(f"/letters/stop/{token}").status_code == 404


def test_a_link_is_good_only_for_what_was_sealed() -> None:
    token = seal("secret", Followed(3, "issue", 7))
    assert unseal("secret", token) == Followed(3, "issue", 7)
    assert unseal("another", token) is None


def test_following_starts_and_stops_on_the_page(client: StrictClient, world, database) -> None:
    issue_id, topic_id = stored(database, world), stored_topic(database, world)
    client.sign_in(world.neighbour)
    for address in (f"/issues/{issue_id}", f"/topics/{topic_id}"):
        client.get(address)
        assert "You get a mail when something happens." in client.text
        client.submit(action="/follow", follow=True)
        client.submit(action="/follow/stop", follow=True)
        client.submit(action="/follow", follow=True)
        client.post(f"{address}/follow")  # twice is once
        client.get(address)
        assert "You follow this" in client.text
    client.get("/letters")
    for words in ("What you follow", "The swing is broken", "Playground", "Topic of the group"):
        assert words in client.text
    client.submit(action=f"/issues/{issue_id}/follow/stop")
    client.get("/letters")
    assert "The swing is broken" not in client.text and "Playground" in client.text


def test_htmx_swaps_the_button_alone(client: StrictClient, world, database) -> None:
    issue_id, topic_id = stored(database, world), stored_topic(database, world)
    client.sign_in(world.neighbour)
    for address in (f"/issues/{issue_id}", f"/topics/{topic_id}"):
        htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#follow"}
        client.post(f"{address}/follow", headers=htmx)
        answer = client.get(address, headers=htmx).get_data(as_text=True)
        assert "<h1" not in answer and "Stop following" in answer


def test_without_signing_in_one_is_led_there(client: StrictClient, world, database) -> None:
    issue_id = stored(database, world)
    client.get(f"/issues/{issue_id}?lang=en")
    assert "Sign in to follow this" in client.text
    for address in (f"/issues/{issue_id}/follow", "/letters"):
        response = client.get(address, status=303)
        assert response.headers["Location"].startswith("/accounts/sign-in")


def test_a_long_list_of_what_one_follows_is_one_statement(client: StrictClient, world, database) -> None:
    client.sign_in(world.neighbour)
    counts = []
    for number in (1, 10):
        for _ in range(number):
            follow(database, world.neighbour, issue=stored(database, world), topic=stored_topic(database, world))
        client.get("/letters")
        counts.append(len(client.statements))
    assert counts[0] == counts[1] <= 6


def test_what_was_closed_meanwhile_is_no_longer_told(client: StrictClient, world, database, mailbox) -> None:
    issue_id = stored(database, world)
    follow(database, world.other_moderator, issue=issue_id)
    with database.unit_of_work() as session:
        close(session, "issue", issue_id)
    answer(database, world, issue_id)
    assert "other_moderator@test.example" not in mailbox.receivers
    client.sign_in(world.other_moderator).get("/letters?lang=en")
    assert "The swing is broken" not in client.text

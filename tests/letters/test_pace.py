"""How often news comes is everybody's own choice."""

from datetime import timedelta
from urllib.parse import urlsplit

from quarter.accounts import service as accounts
from quarter.accounts.domain import NewsPace
from quarter.accounts.models import Person
from quarter.foundation.db import Database
from quarter.letters.sending import send_due
from tests.conftest import NOW
from tests.factories.world import World
from tests.letters.test_following import agree, follow, matter, put_on_agenda
from tests.strict_client import StrictClient


def choose(database: Database, actor, pace: NewsPace) -> None:
    with database.unit_of_work() as session:
        accounts.choose_news_pace(session, actor, pace, now=NOW)


def happen(database: Database, world: World) -> None:
    """Two things happen with a topic that the neighbour follows."""
    topic_id, _, _ = matter(database, world)
    follow(database, world.neighbour, topic=topic_id)
    put_on_agenda(database, world, topic_id)
    agree(database, world, topic_id)


def test_news_of_a_day_comes_together_the_next_morning(posting_app, database, world, mailbox) -> None:
    choose(database, world.neighbour, NewsPace.DAILY)
    happen(database, world)
    assert "neighbour@test.example" not in mailbox.receivers
    send_due(database, now=NOW + timedelta(days=2))
    mail = mailbox.to("neighbour")
    text = mail.get_content()
    assert mail["Subject"] == "2 news of what you follow"
    assert "Put on the agenda of meeting 1" in text and "Playground" in text
    address = urlsplit(mail["List-Unsubscribe"].strip("<>"))
    assert posting_app.test_client().post(address.path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with database.session(writes=False) as session:
        assert session.get_one(Person, world.neighbour.person_id).news_pace is NewsPace.NEVER


def test_who_wants_none_gets_none_but_duties(posting_app, database, world, mailbox) -> None:
    choose(database, world.neighbour, NewsPace.NEVER)
    happen(database, world)
    send_due(database, now=NOW + timedelta(days=9))
    assert "neighbour@test.example" not in mailbox.receivers


def test_the_choice_is_made_on_the_page_of_ones_letters(posting_app, database, world) -> None:
    client = StrictClient(posting_app).sign_in(world.neighbour)
    client.get("/letters")
    client.submit(action="/letters", pace="weekly", follow=True)
    assert "Your choice is saved." in client.text
    with database.session(writes=False) as session:
        assert session.get_one(Person, world.neighbour.person_id).news_pace is NewsPace.WEEKLY
    client.post("/letters", {"pace": "hourly"}, status=422)
    client.get("/notifications")
    assert "Your letters" in client.text


def test_links_in_old_mails_still_work(posting_app, database, world) -> None:
    from quarter.letters.stop_links import ALL_NEWS, Followed, seal

    client = StrictClient(posting_app)
    topic_id, _, _ = matter(database, world)
    token = seal("test", Followed(world.neighbour.person_id, "topic", topic_id))
    client.get(f"/notifications/stop/{token}")
    client.submit(action=f"/notifications/stop/{token}")
    token = seal("test", Followed(world.neighbour.person_id, ALL_NEWS, 0))
    client.get(f"/letters/stop/{token}")
    client.submit(action=f"/letters/stop/{token}")

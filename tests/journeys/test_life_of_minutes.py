"""The whole life of minutes, through forms as a browser without JavaScript would send them, in each language:
draft, circulated, objected to, corrected, approved by the next meeting, signed, sealed, read by all, put right."""

from hashlib import sha256

import pytest
import sqlalchemy as sa
import time_machine

from quarter.accounts.models import Person
from quarter.foundation.multilingual import LOCALES, Words
from tests.factories.world import World
from tests.strict_client import StrictClient

WRONG, RIGHT = "Die Stadt hält 80 Meter für möglich.", "Die Stadt hält 60 Meter für möglich."
SECRET = "Stundung bis Ostern"


class Life:
    """One evening and what follows, as the people of the group go through it."""

    def __init__(self, client: StrictClient, world: World, clock: time_machine.Traveller, language: str) -> None:
        self.client, self.world, self.clock = client, world, clock
        self.words = Words(language, "Europe/Berlin")
        client.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        with client.app.extensions["quarter.database"].unit_of_work() as session:
            session.execute(sa.update(Person).values(language=language))

    def finds(self, *sentences: str, **values: object) -> None:
        """The last page says it, in its language."""
        assert self.client.page.get("lang") == self.words.language
        for sentence in sentences:
            assert self.words.gettext(sentence, **values) in self.client.text, sentence

    def on(self, day: int, hour: int = 17) -> None:
        self.clock.move_to(f"2026-12-{day:02}T{hour}:00:00+00:00")

    def hold(self, number: int, day: int, *items: str) -> None:
        """Plan a meeting with items, and open it on its day."""
        client, world = self.client, self.world
        client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
        client.submit(starts_at=f"2026-12-{day:02}T18:00", planned_minutes="90", place="Bürgertreff", lang="de")
        for title in items:
            client.get(f"/meetings/{number}/agenda")
            group_only = {"free-group_only": "y"} if title == SECRET else {}
            client.submit(action="/agenda/items", **{"free-title": title, **group_only})

    def open(self, number: int, day: int) -> None:
        self.on(day)
        self.client.sign_in(self.world.secretary).get(f"/meetings/{number}")
        self.client.submit(action="/start", follow=True)
        for name in ("city", "cooperative", "neighbour"):
            self.client.get(f"/meetings/{number}/attendance")
            self.client.submit(action=f"/attendance/{self.world.seats[name]}/arrive")

    def note(self, meeting: int, item: int, text: str) -> None:
        self.client.sign_in(self.world.secretary).get(f"/meetings/{meeting}/items/{item}")
        self.client.submit(action=f"/items/{item}", notes=text)

    def end(self, number: int) -> None:
        self.client.sign_in(self.world.secretary).get(f"/meetings/{number}/end")
        self.client.submit()

    def item_ids(self, number: int) -> list[int]:
        """The items of an agenda, from the links to their notes."""
        self.client.sign_in(self.world.secretary).get(f"/meetings/{number}")
        found = [element.get("id") or "" for element in self.client.page.iter() if element.tag.endswith("}li")]
        return [int(each.removeprefix("item-")) for each in found if each.startswith("item-")]


@pytest.mark.parametrize("language", LOCALES)
def test_from_the_draft_to_the_correction(
    client: StrictClient, world: World, clock: time_machine.Traveller, language: str
) -> None:
    life = Life(client, world, clock, language)
    life.hold(1, 1, "Spielstraße", SECRET)
    life.open(1, 1)
    street, secret = life.item_ids(1)[-2:]
    life.note(1, street, f"{WRONG} Neighbour fragt nach.")
    life.note(1, secret, "Familie Vogel zahlt in Raten.")
    life.on(1, 19)
    life.end(1)
    client.get("/meetings/1/minutes")
    life.finds("This is a draft. It may still change and nothing in it is approved.")
    client.submit(action="/circulate", follow=True)

    object_and_correct(life, street)
    approve_in_the_next_meeting(life)
    sign_and_seal(life)
    read_as_everybody(life, street)
    put_right_later(life, street)


def object_and_correct(life: Life, item: int) -> None:
    client, world = life.client, life.world
    life.on(3)
    client.sign_in(world.city).get(f"/meetings/1/minutes/objections/new?item={item}")
    client.submit(text="Es waren 60 Meter.", lang="de", follow=True)
    life.finds("Not answered yet")
    client.sign_in(world.secretary).get("/meetings/1/minutes/objections/1")
    client.submit(state="accepted", text="Das stimmt.", lang="de", follow=True)
    life.note(1, item, f"{RIGHT} Neighbour fragt nach.")
    client.get("/meetings/1/minutes")
    life.finds("Something was changed after the minutes went round. Circulate them again, then approve them.")
    client.submit(action="/circulate", follow=True)
    assert RIGHT in client.text and WRONG not in client.text
    life.finds("Accepted")


def approve_in_the_next_meeting(life: Life) -> None:
    client, world = life.client, life.world
    life.hold(2, 15, "Eröffnung")
    life.open(2, 15)
    client.sign_in(world.moderator).get("/meetings/1/minutes")
    client.submit(action="/approve", follow=True)
    life.finds("The minutes are approved. Now chair and secretary sign them; then they can be sealed.")
    life.end(2)


def sign_and_seal(life: Life) -> None:
    client, world = life.client, life.world
    client.sign_in(world.moderator).get("/meetings/1/minutes/seal")
    client.submit(status=409)
    missing = "A signature is missing. Chair and secretary each sign on their own account, then seal the minutes."
    life.finds(missing)
    for signer in (world.secretary, world.moderator):
        client.sign_in(signer).get("/meetings/1/minutes/sign")
        client.submit(follow=True)
        life.finds("You have signed the minutes. Your name and the time stand on their last page.")
    client.get("/meetings/1/minutes/seal")
    client.submit(follow=True)
    life.finds("Sealed")
    assert SECRET in client.text and "Vogel" in client.text and RIGHT in client.text


def read_as_everybody(life: Life, item: int) -> None:
    client = life.client
    client.sign_out().get("/meetings/1/minutes")
    life.finds("Public version")
    assert f"{RIGHT} N. fragt nach." in client.text
    for address in ("minutes", "minutes.md", "minutes.json", f"items/{item}/excerpt", f"items/{item}/excerpt.md"):
        text = client.http.get(f"/meetings/1/{address}").get_data(as_text=True)
        assert RIGHT in text
        assert not [word for word in (SECRET, "Vogel", "Neighbour") if word in text], address
    content = client.get("/meetings/1/minutes.json").get_data()
    client.get("/meetings/1/minutes")
    assert sha256(content).hexdigest() in client.text


def put_right_later(life: Life, item: int) -> None:
    client, world = life.client, life.world
    before = client.sign_in(world.city).get("/meetings/1/minutes.json").get_data()
    life.hold(3, 29)
    client.get(f"/meetings/1/items/{item}/correct")
    client.submit(title="Berichtigung: 50 Meter", meeting="3", follow=True)
    life.open(3, 29)
    life.note(3, life.item_ids(3)[-1], "Richtig sind 50 Meter.")
    life.on(29, 19)
    life.end(3)
    client.get("/meetings/3/minutes")
    client.submit(action="/circulate")
    client.sign_out().get("/meetings/3/minutes")
    assert (
        life.words.gettext("Corrects item %(item)s of meeting %(number)s", item="", number="").split()[0] in client.text
    )
    client.get("/meetings/1/minutes")
    assert any(element.get("href") == "/meetings/3/minutes" for element in client.page.iter())
    assert client.sign_in(world.city).get("/meetings/1/minutes.json").get_data() == before

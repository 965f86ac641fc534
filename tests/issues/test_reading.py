"""The page of an issue, as whoever opens it reads it."""

from datetime import timedelta

from time_machine import Traveller

from quarter.foundation.db import Database
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import stored
from tests.strict_client import XHTML, StrictClient

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class TestIssuePage:
    def test_an_overdue_answer_is_said_in_words(
        self, client: StrictClient, world: World, database: Database, clock: Traveller
    ) -> None:
        issue_id = stored(database, world, asked="city")
        clock.move_to(NOW + timedelta(days=15))
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Answer overdue since Mon 7 Dec" in client.text
        assert "has not done so yet" in client.text

    def test_a_young_report_does_not_speak_of_what_became_of_it(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "What can become of it" in client.text and "What became of it" not in client.text

    def test_what_people_wrote_is_never_markup(self, client: StrictClient, world: World, database: Database) -> None:
        attack = "<script>alert(1)</script>"
        issue_id = stored(database, world, title=attack, text=attack, place=attack)
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        client.submit(action="/comments", text=attack)
        for address in (f"/issues/{issue_id}", "/issues?q=script"):
            body = client.get(address).get_data(as_text=True)
            assert attack not in body
            assert attack in client.text

    def test_arabic_text_runs_from_right_to_left(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world, title="الأرجوحة مكسورة", text="انقطعت السلسلة.", lang="ar")
        client.get(f"/issues/{issue_id}?lang=en")
        (text,) = [element for element in client.page.iter() if "انقطعت" in (element.text or "")]
        assert (text.get("lang"), text.get("dir")) == ("ar", "rtl")

    def test_htmx_gets_only_the_part_it_replaces(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.neighbour).get(f"/issues/{issue_id}")
        comment = {"text": "Here, too.", "lang": "en"}
        target = HTMX | {"HX-Target": "section#comments"}
        client.post(f"/issues/{issue_id}/comments", comment, headers=target)
        response = client.get(f"/issues/{issue_id}", headers=target)
        assert "<h1" not in response.get_data(as_text=True)
        assert "Here, too." in client.text and "Your comment is here for everyone to read." in client.text
        client.post(f"/issues/{issue_id}/comments", {"text": ""}, headers=target, status=422)
        assert client.page.find(f".//{XHTML}h1") is None
        client.post(f"/issues/{issue_id}/support", headers=HTMX | {"HX-Target": "div#support"})
        client.get(f"/issues/{issue_id}", headers=HTMX | {"HX-Target": "div#support"})
        assert client.text == "1 person supports this. You do, too. Take my support back"

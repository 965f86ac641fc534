"""The pages of actions, as each kind of person meets them."""

from datetime import timedelta

import pytest

from quarter.topics.service import open_topic
from tests.actions.deeds import BRIDGE, IN_A_WEEK, agree, doubted, finish, raise_it, raised_and_done
from tests.conftest import NOW
from tests.decisions.deeds import decide
from tests.decisions.views.doors import enter

EVERYBODY = (
    "anonymous", "resident", "city", "cooperative", "secretary", "moderator", "admin", "other_moderator",
)  # fmt: skip


def point_of(client) -> str | None:
    """The latitude of the point on the page's map, if there is one."""
    return next((box.get("data-latitude") for box in client.page.iter() if box.get("data-latitude")), None)


class TestList:
    def test_an_empty_list_explains_what_an_agreed_action_is(self, client, world) -> None:
        client.get("/actions?lang=en")
        assert "An agreed action says what an organisation will do" in client.text

    def test_overdue_ones_come_first_and_say_so(self, client, world, made, clock) -> None:
        made(agree, title="Mend the fence", due_on=IN_A_WEEK + timedelta(days=9))
        made(agree, title="New lamps")
        clock.move_to(NOW + timedelta(days=8))
        client.get("/actions?lang=en")
        assert client.text.index("New lamps") < client.text.index("Mend the fence")
        assert client.text.count("Overdue") == 3  # the filter, the heading, and the one that is

    def test_filters_narrow_the_list(self, client, world, made) -> None:
        made(agree, title="New lamps")
        made(finish, title="Mend the fence")
        client.get(f"/actions?state=done&lang=en&organisation={world.organisations['city']}")
        assert "Mend the fence" in client.text and "New lamps" not in client.text
        client.get("/actions?state=overdue&lang=en")
        assert "Nothing is overdue." in client.text
        client.get(f"/actions?group={world.other_group_id}")
        assert "New lamps" not in client.text

    @pytest.mark.parametrize("query", ["state=late", "organisation=x", "colour=red", "after=nonsense"])
    def test_unknown_filters_are_an_error(self, client, world, query) -> None:
        client.get(f"/actions?{query}", status=400)

    def test_a_longer_list_takes_no_more_statements(self, client, world, made) -> None:
        made(agree)
        client.get("/actions")
        before = len(client.statements)
        for _ in range(4):
            made(agree)
        client.get("/actions")
        assert len(client.statements) == before

    def test_what_is_due_is_divided_by_how_near_its_day_is(self, client, world, made, clock) -> None:
        made(agree, title="Mend the fence", due_on=IN_A_WEEK + timedelta(days=60))
        made(agree, title="New lamps")
        made(agree, title="New bins", due_on=IN_A_WEEK + timedelta(days=9))
        clock.move_to(NOW + timedelta(days=8))
        client.get("/actions?lang=en")
        order = ("New lamps", "Due in the next four weeks", "New bins", "Due later", "Mend the fence")
        places = [client.text.index(words) for words in order]
        assert places == sorted(places)
        client.get("/actions?state=overdue&lang=en")
        assert "Due later" not in client.text

    def test_each_organisation_with_how_much_it_owes(self, client, world, made) -> None:
        made(agree)
        client.get("/actions?lang=en")
        assert "Amt für Grün und Verkehr (1 not done)" in client.text

    def test_doubt_is_said_and_can_be_looked_for(self, client, world, made) -> None:
        action_id = made(doubted)
        made(finish, title="Mend the fence")
        client.get("/actions?state=doubted&lang=en")
        assert client.text.count("Reported as done, doubted") == 2 and "Mend the fence" not in client.text
        client.get("/actions?state=done&lang=en")
        assert client.text.count("Reported as done, doubted") == 2  # the filter, and the one that is
        client.get(f"/actions/{action_id}?lang=en")
        assert "Reported as done, doubted" in client.text and "1 person says: not yet." in client.text
        client.get(f"/actions?state=doubted&group={world.other_group_id}&lang=en")
        assert "Nothing that was reported as done is doubted." in client.text


class TestMap:
    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_it_stands_above_the_same_list(self, client, world, made, language) -> None:
        made(agree, place=BRIDGE)
        made(agree, title="Without a place")
        client.get(f"/actions/map?lang={language}")
        assert "New lamps" in client.text and "By the bridge" in client.text and "Without a place" in client.text

    def test_list_and_map_are_equal_ways_with_the_same_filters(self, client, world, made) -> None:
        made(agree, place=BRIDGE)
        chosen = f"?group={world.group_id}&state=overdue"
        for address in ("/actions", "/actions/map"):
            client.get(f"{address}{chosen}")
            links = {link.get("href") for link in client.page.iter() if link.get("href")}
            assert {f"/actions{chosen}", f"/actions/map{chosen}"} <= links

    def test_its_points_say_what_how_and_who(self, client, world, made, clock) -> None:
        made(agree, place=BRIDGE)
        made(agree, title="Without a place")
        clock.move_to(NOW + timedelta(days=8))
        answer = client.get("/actions/points.geojson", headers={"Accept-Language": "en"})
        assert answer.mimetype == "application/geo+json"
        (feature,) = answer.get_json()["features"]
        assert feature["geometry"] == {"type": "Point", "coordinates": [8.5, 53.5]}
        assert feature["properties"] == {
            "title": "New lamps", "lang": "en", "state": "Overdue · Amt für Grün und Verkehr", "standing": "overdue",
            "url": "/actions/1",
        }  # fmt: skip

    def test_filters_narrow_the_points(self, client, world, made) -> None:
        made(finish, place=BRIDGE)
        made(finish, place=BRIDGE)
        made(agree, place=BRIDGE)
        theirs = f"?organisation={world.organisations['cooperative']}"
        for narrowed, count in (("", 1), ("?state=done", 2), ("?state=overdue", 0), (theirs, 0)):
            assert len(client.get(f"/actions/points.geojson{narrowed}").get_json()["features"]) == count
        client.get("/actions/points.geojson?colour=red", status=400)
        client.get("/actions/map?state=late", status=400)

    def test_more_actions_cost_no_more_statements(self, client, world, made) -> None:
        made(agree, place=BRIDGE)
        client.get("/actions/map")
        few = len(client.statements)
        for _ in range(4):
            made(agree, place=BRIDGE)
        client.get("/actions/map")
        assert len(client.statements) == few <= 7


class TestAction:
    @pytest.mark.parametrize("name", EVERYBODY)
    def test_everybody_reads_who_owes_what_by_when(self, client, world, made, name) -> None:
        enter(client, world, name)
        client.get(f"/actions/{made(agree)}?lang=en")
        for words in ("New lamps", "Amt für Grün und Verkehr, City", "in 7 days", "Along the canal."):
            assert words in client.text
        assert ("Report progress" in client.text) is (name in ("city", "moderator"))

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, world, made, language) -> None:
        client.get(f"/actions/{made(finish)}?lang={language}")
        assert client.page.get("lang") == language

    def test_a_foreign_number_is_not_there(self, client, world) -> None:
        client.get("/actions/999", status=404)
        client.sign_in(world.moderator).post("/actions/999/progress", {}, status=404)
        for origin in ("", "?decision=999", "?topic=999", "?group=999"):
            client.get(f"/actions/new{origin}", status=404)

    def test_an_overdue_one_says_so(self, client, world, made, clock) -> None:
        action_id = made(agree)
        clock.move_to(NOW + timedelta(days=8))
        client.get(f"/actions/{action_id}?lang=en")
        assert "Overdue" in client.text


class TestReporting:
    def test_the_owner_reports_and_finishes(self, client, world, made) -> None:
        action_id = made(agree)
        client.sign_in(world.second_city).get(f"/actions/{action_id}")
        client.submit(action="/progress", text="The lamps are ordered.", state="in_progress", follow=True)
        assert "The lamps are ordered." in client.text and "In progress" in client.text
        client.submit(action="/progress", text="They shine.", state="done", follow=True)
        assert "done today" in client.text

    def test_an_empty_report_is_asked_for(self, client, world, made) -> None:
        client.sign_in(world.city).get(f"/actions/{made(agree)}")
        client.submit(action="/progress", text=" ", state="done", status=422)
        assert "Please say in a sentence how it goes." in client.text

    @pytest.mark.parametrize("name", ["resident", "cooperative", "secretary", "admin", "other_moderator"])
    def test_others_do_not_report(self, client, world, made, name) -> None:
        action_id = made(agree)
        enter(client, world, name)
        client.post(f"/actions/{action_id}/progress", {"text": "Done!", "state": "done"}, status=403)


class TestAgreeing:
    def test_from_a_decision(self, client, world, made) -> None:
        decision_id = made(decide)
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}")
        client.get(f"/actions/new?decision={decision_id}")
        client.submit(
            title="Put up signs", organisation=world.organisations["city"], person=world.city.person_id,
            due_on="2026-12-15", follow=True,
        )  # fmt: skip
        assert "Put up signs" in client.text and "Play street" in client.text

    def test_the_place_is_that_of_the_topics_issue_unless_changed(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            topic_id = raise_it(session, world, place="Behind house 12", latitude=53.5, longitude=8.5).id
        client.sign_in(world.moderator).get(f"/actions/new?topic={topic_id}&lang=en")
        written = {"title": "Lamps", "organisation": world.organisations["city"], "due_on": "2026-12-15"}
        client.submit(**written, follow=True)
        assert "Behind house 12" in client.text and point_of(client) == "53.5"
        client.get(f"/actions/new?topic={topic_id}&lang=en")
        client.submit(**written, place="On the bridge", latitude="", longitude="", follow=True)
        assert "On the bridge" in client.text and point_of(client) is None

    def test_half_a_point_is_asked_for(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/actions/new?group={world.group_id}&lang=en")
        client.submit(
            title="Lamps", organisation=world.organisations["city"], due_on="2026-12-15", latitude="53,5", status=422
        )
        assert "A point needs both numbers." in client.text

    def test_from_a_topic_it_joins_the_thread(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            topic_id = open_topic(
                session, world.moderator, world.group(session), title="Light", summary="", lang="en", now=NOW
            ).id
        client.sign_in(world.moderator).get(f"/actions/new?topic={topic_id}")
        client.submit(title="Lamps", organisation=world.organisations["city"], due_on="2026-12-15", follow=True)
        client.get(f"/topics/{topic_id}")
        assert "Lamps" in client.text

    def test_wrong_input_keeps_the_typing(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/actions/new?group={world.group_id}")
        client.submit(title="Lamps", due_on="2026-11-01", status=422)
        assert "Please choose who does it." in client.text
        assert "This day has passed. Please choose a later one." in client.text
        assert any(field.get("value") == "Lamps" for field in client.page.iter())

    def test_a_person_of_another_organisation_is_refused_with_the_reason(self, client, world) -> None:
        client.sign_in(world.moderator).get(f"/actions/new?group={world.group_id}")
        client.submit(
            title="Lamps", organisation=world.organisations["city"], person=world.initiative.person_id,
            due_on="2026-12-15", status=409,
        )  # fmt: skip
        assert "This person has no seat for that organisation." in client.text

    def test_only_moderator_and_secretary_note_it(self, client, world) -> None:
        for name in ("resident", "city", "admin", "other_moderator"):
            enter(client, world, name)
            client.get(f"/actions/new?group={world.group_id}", status=403)


class TestConfirming:
    def test_neighbours_say_that_it_is_done(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            action_id = raised_and_done(session, world).id
        client.sign_in(world.resident).get(f"/actions/{action_id}")
        assert "Nobody of those who raised it has said so yet." in client.text
        client.submit(action="/confirm", says="done", follow=True)
        assert "1 person who raised it says: done." in client.text and "You said: done." in client.text

    def test_the_owner_is_told_what_to_do_about_a_doubt(self, client, world, made) -> None:
        action_id = made(doubted)
        client.sign_in(world.city).get(f"/actions/{action_id}?lang=en")
        assert "Have a look together at what is missing." in client.text
        client.sign_in(world.observer).get(f"/actions/{action_id}?lang=en")
        assert "Have a look together" not in client.text

    def test_who_did_not_raise_it_is_refused_with_the_reason(self, client, database, world) -> None:
        with database.unit_of_work() as session:
            action_id = raised_and_done(session, world).id
        client.sign_in(world.observer).get(f"/actions/{action_id}")
        assert "Not yet" not in client.text
        client.post(f"/actions/{action_id}/confirm", {"says": "done"}, status=409)
        assert "Only people who reported or supported" in client.text

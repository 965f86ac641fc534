"""Issues through the door: answering, talking, supporting, following, attaching; the list and its map."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from time_machine import Traveller

from quarter.foundation.db import Database
from quarter.issues import service
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Comment, Issue
from tests.conftest import NOW
from tests.factories.world import PASSWORD, World
from tests.issues.reports import report, send_report, stored, stored_topic, value_of
from tests.strict_client import XHTML, StrictClient

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def issue_of(database: Database, issue_id: int) -> Issue:
    with database.session(writes=False) as session:
        return session.get_one(Issue, issue_id)


def count_issues(client: StrictClient) -> int:
    client.get("/issues")
    return len(client.page.findall(f".//{XHTML}ul[@class='rows']/{XHTML}li"))


class TestTheWayOfAnIssue:
    def test_report_ask_answer_comment_support_attach(self, client: StrictClient, world: World) -> None:
        send_report(client.sign_in(world.resident))
        client.sign_in(world.moderator).get("/issues/1/ask")
        client.submit(organisation=str(world.organisations["city"]), follow=True)
        assert "Amt für Grün und Verkehr is asked to answer by" in client.text
        client.sign_in(world.city).get("/issues/1/answer")
        client.submit(state="in_progress", text="We repair it on Tuesday.", follow=True)
        assert "We repair it on Tuesday." in client.text
        client.sign_in(world.neighbour).get("/issues/1")
        client.submit(action="/comments", text="At last!", follow=True)
        assert "At last!" in client.text and "Comments (1)" in client.text
        client.submit(action="/support", follow=True)
        assert "1 person supports this. You do, too." in client.text
        client.sign_in(world.moderator).get("/issues/1/topic")
        client.submit(action="/topic/new", title="Playground North", follow=True)
        client.sign_out().get("/issues/1?lang=en")
        assert "This issue belongs to a topic of the group: Playground North" in client.text
        path = client.page.find(f".//{XHTML}ol[@class='path']")
        assert len(path.findall(f"{XHTML}li")) == 5

    def test_an_existing_topic_can_be_chosen(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id, topic_id = stored(database, world), stored_topic(database, world, title="Paths")
        client.sign_in(world.secretary).get(f"/issues/{issue_id}/topic")
        client.submit(action="/topic", topic=str(topic_id), follow=True)
        assert "The issue now belongs to the topic “Paths”." in client.text


class TestWhoMay:
    @pytest.mark.parametrize("door", ["topic", "ask"])
    def test_the_moderator_of_another_quarter_may_not(
        self, client: StrictClient, world: World, database: Database, door: str
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.other_moderator).get(f"/issues/{issue_id}/{door}", status=403)
        client.post(f"/issues/{issue_id}/{door}", {"topic": "1", "organisation": "1"}, status=403)
        client.post(f"/issues/{issue_id}/topic/new", {"title": "Mine"}, status=403)

    def test_a_topic_of_another_group_is_not_found(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id, foreign = stored(database, world), stored_topic(database, world, elsewhere=True)
        client.sign_in(world.moderator).get(f"/issues/{issue_id}/topic")
        client.submit(action="/topic/new", title="Ours")
        for topic_id in (foreign, 999):
            client.get(f"/issues/{issue_id}/topic")
            client.submit(topic=str(topic_id), status=404)
        client.get(f"/issues/{issue_id}/topic")
        client.submit(topic="", status=422)
        assert "Please choose a topic." in client.text

    def test_only_the_body_asked_answers(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world, asked="city")
        for actor in (world.cooperative, world.moderator, world.resident, world.admin):
            client.sign_in(actor).get(f"/issues/{issue_id}/answer", status=403)
        client.sign_in(world.second_city).get(f"/issues/{issue_id}/answer")

    def test_without_signing_in_one_reads_and_is_led_to_sign_in(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Sign in to support this" in client.text and "Sign in to comment" in client.text
        for deed in ("comments", "support"):
            response = client.post(f"/issues/{issue_id}/{deed}", {"text": "Hello", "lang": "en"})
            assert response.headers["Location"].startswith("/accounts/sign-in")
        assert issue_of(database, issue_id).comment_count == 0

    def test_who_has_signed_in_comes_back_to_the_button(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        response = client.sign_in(world.resident).get(f"/issues/{issue_id}/support", status=303)
        assert response.headers["Location"] == f"/issues/{issue_id}#support"
        assert issue_of(database, issue_id).support_count == 0

    @pytest.mark.parametrize(
        "door",
        [
            "",
            "/comments",
            "/support",
            "/follow",
            "/photos",
            "/change",
            "/photos/1/remove",
            "/answer",
            "/ask",
            "/topic",
            "/topic/new",
        ],
    )
    def test_an_issue_that_is_not_there_is_not_found(self, client: StrictClient, world: World, door: str) -> None:
        client.sign_in(world.moderator).get(f"/issues/999{door}", status=404)


class TestTwoAtOnce:
    def test_the_second_answer_keeps_its_text_and_shows_the_first(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        address = f"/issues/{issue_id}/answer"
        form = {"state": "done", "lang": "en", "version": "1"}
        client.sign_in(world.city).post(address, form | {"text": "We were there."})
        client.sign_in(world.second_city).post(address, form | {"text": "All repaired."}, status=409)
        assert "We were there." in client.text
        assert value_of(client, "text") == "All repaired."
        client.submit(follow=True)
        assert "All repaired." in client.text and "1 earlier answer" in client.text

    def test_the_second_asking_is_told_that_something_changed(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        address = f"/issues/{issue_id}/ask"
        city, cooperative = (str(world.organisations[key]) for key in ("city", "cooperative"))
        client.sign_in(world.moderator).post(address, {"organisation": city, "version": "1"})
        client.sign_in(world.secretary).post(address, {"organisation": cooperative, "version": "1"}, status=409)
        assert "Somebody else changed this issue meanwhile." in client.text
        assert issue_of(database, issue_id).organisation_id == world.organisations["city"]

    def test_asking_after_the_due_day_promises_no_day_that_has_passed(
        self, client: StrictClient, world: World, database: Database, clock: Traveller
    ) -> None:
        issue_id = stored(database, world)
        clock.move_to(NOW + timedelta(days=20))
        client.sign_in(world.moderator).get(f"/issues/{issue_id}/ask")
        client.submit(organisation=str(world.organisations["city"]), follow=True)
        assert "Amt für Grün und Verkehr is asked to answer now: the answer is overdue." in client.text

    def test_an_answer_with_nothing_in_it_is_asked_for_again(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        client.sign_in(world.city).get(f"/issues/{issue_id}/answer")
        client.submit(status=422)
        assert "What becomes of this issue? Please choose what becomes of this issue." in client.text
        assert "Your answer: Please write the answer" in client.text
        client.submit(state="new", text="No.", status=422)
        assert issue_of(database, issue_id).state is IssueState.NEW


class TestIssuePage:
    def test_an_overdue_answer_is_said_in_words(
        self, client: StrictClient, world: World, database: Database, clock: Traveller
    ) -> None:
        issue_id = stored(database, world, asked="city")
        clock.move_to(NOW + timedelta(days=15))
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Answer overdue since Mon 7 Dec" in client.text
        assert "has not done so yet" in client.text

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

    def test_an_empty_comment_keeps_the_page_and_says_what_is_missing(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        client.submit(action="/comments", text="  ", status=422)
        assert "Please write your comment before you send it." in client.text
        assert client.page.find(f".//{XHTML}h1") is not None

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

    def test_support_can_be_taken_back(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.neighbour).get(f"/issues/{issue_id}")
        client.submit(action="/support", follow=True)
        client.submit(action="/support/withdraw", follow=True)
        assert "Nobody has supported this yet." in client.text

    def test_whoever_reported_it_supports_it_anyway(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Support this issue" not in client.text
        client.post(f"/issues/{issue_id}/support", status=403)
        assert issue_of(database, issue_id).support_count == 0

    def test_before_one_comments_one_reads_that_the_name_stands_with_it(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.neighbour).get(f"/issues/{issue_id}")
        assert "Your name stands with it: Neighbour." in client.text and "Who reported the issue" not in client.text
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Your name stands with it: Resident. Who reported the issue is not shown" in client.text

    def test_a_young_report_does_not_speak_of_what_became_of_it(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "What can become of it" in client.text and "What became of it" not in client.text

    def test_earlier_comments_are_on_the_next_page(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = self.talked_about(database, world, comments=30)
        client.get(f"/issues/{issue_id}?lang=en")
        assert "Comment 29" in client.text and "Comment 4 " not in client.text
        (earlier,) = [link.get("href") for link in client.page.iter(f"{XHTML}a") if link.get("rel") == "next"]
        client.get(earlier)
        assert "Comment 0" in client.text
        client.get(f"/issues/{issue_id}?after=nonsense", status=400)

    def test_thirty_comments_cost_no_more_statements_than_one(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        counts = []
        for comments in (1, 30):
            issue_id = self.talked_about(database, world, comments=comments)
            client.get(f"/issues/{issue_id}")
            counts.append(len(client.statements))
        assert counts[0] == counts[1]

    def talked_about(self, database: Database, world: World, *, comments: int) -> int:
        """An issue with comments, and with an answer and a topic."""
        with database.unit_of_work() as session:
            issue = report(session, world)
            service.open_topic_from(session, world.moderator, issue, title="T", summary="", lang="en", now=NOW)
            for number in range(comments):
                text = f"Comment {number} of many"
                service.comment(session, world.neighbour, issue, text=text, lang="en", now=NOW)
            return issue.id


class TestRewording:
    def test_the_reporter_changes_the_words_until_there_is_an_answer(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world, asked="city")
        client.sign_in(world.resident).get(f"/issues/{issue_id}")
        assert "Change my words" in client.text
        client.get(f"/issues/{issue_id}/change")
        assert value_of(client, "text") == "One of the chains is torn since Monday."
        client.submit(title=" ", status=422)
        assert "Please say in a few words what it is." in client.text
        client.submit(title="Both swings are broken", place="Playground South", follow=True)
        assert "Your words are changed." in client.text and "Playground South" in client.text
        assert issue_of(database, issue_id).title == "Both swings are broken"
        client.sign_in(world.city).get(f"/issues/{issue_id}/answer")
        client.submit(state="done", text="Repaired.")
        client.sign_in(world.resident).get(f"/issues/{issue_id}/change", status=403)
        client.get(f"/issues/{issue_id}")
        assert "Change my words" not in client.text

    @pytest.mark.parametrize("who", ["neighbour", "city", "moderator", "admin"])
    def test_nobody_else_does(self, client: StrictClient, world: World, database: Database, who: str) -> None:
        issue_id = stored(database, world)
        client.sign_in(getattr(world, who)).get(f"/issues/{issue_id}/change", status=403)
        client.post(f"/issues/{issue_id}/change", {"title": "Mine", "lang": "en", "version": "1"}, status=403)

    def test_what_was_typed_is_kept_when_somebody_was_asked_meanwhile(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        issue_id = stored(database, world)
        words = {"title": "Both swings", "lang": "en", "version": "0"}
        client.sign_in(world.resident).post(f"/issues/{issue_id}/change", words, status=409)
        assert value_of(client, "title") == "Both swings"
        client.submit(follow=True)
        assert issue_of(database, issue_id).title == "Both swings"

    def test_the_thread_tells_it(self, client: StrictClient, world: World, database: Database) -> None:
        issue_id = stored(database, world)
        client.sign_in(world.resident).get(f"/issues/{issue_id}/change")
        client.submit(title="Both swings are broken")
        with database.unit_of_work() as session:
            issue = session.get_one(Issue, issue_id)
            service.open_topic_from(session, world.moderator, issue, title="T", summary="", lang="en", now=NOW)
        client.get(f"/issues/{issue_id}")
        assert "Reworded by whoever reported it: Both swings are broken" in client.text


class TestSupportAtTheDoor:
    """A visitor who supports says who they are on the way, and need not press again."""

    def at_the_door(self, client: StrictClient, database: Database, world: World) -> str:
        address = f"/issues/{stored(database, world)}/support"
        client.get(f"{address}?lang=en")
        assert "Your support counts with the next button: The swing is broken" in client.text
        return address

    def test_with_a_new_account(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"new-name": "Ada", "new-email": "ada@test.example", "new-password": "a long password"}
        client.submit(action=address, to="sign_up", **who, follow=True)
        assert "Thank you, your support counts." in client.text
        assert "1 person supports this. You do, too." in client.text

    def test_with_an_account(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"known-email": "neighbour@test.example", "known-password": PASSWORD}
        client.submit(action=address, to="sign_in", **who | {"known-password": "wrong"}, status=422)
        assert "do not fit together" in client.text and "The swing is broken" in client.text
        client.submit(action=address, to="sign_in", **who, follow=True)
        assert "1 person supports this. You do, too." in client.text

    def test_with_what_is_missing_said(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        client.submit(action=address, to="sign_up", status=422)
        assert "Please write a name" in client.text and issue_of(database, 1).support_count == 0

    def test_whoever_reported_it_only_comes_in(self, client: StrictClient, world: World, database: Database) -> None:
        address = self.at_the_door(client, database, world)
        who = {"known-email": "resident@test.example", "known-password": PASSWORD}
        client.submit(action=address, to="sign_in", **who, follow=True)
        assert "by you" in client.text and issue_of(database, 1).support_count == 0


class TestMine:
    def test_ones_own_reports_are_found_again(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Mine")
        with database.unit_of_work() as session:
            report(session, replace(world, resident=world.neighbour), title="Theirs")
        client.sign_in(world.resident).get("/issues")
        client.get("/issues?mine=1")
        assert "Mine" in client.text and "Theirs" not in client.text
        assert value_of(client, "mine") == "1"  # the search stays among them
        client.get("/issues?mine=1&q=elephant")
        assert "No issue fits your search." in client.text
        client.sign_in(world.city).get("/issues?mine=1")
        assert "You have not reported anything yet." in client.text and "Mine" not in client.text

    def test_the_account_menu_leads_there(self, client: StrictClient, world: World) -> None:
        client.sign_in(world.resident).get("/issues")
        header = client.page.find(f".//{XHTML}header")
        assert [a.get("href") for a in header.iter(f"{XHTML}a") if a.text == "My issues"] == ["/issues?mine=1"]

    def test_a_visitor_is_led_to_sign_in_and_nobody_reads_anothers(self, client: StrictClient, world: World) -> None:
        for address in ("/issues?mine=1", "/issues/points.geojson?mine=1"):
            assert client.get(address, status=303).headers["Location"].startswith("/accounts/sign-in")
        client.sign_in(world.resident).get("/issues?mine=2", status=400)

    def test_the_map_shows_the_same(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Mine", latitude=52.48, longitude=13.43)
        client.sign_in(world.neighbour)
        assert json.loads(client.get("/issues/points.geojson?mine=1").get_data(as_text=True))["features"] == []

    def test_many_cost_no_more_statements_than_one(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (1, 12):
            for _ in range(number):
                stored(database, world)
            client.get("/issues?mine=1")
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 6


class TestList:
    def test_an_empty_list_explains_how_it_works(self, client: StrictClient, world: World) -> None:
        client.get("/issues?lang=en")
        assert "Nothing reported yet" in client.text
        assert len(client.page.findall(f".//{XHTML}main//{XHTML}ol/{XHTML}li")) == 3

    def test_a_row_says_how_it_stands_where_who_and_when(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, asked="city")
        client.get("/issues?lang=en")
        for words in (
            "The swing is broken",
            "New",
            "Playground North",
            "Amt für Grün",
            "Answer by Mon 7 Dec",
        ):
            assert words in client.text

    def test_the_search_form_narrows_the_list_and_keeps_what_was_chosen(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Swing")
        stored(database, world, title="Lamp", category=Category.LIGHTING)
        client.get(f"/issues?lang=en&group={world.group_id}&q=lam&category=lighting&state=new")
        assert "Lamp" in client.text and "Swing" not in client.text
        assert value_of(client, "q") == "lam" and value_of(client, "group") == str(world.group_id)
        client.get("/issues?lang=en&q=elephant&category=&state=")
        assert "No issue fits your search." in client.text

    def test_a_search_says_how_many_it_found_and_leads_there(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        for number in range(27):
            stored(database, world, title=f"Lamp {number}")
        stored(database, world, title="Swing")
        client.get("/issues?lang=en")
        assert client.page.find(f".//{XHTML}form[@role='search']").get("action").endswith("#found")
        client.get("/issues?lang=en&q=lamp")
        heading = client.page.find(".//*[@id='found']")
        assert "27 issues about “lamp”" in "".join(heading.itertext()).replace("\u2068", "").replace("\u2069", "")
        client.get("/issues?lang=en&category=playground")
        assert "28 issues fit your search" in client.text

    def test_every_word_of_a_search_is_wanted_in_any_order(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Broken lamp", place="Canal road")
        stored(database, world, title="Broken swing", place="Playground")
        client.get("/issues?lang=en&q=road+broken")
        assert "Broken lamp" in client.text and "Broken swing" not in client.text

    @pytest.mark.parametrize("typed", ["Rolstuhl", "rollstühle", "burgertreff", "Ubergang strasse", "ÜBERGANG"])
    def test_a_mistyped_word_finds_what_is_written_almost_like_it(
        self, client: StrictClient, world: World, database: Database, typed: str
    ) -> None:
        title = "Mit dem Rollstuhl zum Bürgertreff"
        issue_id = stored(database, world, title=title, place="Übergang Straße", latitude=52.47, longitude=13.42)
        stored(database, world, title="Lampe")
        client.get(f"/issues?lang=en&q={typed}")
        assert title in client.text and "Lampe" not in client.text
        points = client.page.find(".//*[@data-points]").get("data-points")
        assert [each["properties"]["url"] for each in self.features(client, points)] == [f"/issues/{issue_id}"]

    def test_the_page_says_that_it_looked_for_other_words(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, title="Rollstuhl")
        client.get("/issues?lang=en&q=Rolstuhl")
        plain = client.text.replace("\u2068", "").replace("\u2069", "")
        assert "1 issue about “Rollstuhl”" in plain and "No issue says “Rolstuhl”." in plain
        assert value_of(client, "q") == "Rolstuhl"
        client.get("/issues?lang=en&q=Rollstuhl")
        assert "No issue says" not in client.text

    @pytest.mark.parametrize(
        "filters",
        ["state=nonsense", "category=swing", "group=x", "colour=red", "after=nonsense", "quarter=1.5"],
    )
    def test_filters_that_do_not_exist_are_a_mistake(self, client: StrictClient, filters: str) -> None:
        client.get(f"/issues?{filters}", status=400)

    def test_any_words_can_be_searched(self, client: StrictClient) -> None:
        client.get("/issues?lang=en&q=%25_'\"" + "x" * 500)
        assert "No issue fits your search." in client.text

    def test_twenty_five_issues_cost_no_more_statements_than_three(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        client.sign_in(world.resident)
        counts = []
        for number in (3, 22):
            with database.unit_of_work() as session:
                for _ in range(number):
                    report(session, world)
            assert count_issues(client) in (3, 25)
            counts.append(len(client.statements))
        assert counts[0] == counts[1] <= 8

    def test_the_map_shows_the_same_filters(self, client: StrictClient, world: World, database: Database) -> None:
        stored(database, world, title="Nowhere")
        lamp = {"title": "Lamp", "category": Category.LIGHTING, "latitude": 52.48, "longitude": 13.43}
        issue_id = stored(database, world, **lamp)
        stored(database, world, title="Swing", latitude=52.47, longitude=13.42)
        features = self.features(client, "/issues/points.geojson?category=lighting&lang=en")
        assert features == [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [13.43, 52.48]},
                "properties": {"title": "Lamp", "lang": "en", "state": "New", "url": f"/issues/{issue_id}"},
            }
        ]
        client.get("/issues/points.geojson?colour=red", status=400)

    def test_the_list_points_its_map_to_its_own_points(
        self, client: StrictClient, world: World, database: Database
    ) -> None:
        stored(database, world, group=None)
        client.get(f"/issues?lang=en&quarter={world.quarter_id}&state=new")
        (box,) = [element for element in client.page.iter() if element.get("data-map") is not None]
        assert box.get("data-boundary") == f"/quarters/{world.quarter_slug}/boundary.geojson"
        assert box.get("data-points") == f"/issues/points.geojson?quarter={world.quarter_id}&state=new"
        assert box.get("aria-label")
        assert self.features(client, box.get("data-points")) == []

    def features(self, client: StrictClient, address: str) -> list[dict[str, Any]]:
        return json.loads(client.get(address).get_data(as_text=True))["features"]


def test_a_comment_sent_twice_stands_there_once(client: StrictClient, world: World, database: Database) -> None:
    issue_id = stored(database, world)
    client.sign_in(world.resident).get(f"/issues/{issue_id}")
    for _ in range(2):
        client.submit(action="/comments", text="Once.")
    with database.session(writes=False) as session:
        assert len(session.exec(Comment.__table__.select()).all()) == 1

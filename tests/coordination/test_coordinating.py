"""What needs the moderator or the secretary today, and what they can do about it."""

from datetime import timedelta

from quarter.meetings.service.course import end
from tests.actions.deeds import doubted
from tests.conftest import NOW
from tests.coordination.due import everything, report
from tests.coordination.reading import links, primary
from tests.meetings.evening import BEGIN, planned, running
from tests.minutes.test_objections import circulated, objection


def test_nothing_needs_you(client, world) -> None:
    client.sign_in(world.moderator).get("/coordination")
    assert "Nothing needs you today. Nothing is planned either." in client.text
    assert "No meeting is planned yet. Plan a meeting" in client.text
    assert primary(client) == []


def test_nothing_needs_you_yet_but_something_comes(client, world, made) -> None:
    made(report, "Lampe", asked="city")
    client.sign_in(world.moderator).get("/coordination")
    assert "Nothing needs you today. What comes next stands below." in client.text
    assert "answer due in 14 days" in client.text


def test_the_most_urgent_comes_first_with_its_deed(client, world, made, clock) -> None:
    made(report, "Spät", asked="city")
    clock.move_to(NOW + timedelta(days=15))
    made(report, "Ungefragt", days=15)
    client.sign_in(world.moderator).get("/coordination")
    assert primary(client) == ["Ask another organisation"]
    assert client.text.index("Spät") < client.text.index("Ungefragt")
    for words in (
        "2 things need you today",
        "Overdue",
        "Amt für Grün und Verkehr",
        "Ask an organisation to answer",
    ):
        assert words in client.text


def test_a_running_meeting_goes_before_all(client, world, made, clock) -> None:
    made(report, "Lampe")
    made(running)
    clock.move_to(BEGIN)
    client.sign_in(world.secretary).get("/coordination")
    assert primary(client) == ["Go on with the meeting"]


def test_what_only_the_moderator_may_do_is_no_deed_of_the_secretary(client, world, made) -> None:
    made(planned)
    client.sign_in(world.secretary).get("/coordination")
    assert primary(client) == ["Have a look"] and "waits for the moderator" in client.text


def test_every_deed_leads_to_a_page(client, database, world, clock) -> None:
    everything(database, world)
    with database.unit_of_work() as session:
        meeting = running(session, world)
        end(session, world.secretary, meeting, now=BEGIN + timedelta(hours=2))
    clock.move_to(NOW + timedelta(days=21))
    client.sign_in(world.moderator).get("/coordination")
    deeds = {
        "Ask an organisation to answer", "Ask another organisation", "Report progress", "Open the vote",
        "Circulate the minutes", "Count the votes",
    }  # fmt: skip
    found = {words.split(":")[0]: address for words, address in links(client).items()}
    assert deeds <= set(found)
    for words in deeds:
        client.get(found[words])


def test_the_vote_tells_its_turnout_and_never_how(client, database, world) -> None:
    everything(database, world)
    client.sign_in(world.moderator).get("/coordination?kind=vote")
    assert "1 of 6 seats have voted so far." in client.text and "In favour" not in client.text


def test_objections_are_answered_before_the_minutes_are_approved(client, database, world) -> None:
    with database.unit_of_work() as session:
        meeting = circulated(session, world)
        objection(session, world, meeting)
        meeting_id = meeting.id
    client.sign_in(world.moderator).get("/coordination?lang=en")
    assert links(client)["Answer the objections"] == f"/meetings/{meeting_id}/minutes#objections"
    assert "Approve the minutes" not in client.text


def test_the_moderator_clears_up_a_doubt(client, database, world, made) -> None:
    action_id = made(doubted)
    client.sign_in(world.moderator).get("/coordination?lang=en")
    assert "Reported as done, doubted" in client.text and primary(client) == ["Clear up the doubt"]
    assert links(client)["Clear up the doubt"] == f"/actions/{action_id}"
    client.get("/coordination?view=board&lang=en")
    assert client.text.count("Reported as done, doubted") == 2
    client.sign_in(world.secretary).get("/coordination?lang=en")
    assert "Clear up the doubt" not in client.text and "Reported as done, doubted" in client.text

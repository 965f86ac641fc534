"""The evening of a meeting, page by page."""

import io
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlmodel import Session, select

from quarter.meetings import service
from quarter.meetings.exports.formats import FORMATS
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries import get_record
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import BEGIN, EVERYBODY, a_topic, after, ended, items, planned, running, sealed
from tests.strict_client import StrictClient

Make = Callable[..., Any]


@pytest.fixture
def make(app: Flask, world: World) -> Make:
    """Do something with the services and commit it: `make(planned)` gives back the meeting's id."""

    def do(deed: Callable[..., Any], *args: Any) -> int:
        with app.extensions["quarter.database"].unit_of_work() as session:
            return deed(session, world, *args).id

    return do


@pytest.fixture
def look(app: Flask) -> Make:
    """Read something from the database: `look(items, meeting)`."""

    def read(deed: Callable[[Session], Any]) -> Any:
        with app.extensions["quarter.database"].session(writes=False) as session:
            return deed(session)

    return read


def ids_of(look: Make, meeting: int) -> list[int]:
    return look(lambda session: [item.id for item in items(session, session.get_one(Meeting, meeting))])


def test_a_whole_meeting_from_the_plan_to_the_sealed_minutes(
    client: StrictClient, world: World, make: Make, look: Make, clock: time_machine.Traveller
) -> None:
    topic = make(a_topic)
    client.sign_in(world.moderator)
    client.get(f"/meetings/new?group={world.group_id}")
    client.submit(starts_at="2026-12-01T18:00", place="Stadtteilbüro", lang="de", follow=True)
    client.submit(action="/agenda/topics", topic=str(topic), follow=True)
    opening, _questions, street = ids_of(look, 1)
    client.submit(action=f"/items/{street}/up", follow=True)
    client.submit(action=f"/items/{street}/down", follow=True)
    client.submit(action=f"/items/{street}/up", follow=True)
    client.get("/meetings/1")
    client.submit(action="/invite", follow=True)

    clock.move_to(BEGIN)
    client.sign_in(world.secretary).get("/meetings/1")
    client.submit(action="/start", follow=True)
    for name in EVERYBODY[:-1]:
        client.submit(action=f"/{world.seats[name]}/arrive", follow=True)
    assert "Quorate: 5 of 6" in client.text
    client.submit(action=f"/items/{opening}/begin", follow=True)
    client.submit(action=f"/items/{opening}", notes="Begrüßung.", then="next", follow=True)
    assert "item 2: Sichere Wege zur Kita" in client.text

    clock.move_to(after(20))
    client.get(f"/meetings/1/items/{street}/question")
    client.submit(title="Spielstraße", question="Soll die Gasse Spielstraße werden?", lang="de", follow=True)
    client.get(f"/meetings/1/items/{street}/decisions/1")
    client.submit(city_yes="1", city_no="1", cooperatives_yes="2", residents_yes="1", follow=True)
    assert "Not carried." in client.text
    client.get(f"/meetings/1/items/{street}/action")
    client.submit(
        title="Genehmigung vorbereiten", organisation=str(world.organisations["city"]),
        person=str(world.city.person_id), due_on="2027-01-15", lang="de",
        place="Vor der Kita", follow=True,
    )  # fmt: skip
    assert "Genehmigung vorbereiten" in client.text and "Not begun" in client.text

    clock.move_to(after(90))
    client.get("/meetings/1/end")
    client.submit(follow=True)
    assert "This is a draft." in client.text
    client.submit(action="/circulate", follow=True)
    client.sign_in(world.moderator).get("/meetings/1/minutes")
    client.submit(action="/approve", follow=True)
    for signer in (world.secretary, world.moderator):
        client.sign_in(signer).get("/meetings/1/minutes/sign")
        client.submit()
    client.get("/meetings/1/minutes/seal")
    client.submit(follow=True)

    client.sign_out().get("/meetings/1/minutes")
    for found in ("Sealed", "Decision 2026/01-1", "Soll die Gasse", "Begrüßung.", "Absent: N."):
        assert found in client.text
    client.sign_in(world.city).get("/meetings/1/minutes")
    assert "Absent: Neighbour" in client.text
    assert look(lambda session: get_record(session, 1).record.sha256) in client.text
    content = client.get("/meetings/1/minutes.pdf?lang=ar").get_data()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "Soll die Gasse Spielstraße werden?" in text


def test_the_list_shows_what_comes_next_then_what_was(client: StrictClient, make: Make) -> None:
    make(sealed)
    make(planned)
    client.get("/meetings")
    assert client.text.index("Meeting 2 Planned") < client.text.index("Meeting 1 Ended")
    assert "Minutes: Sealed" in client.text


def test_the_list_explains_itself_while_it_is_empty(client: StrictClient) -> None:
    client.get("/meetings")
    assert "No meeting is planned at the moment." in client.text


@pytest.mark.parametrize("query", ["quarter=x", "colour=red", "after=nonsense"])
def test_the_list_takes_no_unknown_filter(client: StrictClient, query: str) -> None:
    client.get(f"/meetings?{query}", status=400)


def test_the_list_can_be_narrowed_to_a_quarter_or_group(client: StrictClient, world: World, make: Make) -> None:
    make(planned)
    client.get(f"/meetings?quarter={world.quarter_id}&group={world.group_id}")
    assert "Meeting 1" in client.text
    client.get(f"/meetings?quarter={world.other_quarter_id}")
    assert "Meeting 1" not in client.text


def test_the_list_takes_the_same_statements_for_one_meeting_or_many(client: StrictClient, make: Make) -> None:
    make(sealed)
    make(planned)
    client.get("/meetings")
    few = len(client.statements)
    for _ in range(4):
        make(planned)
        make(ended)
    client.get("/meetings")
    assert len(client.statements) == few


@pytest.mark.parametrize("address", ["/meetings/1", "/meetings/1/minutes", "/meetings/1/items/1"])
def test_a_page_takes_the_same_statements_for_any_agenda(
    client: StrictClient, world: World, make: Make, look: Make, app: Flask, address: str
) -> None:
    make(running)
    client.sign_in(world.secretary).get(address)
    few = len(client.statements)
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = session.get_one(Meeting, 1)
        for number in range(10):
            service.add_item(session, world.moderator, meeting, title=f"Punkt {number}", now=NOW)
    client.get(address)
    assert len(client.statements) == few


def test_past_meetings_go_on_on_the_next_page(client: StrictClient, make: Make, app: Flask) -> None:
    for _ in range(3):
        make(ended)
    with app.extensions["quarter.database"].unit_of_work() as session:
        [meeting, *_] = session.exec(select(Meeting)).all()
        for number in range(10, 40):
            copy = meeting.model_dump(exclude={"id", "number"})
            session.add(Meeting(**copy, number=number))
        session.flush()
        for row in session.exec(select(Meeting).where(Meeting.number >= 10)).all():
            session.add(type(get_record(session, 1).record)(meeting_id=row.id))
    client.get("/meetings")
    more = next(link.get("href") for link in client.page.iter() if link.get("rel") == "next")
    client.get(more)
    assert "Meeting 1 Ended" in client.text
    assert "Next" not in client.text.split("Past meetings")[0].split("Plan")[-1]


def test_before_the_meeting_everybody_finds_time_place_and_agenda(client: StrictClient, make: Make) -> None:
    make(planned)
    client.get("/meetings/1")
    for found in ("Stadtteilbüro", "18:00", "Eröffnung", "Sichere Wege zur Kita", "when 3 of its 6 votes"):
        assert found in client.text
    calendar = client.get("/meetings/1.ics")
    assert calendar.mimetype == "text/calendar"
    assert b"UID:meeting-1@127.0.0.1" in calendar.get_data()


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/99", "/meetings/99.ics", "/meetings/99/minutes", "/meetings/99/minutes.pdf",
        "/meetings/1/minutes.exe", "/meetings/99/minutes/file",
        "/meetings/items/99", "/meetings/1/items/99", "/meetings/2/items/1", "/meetings/2/items/1/question",
        "/meetings/2/agenda/items/1/remove", "/meetings/1/items/1/decisions/1", "/meetings/new?group=99",
    ],
)  # fmt: skip
def test_what_is_missing_or_belongs_to_another_meeting_is_not_found(
    client: StrictClient, world: World, make: Make, address: str
) -> None:
    make(planned)
    make(planned)
    client.sign_in(world.moderator).get(address, status=404)


def test_a_question_is_counted_only_under_its_own_item(client: StrictClient, world: World, make: Make) -> None:
    make(ended)  # decision 1 is under item 2
    client.sign_in(world.secretary).get("/meetings/1/items/2/decisions/1")
    client.get("/meetings/1/items/1/decisions/1", status=404)


def test_a_seat_of_another_group_is_not_found(client: StrictClient, world: World, make: Make) -> None:
    make(running)
    stranger = world.seats["other_member"]
    client.sign_in(world.secretary).post(f"/meetings/1/attendance/{stranger}/arrive", status=404)


@pytest.mark.parametrize("deed", ["invite", "start", "end", "minutes/circulate", "agenda/items"])
def test_members_and_strangers_do_not_run_the_meeting(
    client: StrictClient, world: World, make: Make, deed: str
) -> None:
    make(running)
    for actor in (world.city, world.other_moderator, world.admin):
        client.sign_in(actor).post(f"/meetings/1/{deed}", status=403)
    client.sign_out().post(f"/meetings/1/{deed}", status=303)  # to the sign-in page
    client.sign_in(world.secretary).get("/meetings/1")
    assert "Running now" in client.text


def test_a_draft_is_for_the_group_and_circulated_minutes_for_everybody(
    client: StrictClient, world: World, make: Make, app: Flask
) -> None:
    make(ended)
    client.sign_in(world.observer).get("/meetings/1/minutes")
    client.sign_in(world.resident).get("/meetings/1/minutes", status=403)
    for address in ("minutes.pdf", "minutes.docx", "minutes/file?ending=odt&labels=de"):
        client.get(f"/meetings/1/{address}", status=403)
    client.get("/meetings/1")
    assert "as soon as they have been circulated" in client.text
    with app.extensions["quarter.database"].unit_of_work() as session:
        service.circulate(session, world.secretary, session.get_one(Meeting, 1), now=after(100))
    client.get("/meetings/1/minutes")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"place": "  "}, "Please write where people come together."),
        ({"starts_at": "gestern"}, "Please write a day and a time"),
        ({"starts_at": "2027-03-28T02:30"}, "this hour does not exist"),
        ({"planned_minutes": "0"}, "between 1 and 600"),
        ({"link": "javascript:alert(1)"}, "beginning with https://"),
    ],
)
def test_a_wrong_plan_keeps_the_typing_and_says_what_to_change(
    client: StrictClient, world: World, changes: dict[str, str], problem: str
) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    client.submit(status=422, **{"starts_at": "2026-12-01T18:00", "place": "Kita", "link": "", **changes})
    assert problem in client.text
    if "place" not in changes:
        assert any(field.get("value") == "Kita" for field in client.page.iter())


def test_two_presses_plan_one_meeting(client: StrictClient, world: World, look: Make) -> None:
    client.sign_in(world.moderator).get(f"/meetings/new?group={world.group_id}")
    for _ in range(2):
        client.submit(starts_at="2026-12-01T18:00", place="Kita")
    assert len(look(lambda session: session.exec(select(Meeting)).all())) == 1


def test_the_second_of_two_movers_keeps_the_typing_and_sees_the_first(
    client: StrictClient, world: World, make: Make, look: Make
) -> None:
    make(planned)
    client.sign_in(world.moderator).get("/meetings/1/edit")
    client.submit(place="Kita", version="1")
    client.get("/meetings/1/edit")
    client.submit(status=409, place="Rathaus", version="1")
    assert "Somebody else saved this meanwhile" in client.text
    assert "18:00, Kita" in client.text
    client.submit(place="Rathaus", follow=True)
    assert look(lambda session: session.get_one(Meeting, 1).place) == "Rathaus"


def test_the_second_of_two_writers_keeps_the_typing_and_sees_the_first(
    client: StrictClient, world: World, make: Make, look: Make
) -> None:
    make(running)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="Alt", then="stay", follow=True)
    client.submit(action="/items/1", notes="Erste", then="stay")
    client.submit(action="/items/1", status=409, notes="Zweite", then="stay")  # the same page once more
    assert "Erste" in client.text
    assert "Zweite" in client.text
    client.submit(action="/items/1", notes="Erste. Zweite.", then="stay")
    assert look(lambda session: session.get_one(AgendaItem, 1).notes) == "Erste. Zweite."


def test_notes_after_the_approval_are_refused_and_the_typing_stays(
    client: StrictClient, world: World, make: Make
) -> None:
    make(sealed)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", status=409, notes="Noch etwas", then="stay")
    assert "nothing in them can be changed any more" in client.text
    assert "Noch etwas" in client.text


def test_more_votes_than_people_are_refused_at_the_field(
    client: StrictClient, world: World, make: Make, clock: time_machine.Traveller
) -> None:
    make(running, "city", "cooperative", "initiative")
    clock.move_to(after(10))
    client.sign_in(world.secretary).get("/meetings/1/items/1/question")
    client.submit(title="x", question="y")
    client.get("/meetings/1/items/1/decisions/1")
    client.submit(status=422, city_yes="3")
    assert "Please count again." in client.text


def test_an_item_without_title_and_a_topic_not_chosen_are_named(client: StrictClient, world: World, make: Make) -> None:
    make(planned)
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    client.post("/meetings/1/agenda/items", {"free-title": " "}, status=422)
    assert "Please give the item a title." in client.text
    client.submit(action="/agenda/topics", status=422)
    assert "Please choose a topic." in client.text


def test_removing_an_item_asks_first(client: StrictClient, world: World, make: Make, look: Make) -> None:
    make(planned)
    client.sign_in(world.moderator).get("/meetings/1/agenda/items/1/remove")
    assert "Remove this item?" in client.text
    assert len(ids_of(look, 1)) == 2
    client.submit()
    assert len(ids_of(look, 1)) == 1


def test_a_meeting_that_runs_cannot_be_moved(client: StrictClient, world: World, make: Make) -> None:
    make(running)
    client.sign_in(world.moderator).get("/meetings/1/edit")
    client.submit(status=409, place="Kita")
    assert "The meeting has begun" in client.text


def test_htmx_gets_only_the_part_that_changes(client: StrictClient, world: World, make: Make) -> None:
    make(running)
    headers = {"HX-Request": "true"}
    answer = client.sign_in(world.secretary).get("/meetings/1/attendance", headers=headers)
    assert answer.get_data(as_text=True).lstrip().startswith('<div id="attendance">')
    answer = client.sign_in(world.moderator).get("/meetings/1/agenda", headers=headers)
    assert answer.get_data(as_text=True).lstrip().startswith('<div id="agenda">')


def test_an_item_has_a_door_for_other_rooms(client: StrictClient, make: Make) -> None:
    make(planned)
    answer = client.get("/meetings/items/2", status=303)
    assert answer.headers["Location"].endswith("/meetings/1#item-2")


@pytest.mark.parametrize("ending", FORMATS)
def test_files_of_the_minutes_come_with_a_name_to_be_kept_and_not_shown(
    client: StrictClient, make: Make, ending: str
) -> None:
    make(sealed)
    answer = client.http.get(f"/meetings/1/minutes.{ending}?lang=ar")
    language = "-ar" if FORMATS[ending].has_labels else ""
    assert answer.headers["Content-Disposition"] == f'attachment; filename="minutes-1{language}.{ending}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == FORMATS[ending].media_type
    assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("language=")]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_choice_of_a_file_leads_to_its_address(client: StrictClient, make: Make, ending: str) -> None:
    make(sealed)
    client.get("/meetings/1/minutes")
    offered = [option.get("value") for option in client.page.iter() if option.tag.endswith("}option")]
    assert ending in offered
    answer = client.get(f"/meetings/1/minutes/file?ending={ending}&labels=ar", status=303)
    assert answer.headers["Location"].endswith(f"/meetings/1/minutes.{ending}?lang=ar")
    assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("language=")]


@pytest.mark.parametrize("query", ["", "ending=exe&labels=de", "ending=pdf&labels=xx", "ending=pdf"])
def test_a_choice_that_was_not_offered_is_refused(client: StrictClient, make: Make, query: str) -> None:
    make(sealed)
    client.get(f"/meetings/1/minutes/file?{query}", status=400)


def test_anybody_of_the_group_can_compute_the_seal(client: StrictClient, world: World, make: Make, look: Make) -> None:
    make(sealed)
    content = client.sign_in(world.observer).get("/meetings/1/minutes.json").get_data()
    assert sha256(content).hexdigest() == look(lambda session: get_record(session, 1).record.sha256)


def test_what_people_wrote_is_shown_and_never_run(client: StrictClient, world: World, make: Make, app: Flask) -> None:
    make(running)
    client.sign_in(world.secretary).get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="<script>alert(1)</script>", then="stay", follow=True)
    client.get("/meetings/1/minutes")
    assert "<script>alert(1)</script>" in client.text


def test_corrections_after_circulation_ask_to_be_sent_round_again(
    client: StrictClient, world: World, make: Make, app: Flask
) -> None:
    make(ended)
    client.sign_in(world.moderator).get("/meetings/1/minutes")
    client.submit(action="/circulate", follow=True)
    client.get("/meetings/1/items/1")
    client.submit(action="/items/1", notes="Berichtigt.", then="stay")
    client.get("/meetings/1/minutes")
    assert "Circulate the corrected minutes" in client.text
    assert "Berichtigt." not in client.text
    client.submit(action="/circulate", follow=True)
    assert "Berichtigt." in client.text
    assert "Approve the minutes" in client.text

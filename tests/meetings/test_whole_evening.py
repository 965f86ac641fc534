"""A whole meeting, page by page."""

import io

import time_machine
from pypdf import PdfReader

from quarter.minutes.queries.records import get_record
from tests.conftest import Look, Made
from tests.factories.world import World
from tests.meetings.evening import BEGIN, EVERYBODY, a_topic, after, ids_of
from tests.strict_client import StrictClient


def test_a_whole_meeting_from_the_plan_to_the_sealed_minutes(
    client: StrictClient, world: World, made: Made, look: Look, clock: time_machine.Traveller
) -> None:
    topic = made(a_topic)
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

"""A second press of the button does nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from sqlmodel import func, select

from quarter.issues.models import IssuePhoto
from quarter.topics.models import Topic
from quarter.web.idempotency import DoneForm
from tests.foundation.test_pictures import picture
from tests.issues.reports import stored
from tests.strict_client import StrictClient, form_fields

TOPIC = {"title": "Mehr Bänke", "summary": "", "lang": "de", "form_key": "one-press"}


def address(world) -> str:
    return f"/topics/new?group={world.group_id}"


def count(database, table) -> int:
    with database.session(writes=False) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_the_same_form_twice_makes_one_row_and_leads_to_the_same_place(client, world, database):
    client.sign_in(world.moderator)
    places = [client.post(address(world), TOPIC).headers["Location"] for _ in range(3)]
    assert places == [places[0]] * 3
    assert count(database, Topic) == 1


def test_the_second_press_is_told_the_same_though_the_first_answer_was_thrown_away(client, world):
    """Its cookie never arrived, as when the browser has turned to the second press."""
    client.sign_in(world.moderator).get(address(world))
    thrown_away = StrictClient(client.app)
    with client.http.session_transaction() as cookie, thrown_away.http.session_transaction() as copy:
        copy.update(cookie)
    thrown_away.post(address(world), TOPIC)
    client.post(address(world), TOPIC, follow=True)
    assert client.text.count("The topic is open.") == 1
    client.get(client.address)
    assert "The topic is open." not in client.text


def test_a_sentence_that_is_still_to_be_read_is_not_said_twice(client, world):
    client.sign_in(world.moderator).post(address(world), TOPIC)
    client.post(address(world), TOPIC, follow=True)
    assert client.text.count("The topic is open.") == 1


def test_who_comes_back_to_the_form_is_told_again(client, world):
    client.sign_in(world.moderator)
    for _ in range(2):
        client.post(address(world), TOPIC, follow=True)
        assert "The topic is open." in client.text


def test_two_forms_are_two_deeds(client, world, database):
    client.sign_in(world.moderator)
    for key in ("first", "second"):
        client.post(address(world), {**TOPIC, "form_key": key})
    assert count(database, Topic) == 2


def test_each_page_gives_another_key(client, world):
    client.sign_in(world.moderator)
    keys = set()
    for _ in range(2):
        client.get(address(world))
        keys.add(form_fields(client._form(None))["form_key"])
    assert len(keys) == 2


def test_another_persons_key_is_another_key(client, world, database):
    for actor in (world.moderator, world.secretary):
        client.sign_in(actor).post(address(world), TOPIC)
    assert count(database, Topic) == 2


def test_another_text_with_the_key_of_a_form_that_was_sent_is_another_deed(client, world, database):
    """Who goes back to a form, writes something else and sends it, must find it written."""
    client.sign_in(world.moderator)
    places = [client.post(address(world), {**TOPIC, "title": title}).headers["Location"] for title in ("A", "B", "A")]
    assert places[0] == places[2] != places[1]
    assert count(database, Topic) == 2


def test_another_file_with_the_key_of_a_form_that_was_sent_is_another_deed(client, world, database):
    issue = f"/issues/{stored(database, world)}"
    client.sign_in(world.resident).get(f"{issue}/photos")
    for size in (30, 30, 31):
        photo = (BytesIO(picture(size=(size, 20))), "photo.png")
        client.submit(action="/photos", photo=photo, form_key="one-press")
        client.get(f"{issue}/photos")
    assert count(database, IssuePhoto) == 2


def test_the_same_key_at_another_address_is_another_key(client, world, database):
    client.sign_in(world.moderator).post(address(world), TOPIC)
    client.post("/organisations/new", {"name": "Mieterverein", "kind": "association", "form_key": TOPIC["form_key"]})
    assert count(database, DoneForm) == 2


def test_a_form_that_was_wrong_may_be_sent_again_with_its_key(client, world, database):
    client.sign_in(world.moderator)
    client.post(address(world), {**TOPIC, "title": " "}, status=422)
    client.post(address(world), TOPIC)
    assert count(database, Topic) == 1


def test_who_may_not_do_it_does_not_use_up_the_key(client, world, database):
    client.sign_in(world.resident).post(address(world), TOPIC, status=403)
    assert count(database, DoneForm) == 0


def test_without_a_key_each_press_counts(client, world, database):
    client.sign_in(world.moderator)
    for _ in range(2):
        client.post(address(world), {**TOPIC, "form_key": ""})
    assert count(database, Topic) == 2


@pytest.mark.parametrize("people", [2, 6])
def test_presses_at_the_same_moment_make_one_row(app, world, database, people):
    clients = [StrictClient(app).sign_in(world.moderator) for _ in range(people)]
    tokens = [client._csrf_token() for client in clients]

    def press(number: int) -> tuple[int, str | None]:
        answer = clients[number].http.post(address(world), data={**TOPIC, "csrf_token": tokens[number]})
        return answer.status_code, answer.headers.get("Location")

    with ThreadPoolExecutor(people) as threads:
        answers = set(threads.map(press, range(people)))
    assert count(database, Topic) == 1
    assert len(answers) == 1
    assert {status for status, _ in answers} == {303}


def test_a_long_way_back_can_be_kept(client, world):
    """PostgreSQL is strict about lengths."""
    back = f"/topics?group={'1' * 600}"
    data = {"name": "Ada", "email": "ada@test.example", "password": "long enough", "form_key": "k"}
    assert client.post(f"/accounts/sign-up?next={back}", data).headers["Location"] == back

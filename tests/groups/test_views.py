"""Groups, organisations and seats, as people meet them."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from quarter.accounts.models import Person
from quarter.foundation.actors import Role
from quarter.groups.models import Organisation, Seat
from tests.conftest import NOW
from tests.strict_client import XHTML, form_fields


@pytest.fixture
def client(client):
    client.http.set_cookie("language", "en")
    return client


def count(database, table) -> int:
    with database.session(writes=False) as session:
        return session.exec(select(func.count()).select_from(table)).one()


# --- reading ---


def test_a_group_shows_who_sits_there_for_whom(client, world):
    client.get(f"/groups/{world.group_slug}")
    for words in (
        "City administration",
        "Bauverein Kanal eG",
        "Second Cooperative",
        "Substitute",
        "With the group, without a vote",
    ):
        assert words in client.text


def test_an_empty_bench_says_so(client, world):
    client.get(f"/groups/{world.other_group_slug}")
    assert "No seat is taken on this bench yet." in client.text


def test_a_group_shows_the_same_amount_of_sql_for_more_seats(client, world, database):
    client.get(f"/groups/{world.group_slug}")
    few = len(client.statements)
    with database.unit_of_work() as session:
        session.add_all(
            Seat(group_id=world.group_id, person_id=world.resident.person_id, role=Role.OBSERVER, from_on=NOW.date())
            for _ in range(50)
        )
    client.get(f"/groups/{world.group_slug}")
    assert len(client.statements) == few


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anonymous", False), ("resident", False), ("other_moderator", False), ("other_member", False),
        ("observer", True), ("neighbour", True), ("city", True), ("moderator", True), ("admin", True),
    ],
)  # fmt: skip
def test_strangers_read_initials_of_who_has_not_agreed(client, world, database, who, sees):
    with database.unit_of_work() as session:
        for actor, name in ((world.initiative, "Fatma Yıldız"), (world.neighbour, "Ben Groß"),
                            (world.observer, "Ada Öz"), (world.substitute, "Cem Kaya")):  # fmt: skip
            session.get_one(Person, actor.person_id).name = name
        session.get_one(Person, world.neighbour.person_id).is_named_publicly = True
    if who != "anonymous":
        client.sign_in(getattr(world, who))
    client.get(f"/groups/{world.group_slug}")
    seats = client.text.split("Who sits here")[1]
    for name, short in (("Fatma Yıldız", "F. Y."), ("Ada Öz", "A. Ö."), ("Cem Kaya", "C. K.")):
        assert (name in seats, short in seats) == (sees, not sees)
    for name in ("Ben Groß", "City", "Second Cooperative", "Moderator", "Secretary"):
        assert name in seats
    assert ("Initials stand for members" in seats) is not sees


@pytest.mark.parametrize(
    ("who", "sees"),
    [("resident", False), ("secretary", False), ("other_moderator", False), ("moderator", True), ("admin", True)],
)
def test_only_who_may_give_seats_sees_the_buttons(client, world, who, sees):
    client.sign_in(getattr(world, who)).get(f"/groups/{world.group_slug}")
    assert ("Give a seat" in client.text) is sees
    assert ("End this seat" in client.text) is sees


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("page", ["/groups/{group_slug}", "/groups/{group_slug}/seats/new", "/organisations/new"])
def test_every_page_exists_in_every_language(client, world, page, language):
    client.sign_in(world.moderator).get(f"{page.format(**vars(world))}?lang={language}")
    assert client.page.get("lang") == language


# --- seats ---


@pytest.fixture
def seat_form(world):
    return {
        "email": "Resident@Test.Example", "role": "moderator", "bench": "", "organisation": "",
        "from_on": "2026-11-23", "until_on": "",
    }  # fmt: skip


def address(world) -> str:
    return f"/groups/{world.group_slug}/seats/new"


def may_moderate(client, world) -> bool:
    return client.http.get(address(world)).status_code == 200


def test_a_seat_gives_its_rights(app, client, world, seat_form):
    client.sign_in(world.moderator).get(address(world))
    client.submit(**seat_form, follow=True)
    assert "The seat is given." in client.text
    assert may_moderate(client.sign_in(world.resident), world)


def test_a_seat_with_bench_and_organisation_is_shown(client, world, seat_form):
    bench, organisation = (next(iter(ids.values())) for ids in (world.benches, world.organisations))
    seat_form |= {"role": "member", "bench": str(bench), "organisation": str(organisation)}
    client.sign_in(world.moderator).get(address(world))
    client.submit(**seat_form, follow=True)
    [row] = [item for item in client.page.iter(f"{XHTML}li") if item.findtext(f".//{XHTML}strong/*") == "Resident"]
    assert {"Member", "Amt für Grün und Verkehr"} <= set(row.itertext())


def test_rights_begin_and_end_on_their_day(client, world, seat_form, clock):
    client.sign_in(world.moderator).post(
        address(world), {**seat_form, "from_on": "2026-12-01", "until_on": "2026-12-10"}
    )
    seen = {}
    for day in ("11-30T22:59", "11-30T23:00", "12-10T22:59", "12-10T23:00"):
        clock.move_to(NOW.fromisoformat(f"2026-{day}:00+00:00"), tick=False)
        client.sign_in(world.resident)
        seen[day] = may_moderate(client, world)
    assert seen == {"11-30T22:59": False, "11-30T23:00": True, "12-10T22:59": True, "12-10T23:00": False}


def test_ending_a_seat_takes_its_rights_at_the_next_click(app, client, world):
    moderator = type(client)(app).sign_in(world.moderator)
    assert may_moderate(moderator, world)
    client.sign_in(world.admin).get(f"/seats/{world.seats['moderator']}/end")
    assert "End this seat?" in client.text
    client.submit(follow=True)
    assert "The seat has ended." in client.text
    assert moderator.http.get(address(world)).status_code == 403


def test_a_seat_given_by_mistake_can_be_taken_back_the_same_day(client, world, seat_form, database):
    client.sign_in(world.admin).post(address(world), seat_form)
    with database.session(writes=False) as session:
        seat_id = session.exec(select(func.max(Seat.id))).one()
    client.post(f"/seats/{seat_id}/end")
    assert not may_moderate(client.sign_in(world.resident), world)


def test_looking_at_the_end_of_a_seat_ends_nothing(client, world):
    client.sign_in(world.moderator).get(f"/seats/{world.seats['city']}/end")
    assert may_moderate(client, world)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"email": ""}, "Please write the person's e-mail address"),
        ({"email": "nobody@test.example"}, "Nobody has signed up with this address yet"),
        ({"role": "king"}, "choose one of the list"),
        ({"role": "member"}, "Members and substitutes sit on a bench"),
        ({"role": "substitute"}, "Members and substitutes sit on a bench"),
        ({"bench": "999"}, "choose one of the list"),
        ({"bench": "x"}, "choose one of the list"),
        ({"organisation": "999"}, "choose one of the list"),
        ({"from_on": ""}, "Please choose the first day"),
        ({"from_on": "tomorrow"}, "From"),
        ({"until_on": "2026-11-22"}, "The last day lies before the first"),
        ({"until_on": "never"}, "Until"),
    ],
)
def test_a_wrong_seat_form_says_what_to_change_and_keeps_the_rest(client, world, database, seat_form, changes, advice):
    before = count(database, Seat)
    client.sign_in(world.moderator).post(address(world), {**seat_form, **changes}, status=422)
    assert advice in client.text
    fields = form_fields(client._form(None))
    kept = {name: value for name, value in seat_form.items() if name not in changes}
    assert {name: fields[name] for name in kept} == kept
    assert count(database, Seat) == before


def test_the_other_groups_benches_are_not_on_offer(client, world, database, seat_form):
    with database.session(writes=False) as session:
        other = session.get_one(Seat, world.seats["other_member"]).bench_id
    client.sign_in(world.moderator).post(
        address(world), {**seat_form, "role": "member", "bench": str(other)}, status=422
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("resident", 403),
        ("city", 403),
        ("secretary", 403),
        ("other_moderator", 403),
        ("moderator", 303),
        ("admin", 303),
    ],
)
def test_only_this_groups_moderator_and_the_admin_give_and_end_seats(client, world, seat_form, who, status):
    client.sign_in(getattr(world, who))
    client.get(address(world), status=200 if status == 303 else 403)
    client.post(address(world), seat_form, status=status)
    client.post(f"/seats/{world.seats['city']}/end", status=status)


def test_who_has_not_signed_in_gives_no_seats(client, world, seat_form):
    for door in (address(world), f"/seats/{world.seats['city']}/end", "/organisations/new"):
        assert "/accounts/sign-in" in client.post(door, seat_form).headers["Location"]
    assert may_moderate(client.sign_in(world.moderator), world)


# --- organisations ---


@pytest.mark.parametrize("name", ["Mieterverein", "جمعية الحي", "A & B <eG>"])
def test_an_organisation_can_be_added_and_then_chosen(client, world, name):
    client.sign_in(world.moderator).get("/organisations/new")
    client.submit(name=f" {name} ", kind="association")
    client.get(address(world))
    options = [option.text for option in client.page.iter(f"{XHTML}option")]
    assert name in options


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"name": "Bauverein Kanal eG"}, "There is an organisation with this name already."),
        ({"name": " Bauverein Kanal eG "}, "There is an organisation with this name already."),
        ({"name": " "}, "Please write the name."),
        ({"name": "x" * 121}, "120 characters"),
        ({"kind": "secret_society"}, "choose one of the list"),
        ({"kind": ""}, "choose one of the list"),
    ],
)
def test_a_wrong_organisation_form_says_what_to_change(client, world, database, changes, advice):
    before = count(database, Organisation)
    data = {"name": "Mieterverein", "kind": "association", **changes}
    client.sign_in(world.moderator).post("/organisations/new", data, status=422)
    assert advice in client.text
    assert form_fields(client._form(None))["name"] == data["name"]
    assert count(database, Organisation) == before


@pytest.mark.parametrize(
    ("who", "status"), [("city", 403), ("secretary", 403), ("other_moderator", 303), ("admin", 303)]
)
def test_who_may_add_organisations(client, world, who, status):
    data = {"name": "Mieterverein", "kind": "association"}
    client.sign_in(getattr(world, who)).post("/organisations/new", data, status=status)


def test_the_form_for_seats_shows_nobodys_address(client, world, database):
    with database.session(writes=False) as session:
        emails = session.exec(select(Person.email)).all()
    text = client.sign_in(world.moderator).get(address(world)).text
    assert not [email for email in emails if email in text]


def test_the_flash_of_a_deed_is_said_once(client, world, seat_form):
    client.sign_in(world.moderator).post(address(world), seat_form, follow=True)
    client.get(f"/groups/{world.group_slug}")
    assert "The seat is given." not in client.text


def test_a_seat_form_starts_today_in_the_town(client, world, clock):
    clock.move_to(NOW + timedelta(hours=13, minutes=30), tick=False)  # half past midnight in Berlin
    client.sign_in(world.moderator).get(address(world))
    assert form_fields(client._form(None))["from_on"] == "2026-11-24"

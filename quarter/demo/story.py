"""What has happened in the demonstration, told with the deeds of the rooms, as people would do them.

Four matters are followed from the first report: the street at the nursery, the way to the community house, shade
on the playground, and the place for the bins.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.accounts.passwords import hash_password
from quarter.charters import service as charters
from quarter.demo.agreements import agree_between_meetings
from quarter.demo.letters import send_letters
from quarter.demo.logo import ACCENT, LOGO_SIDE, draw_logo
from quarter.demo.meetings import hold_first_meeting, open_second_meeting, plan_third_meeting
from quarter.demo.people import NAMED_PUBLICLY, NOBODY_SIGNS_IN, ORGANISATIONS, PEOPLE, Persona
from quarter.demo.place import BOUNDARY, PUBLISHER, PURPOSE, QUARTER, TOWN
from quarter.demo.plans import plan_courtyard
from quarter.demo.reports import follow_matters, report_issues
from quarter.demo.site_visit import visit_the_street
from quarter.demo.stage import Stage
from quarter.demo.votes import vote_between_meetings, vote_just_now
from quarter.foundation.actors import ANONYMOUS, Actor, SeatHeld
from quarter.foundation.clock import local_date
from quarter.foundation.pictures import read_picture
from quarter.foundation.storage import Storage
from quarter.groups import service as groups
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Group
from quarter.places import service as places
from quarter.places.models import Municipality

TIMEZONE = "Europe/Berlin"


def load(session: Session, *, password: str, now: datetime, storage: Storage | None = None) -> None:
    """Fill an empty instance. All dates lie around `now`, so that one meeting is running just then.

    The order gives the numbers that addresses in the tour and in tests have: what is new goes to the end.
    Pictures go into `storage`; without one there are none, and the plan is told on the map.
    """
    stage = _set_stage(session, hash_password(password), now, storage)
    _dress(stage, storage)
    report_issues(stage)
    follow_matters(stage)
    plan_courtyard(stage)
    hold_first_meeting(stage)
    vote_just_now(stage)
    open_second_meeting(stage)
    plan_third_meeting(stage)
    agree_between_meetings(stage, vote_between_meetings(stage))
    _ask_for_seat(stage)
    visit_the_street(stage)
    send_letters(stage)


def _ask_for_seat(stage: Stage) -> None:
    """A neighbour would like to sit in the group; the moderator has not answered yet."""
    residents = select(Bench).where(Bench.group_id == stage.group.id, Bench.key == BenchKey.RESIDENTS)
    groups.ask_for_seat(
        stage.session, stage.actors["walker"], stage.group, bench_id=stage.session.exec(residents).one().id,
        organisation_id=None, lang="en", now=stage.until_now(stage.at(-2, 19)),
        reason="I have lived in house 31 since 2019 and could speak for the families here who do not know German yet.",
    )  # fmt: skip


def _dress(stage: Stage, storage: Storage | None) -> None:
    """The town's own logo and colour."""
    picture = read_picture(draw_logo(), longest_side=LOGO_SIDE)
    logo = (storage.put(picture.content, "webp"), picture.width, picture.height) if storage else None
    places.set_theme(
        stage.session, ANONYMOUS, stage.session.get_one(Municipality, 1), name=TOWN, accent=ACCENT, logo=logo,
        now=stage.now,
    )  # fmt: skip


def _set_stage(session: Session, password_hash: str, now: datetime, storage: Storage | None) -> Stage:
    places.found_municipality(
        session, name=TOWN, timezone=TIMEZONE, language="de",
        contact_email="quartier@demo.example", publisher=PUBLISHER, is_demonstration=True,
    )  # fmt: skip
    quarter = places.found_quarter(session, name=QUARTER)
    quarter.boundary = BOUNDARY
    founded = now - timedelta(days=200)
    first_day = local_date(founded, TIMEZONE)
    group = groups.found_group(session, quarter, name="Arbeitskreis", purpose=PURPOSE, lang="de")
    charters.adopt_first_charter(session, group, adopted_on=first_day, now=founded)
    organisations = {
        key: groups.add_organisation(session, ANONYMOUS, name=name, kind=kind, now=founded).id
        for key, (name, kind) in ORGANISATIONS.items()
    }
    benches = {bench.key: bench.id for bench in session.exec(select(Bench).where(Bench.group_id == group.id))}
    actors = {
        key: _bring_in(session, key, persona, password_hash, group, benches, organisations, first_day, founded)
        for key, persona in PEOPLE.items()
    }
    return Stage(session, group, actors, organisations, now, ZoneInfo(TIMEZONE), storage)


def _bring_in(
    session: Session, key: str, persona: Persona, password_hash: str, group: Group,
    benches: dict[BenchKey, int], organisations: dict[str, int], first_day: date, founded: datetime,
) -> Actor:  # fmt: skip
    """A person with their seat, as the actor of what they do."""
    person = Person(
        email=persona.address or f"{key}@nobody.demo.example",
        name=persona.name,
        password_hash=password_hash if persona.address else NOBODY_SIGNS_IN,
        language=persona.language,
        is_admin=key == "admin",
        is_named_publicly=key in NAMED_PUBLICLY,
        created_at=founded,
    )
    session.add(person)
    session.flush()
    if persona.role is None:
        return Actor(person.id, person.name, person.language, person.is_admin)
    seat = groups.give_seat(
        session, ANONYMOUS, group, person, role=persona.role,
        bench_id=benches[persona.bench] if persona.bench else None,
        organisation_id=organisations[persona.organisation] if persona.organisation else None,
        from_on=first_day, now=founded,
    )  # fmt: skip
    held = SeatHeld(seat.id, group.id, seat.bench_id, seat.organisation_id, seat.role)
    return Actor(person.id, person.name, person.language, person.is_admin, (held,))

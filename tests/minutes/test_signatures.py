"""Chair and secretary sign the approved minutes, each once; there is no seal without both."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.foundation.actors import Actor, Role
from quarter.foundation.db import Database
from quarter.foundation.multilingual import Words
from quarter.meetings.models import Meeting
from quarter.minutes.document import Signed
from quarter.minutes.domain import MinutesRefusal, MinutesState
from quarter.minutes.exports import akoma_ntoso, markdown, pdf
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.models import MinutesRecord
from quarter.minutes.queries.records import get_record
from quarter.minutes.service import sealing, signatures
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from tests.factories.world import World
from tests.meetings.evening import after, approved, ended, refused, sealed
from tests.minutes.readers import READERS, words_of
from tests.minutes.sample import MINUTES, SEALED, at
from tests.minutes.test_exports import read
from tests.strict_client import StrictClient

BOTH = (Signed(Role.MODERATOR, "Mona Faber", at(20, 30)), Signed(Role.SECRETARY, "Sven Otto", at(21)))


def sign(session: Session, meeting: Meeting, *actors: Actor) -> None:
    for number, actor in enumerate(actors):
        signatures.sign(session, actor, meeting, now=after(185 + number))


def test_sealing_waits_for_both(session: Session, world: World) -> None:
    meeting = approved(session, world)
    for signer in (world.secretary, world.moderator):
        with refused(MinutesRefusal.NOT_SIGNED):
            sealing.seal(session, world.moderator, meeting, now=after(200))
        sign(session, meeting, signer)
    sealing.seal(session, world.moderator, meeting, now=after(200))
    assert session.get_one(MinutesRecord, meeting.id).state is MinutesState.SEALED


def test_a_signature_is_a_name_a_role_and_a_time(session: Session, world: World) -> None:
    meeting = approved(session, world)
    sign(session, meeting, world.moderator, world.secretary)
    assert get_record(session, meeting.id).status.signatures == (
        Signed(Role.MODERATOR, "Moderator", after(185)), Signed(Role.SECRETARY, "Secretary", after(186)),
    )  # fmt: skip


def test_nobody_signs_twice_nor_for_both(session: Session, world: World) -> None:
    meeting = approved(session, world)
    chair, clerk = world.moderator.seats[0], world.secretary.seats[0]
    in_both = replace(world.moderator, seats=(chair, replace(clerk, seat_id=99)))
    sign(session, meeting, in_both)
    with refused(MinutesRefusal.SIGNED_ALREADY):
        sign(session, meeting, in_both)
    assert get_record(session, meeting.id).unsigned == {Role.SECRETARY}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(
            sa.text("UPDATE minutes_signature SET role = 'observer' WHERE meeting_id = :id"), {"id": meeting.id}
        )


def test_only_the_two_sign_and_only_approved_minutes(session: Session, world: World) -> None:
    meeting = ended(session, world)
    with refused(MinutesRefusal.NOT_YET_APPROVED):
        sign(session, meeting, world.moderator)
    circulate(session, world.secretary, meeting, now=after(120))
    with refused(MinutesRefusal.NOT_YET_APPROVED):
        sign(session, meeting, world.moderator)
    approve(session, world.moderator, meeting, now=after(180))
    for other in (world.city, world.observer, world.other_moderator):
        with refused(MinutesRefusal.NOT_YOURS_TO_SIGN):
            sign(session, meeting, other)
    sign(session, meeting, world.moderator, world.secretary)
    sealing.seal(session, world.moderator, meeting, now=after(200))
    with refused(MinutesRefusal.MINUTES_ARE_FIXED):
        sign(session, meeting, world.moderator)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE minutes_signature SET name = 'x' WHERE meeting_id = :id",
        "DELETE FROM minutes_signature WHERE meeting_id = :id",
    ],
)
def test_the_database_keeps_the_signatures_of_sealed_minutes(session: Session, world: World, statement: str) -> None:
    meeting = sealed(session, world)
    with pytest.raises(IntegrityError, match="signatures of sealed minutes"), session.begin_nested():
        session.execute(sa.text(statement), {"id": meeting.id})


def test_the_database_itself_refuses_a_seal_without_signatures(session: Session, world: World) -> None:
    meeting = approved(session, world)
    sign(session, meeting, world.secretary)
    seal = sa.text("UPDATE minutes SET state = 'sealed', sha256 = 'x' WHERE meeting_id = :id")
    with pytest.raises(IntegrityError, match="both signatures"), session.begin_nested():
        session.execute(seal, {"id": meeting.id})


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_every_file_for_people_has_names_roles_and_times(language: str) -> None:
    words, status = Words(language, "Europe/Berlin"), replace(SEALED, signatures=BOTH)
    texts = {
        "pdf": read(pdf.render(MINUTES, words, status)),
        "md": markdown.render(MINUTES, words, status).decode(),
        "akn": akoma_ntoso.render(MINUTES, words, status).decode(),
    }
    sheet = lay_out(MINUTES, words, status)
    for ending, reader in READERS.items():
        texts[ending] = words_of(reader(FORMATS[ending].render(MINUTES, words, status)))
    for ending, text in texts.items():
        for signature in sheet.signatures:
            assert signature.names in text, ending
            if (language, ending) != ("ar", "pdf"):  # of Arabic, a PDF gives the words back in another order
                assert signature.signed in " ".join(text.split()), ending


class TestPages:
    @pytest.fixture
    def minutes(self, database: Database, world: World, clock: time_machine.Traveller) -> str:
        clock.move_to(after(200))
        with database.unit_of_work() as session:
            return f"/meetings/{approved(session, world).id}/minutes"

    def test_each_is_led_to_the_own_signature_then_to_the_seal(
        self, client: StrictClient, world: World, minutes: str
    ) -> None:
        client.sign_in(world.moderator).get(minutes)
        assert "Seal the minutes" not in client.text
        client.get(f"{minutes}/sign")
        client.submit(follow=True)
        assert "You have signed the minutes." in client.text and "Not signed yet" in client.text
        assert "A signature is missing." in client.text
        client.get(f"{minutes}/sign", status=403)
        client.get(f"{minutes}/seal")
        client.submit(status=409)
        assert "A signature is missing." in client.text
        client.sign_in(world.secretary).get(minutes)
        client.get(f"{minutes}/sign")
        client.submit(follow=True)
        assert "Not signed yet" not in client.text
        client.sign_in(world.moderator).get(minutes)
        assert "Seal the minutes" in client.text

    def test_members_and_guests_do_not_sign(self, client: StrictClient, world: World, minutes: str) -> None:
        for actor in (world.city, world.resident, world.admin, world.other_moderator):
            client.sign_in(actor).get(f"{minutes}/sign", status=403)

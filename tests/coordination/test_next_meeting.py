"""The outlook on the next meeting, beside the list."""

from quarter.groups import service as groups
from quarter.groups.models import Seat
from quarter.meetings.domain import Reply
from quarter.meetings.models import Meeting
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.replies import reply
from tests.conftest import NOW
from tests.coordination.due import TODAY
from tests.coordination.reading import primary
from tests.meetings.evening import planned


def test_the_next_meeting_says_what_is_missing_and_who_must_come(client, database, world, made) -> None:
    with database.unit_of_work() as session:
        for name in ("city", "second_city"):
            seat = session.get_one(Seat, world.seats[name])
            groups.end_seat(session, world.admin, seat, today=TODAY, now=NOW)
    made(planned)
    client.sign_in(world.moderator).get("/coordination")
    for words in (
        "The invitation has not been sent yet.", "A bench has fewer seats than the charter asks for.",
        "To decide, at least 2 of 4 seats with a vote must come.", "City administration1 seat is vacant",
        "Reckoned from the seats held on that day and from the answers to the invitation.",
    ):  # fmt: skip
        assert words in client.text
    assert primary(client) == ["Invite the group"]


def test_the_answers_to_the_invitation_are_counted(client, database, world) -> None:
    with database.unit_of_work() as session:
        meeting = planned(session, world)
        invite(session, world.moderator, meeting, now=NOW)
        for name, says in (("city", Reply.COMES), ("cooperative", Reply.COMES), ("initiative", Reply.CANNOT_COME)):
            reply(session, getattr(world, name), meeting, session.get_one(Seat, world.seats[name]), says=says, now=NOW)
        meeting_id = meeting.id
    client.sign_in(world.moderator).get("/coordination")
    assert "Not enough for the quorum yet: 2 of 6" in client.text and "City administration11 of 2" in client.text
    with database.unit_of_work() as session:
        meeting, seat = session.get_one(Meeting, meeting_id), session.get_one(Seat, world.seats["neighbour"])
        reply(session, world.neighbour, meeting, seat, says=Reply.COMES, now=NOW)
    client.get("/coordination")
    assert "Enough for the quorum: 3 of 6" in client.text

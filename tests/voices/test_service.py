"""What everybody may do with anything that has an address, and what the database keeps of it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.foundation.audit import AuditEntry
from quarter.foundation.events import Event
from quarter.foundation.subjects import get_known, strike
from quarter.issues.events import CommentPosted, IssueSupported, SupportWithdrawn
from quarter.planning.models import Element
from quarter.voices import service
from quarter.voices.models import Comment, Follow, Support
from quarter.voices.queries import Part, get_part, list_comments
from tests.conftest import NOW
from tests.factories.world import World
from tests.voices.things import a_topic, an_element, an_issue, close

COUNTED = pytest.mark.parametrize("make", [an_issue, an_element])
EVERY = pytest.mark.parametrize("make", [an_issue, an_element, a_topic])


def told(event: type[Event], thing) -> Event:
    return event(subject_id=thing.id, group_id=1, topic_id=None, title=thing.title)


def recorded(session: Session) -> list[str]:
    return list(session.scalars(sa.select(AuditEntry.name).order_by(AuditEntry.id)))


@COUNTED
def test_a_comment_is_read_counted_and_recorded_as_the_room_says(session: Session, world: World, make) -> None:
    thing = make(session, world)
    for text in ("one", "two"):
        event = told(CommentPosted, thing)
        service.comment(session, world.neighbour, thing, event, text=text, lang="en", now=NOW)
    session.refresh(thing)
    assert thing.comment_count == 2
    rows = list_comments(session, thing.subject_kind, thing.id).rows
    assert [(row.text, row.author) for row in rows] == [("two", "Neighbour"), ("one", "Neighbour")]
    assert recorded(session)[-2:] == ["issues:commented"] * 2


@COUNTED
def test_support_counts_once_and_is_taken_back_once(session: Session, world: World, make) -> None:
    thing, actor = make(session, world), world.neighbour
    supported, withdrawn = told(IssueSupported, thing), told(SupportWithdrawn, thing)
    assert [service.support(session, actor, thing, supported, now=NOW) for _ in range(2)] == [True, False]
    session.refresh(thing)
    assert thing.support_count == 1
    assert [service.withdraw_support(session, actor, thing, withdrawn, now=NOW) for _ in range(2)] == [True, False]
    session.refresh(thing)
    assert thing.support_count == 0
    assert recorded(session)[-2:] == ["issues:supported", "issues:support_withdrawn"]


@EVERY
def test_one_follows_and_stops_as_often_as_one_likes(session: Session, world: World, make) -> None:
    thing, person_id = make(session, world), world.neighbour.person_id
    before = recorded(session)
    for _ in range(2):
        service.follow(session, world.neighbour, thing, now=NOW)
    assert get_part(session, thing.subject_kind, thing.id, person_id) == Part(supports=False, follows=True)
    for _ in range(2):
        service.stop_following(session, world.neighbour, thing)
    assert get_part(session, thing.subject_kind, thing.id, person_id) == Part()
    assert recorded(session) == before


def test_things_of_two_kinds_with_the_same_number_are_not_taken_for_each_other(session: Session, world: World) -> None:
    issue, element = an_issue(session, world), an_element(session, world)
    assert issue.id == element.id
    service.comment(session, world.city, issue, told(CommentPosted, issue), text="Here.", lang="en", now=NOW)
    service.support(session, world.city, issue, told(IssueSupported, issue), now=NOW)
    assert list_comments(session, "element", element.id).rows == []
    assert get_part(session, "element", element.id, world.city.person_id) == Part()
    assert not service.withdraw_support(session, world.city, element, told(SupportWithdrawn, element), now=NOW)
    assert get_part(session, "issue", issue.id, world.city.person_id).supports


def test_a_visitor_takes_no_part(session: Session, world: World) -> None:
    issue = an_issue(session, world)
    assert get_part(session, "issue", issue.id, None) == Part()


@pytest.mark.parametrize("model", [Comment, Support, Follow])
def test_nobody_speaks_to_what_is_not_in_the_register(session: Session, world: World, model) -> None:
    when = {Comment: "posted_at", Support: "supported_at", Follow: "followed_at"}[model]
    person = {"author_id": 1, "text": "Hm.", "lang": "en"} if model is Comment else {"person_id": 1}
    with pytest.raises(IntegrityError):
        session.execute(sa.insert(model).values(kind="issue", subject_id=4711, **person, **{when: NOW}))


@EVERY
def test_what_somebody_follows_cannot_be_struck_off_the_register(session: Session, world: World, make) -> None:
    thing = make(session, world)
    service.follow(session, world.neighbour, thing, now=NOW)
    with pytest.raises(IntegrityError):
        strike(session, thing.subject_kind, thing.id)


def test_a_closed_thing_is_known_to_its_group_alone(session: Session, world: World) -> None:
    element = an_element(session, world)
    close(session, "element", element.id)
    assert get_known(session, Element, element.id, reader=world.moderator) is element
    for stranger in (world.anonymous, world.other_moderator):
        assert get_known(session, Element, element.id, reader=stranger) is None
    assert get_known(session, Element, 4711, reader=world.moderator) is None

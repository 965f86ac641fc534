"""Opening and describing topics, and finding their threads again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.audit import AuditEntry, file_under_topic
from quarter.foundation.db import LostUpdate
from quarter.foundation.events import Step
from quarter.foundation.subjects import Subject, keep
from quarter.topics import queries
from quarter.topics.service import describe_topic, open_topic
from tests.conftest import NOW


@pytest.fixture
def topic(session, world):
    return open_topic(
        session, world.secretary, world.group(session), title="Der Hof", summary="Zu heiß.", lang="de", now=NOW
    )


def describe(session, world, topic, expected: int, title: str = "Der Hof hinten", after=timedelta(hours=1)):
    describe_topic(
        session, world.moderator, topic, title=title, summary="", lang="de", expected=expected, now=NOW + after
    )


def test_a_new_topic_belongs_to_its_group_and_begins_its_thread(session, world, topic):
    assert (topic.group_id, topic.opened_by_id, topic.opened_at) == (world.group_id, world.secretary.person_id, NOW)
    [entry] = queries.thread_of_topic(session, topic.id, reader=ANONYMOUS)
    assert (entry.at, entry.values["actor"], entry.values["title"]) == (NOW, "Secretary", "Der Hof")


def test_each_change_of_the_description_is_on_the_thread_with_the_title_of_its_time(session, world, topic):
    describe(session, world, topic, 1)
    describe(session, world, topic, 2, "Der Garten", timedelta(hours=2))
    assert [entry.values["title"] for entry in queries.thread_of_topic(session, topic.id, reader=ANONYMOUS)] == [
        "Der Hof", "Der Hof hinten", "Der Garten",
    ]  # fmt: skip


@pytest.mark.parametrize("expected", [0, 2, -1, None])
def test_a_version_that_is_not_the_current_one_changes_nothing(session, world, topic, expected):
    with pytest.raises(LostUpdate):
        describe(session, world, topic, expected)
    assert topic.title == "Der Hof"
    assert len(queries.thread_of_topic(session, topic.id, reader=ANONYMOUS)) == 1


def note(session, world, kind: str, subject_id: int, *, name="topics:opened", topic_id=None, hours=0) -> None:
    keep(session, Subject(kind=kind, id=subject_id, topic_id=topic_id, title="Something", lang="de", at=NOW))
    session.add(
        AuditEntry(
            at=NOW + timedelta(hours=hours), name=name, subject_kind=kind, subject_id=subject_id, topic_id=topic_id
        )
    )
    session.flush()


def test_a_thread_tells_of_its_own_topic_only_and_in_order(session, world, topic):
    other = open_topic(session, world.moderator, world.group(session), title="Bänke", summary="", lang="de", now=NOW)
    note(session, world, "issue", 1, topic_id=topic.id, hours=-5)
    note(session, world, "issue", 2, topic_id=other.id)
    told = [(entry.kind, entry.subject_id) for entry in queries.thread_of_topic(session, topic.id, reader=ANONYMOUS)]
    assert told == [("issue", 1), ("topic", topic.id)]


def test_a_subject_without_a_topic_has_a_strip_of_its_own(session, world):
    note(session, world, "issue", 1, name="issues:reported")
    note(session, world, "issue", 2, name="issues:reported")
    stations = queries.strip_for(session, "issue", SimpleNamespace(id=1, topic_id=None), reader=ANONYMOUS)
    assert [station.step for station in stations] == list(Step)


def test_a_subject_that_joins_a_topic_brings_its_past_along(session, world, topic):
    note(session, world, "issue", 9, hours=-5)
    file_under_topic(session, topic.id, "issue", 9)
    assert [entry.kind for entry in queries.thread_of_topic(session, topic.id, reader=ANONYMOUS)] == ["issue", "topic"]


def test_the_strip_of_a_subject_in_a_topic_is_the_topics(session, world, topic):
    subject = SimpleNamespace(id=9, topic_id=topic.id)
    assert queries.strip_for(session, "issue", subject, reader=ANONYMOUS) == queries.strip_of_topic(
        session, topic.id, reader=ANONYMOUS
    )


def test_topics_for_choices_come_newest_first_and_from_one_group(session, world, topic):
    second = open_topic(session, world.moderator, world.group(session), title="B", summary="", lang="de", now=NOW)
    open_topic(session, world.other_moderator, world.other_group(session), title="C", summary="", lang="de", now=NOW)
    assert [row.id for row in queries.list_topics_of_group(session, world.group_id)] == [second.id, topic.id]


@pytest.mark.parametrize(
    ("chosen", "titles"), [({}, {"A", "B"}), ({"group": 1}, {"A"}), ({"quarter": 2}, {"B"}), ({"group": 99}, set())]
)
def test_topics_are_filtered_by_group_and_quarter(session, world, chosen, titles):
    for actor, group, title in (
        (world.moderator, world.group(session), "A"),
        (world.other_moderator, world.other_group(session), "B"),
    ):
        open_topic(session, actor, group, title=title, summary="", lang="de", now=NOW)
    page = queries.list_topics(session, **{"quarter": None, "group": None, "after": None, **chosen})
    assert {row.title for row in page.rows} == titles

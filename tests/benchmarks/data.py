"""A town to measure: so many issues with four comments each, and one of everything that pages show.

The same seed gives the same rows. Names and texts are made of syllables; no person is meant.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.charters.queries import get_charter
from quarter.decisions.domain import BenchVotes, Choice, DecisionState, Method, Rule, count
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import rule_of
from quarter.decisions.service import proposals
from quarter.decisions.service.voting import cast_ballot, open_vote
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database
from quarter.foundation.subjects import Audience, Subject, keep
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.issues.domain import Category, IssueState
from quarter.issues.events import CommentPosted, IssueAttachedToTopic, IssuePosted
from quarter.issues.models import Answer, Issue
from quarter.meetings.service.agenda import add_topic
from quarter.meetings.service.course import arrive, begin_item, start
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.outcomes import agree_action, put_question
from quarter.meetings.service.planning import schedule
from quarter.planning.domain import MOST_ELEMENTS, ElementKind
from quarter.planning.models import Element
from quarter.planning.queries import VariantOfPlan, get_groups_variant, list_elements
from quarter.planning.service.plans import open_plan
from quarter.planning.service.variants import branch_variant
from quarter.topics.models import Topic
from quarter.topics.service import open_topic
from quarter.voices.models import Comment
from tests.factories.world import QUICK_HASH, World, build_world

SEED = 2026
COMMENTS_EACH = 4
COMMENTS_MANY = 50
RESIDENTS = 200
ITEMS = 20
DECIDED = 60
THREAD = 30
CHANGED = 20  # elements of the second variant
ISSUES_TO_ACTION = 20
AT_ONCE = 5_000
LONGITUDES, LATITUDES = (9.98, 10.02), (53.54, 53.56)
AREA = json.dumps({"type": "Polygon", "coordinates": [
    [[x, y] for x, y in zip((9.98, 10.02, 10.02, 9.98, 9.98), (53.54, 53.54, 53.56, 53.56, 53.54), strict=True)]
]})  # fmt: skip
SYLLABLES = [consonant + vowel for consonant in "bdklmnrs" for vowel in "aeio"]


@dataclass(frozen=True)
class Town:
    """Where to find what is measured."""

    world: World
    issue_id: int  # has COMMENTS_MANY comments
    commented_id: int  # gets the comments that are posted while we measure
    topic_id: int
    meeting_id: int
    vote_id: int
    plan_id: int
    variant_ids: tuple[int, int]  # the group's, and one branched from it


def build_town(database: Database, issues: int, now: datetime) -> Town:
    dice = random.Random(SEED)
    with database.unit_of_work() as session:
        world = build_world(session, now)
        people = _add_residents(session, dice, now)
        topics = [_topic(session, world, dice, now).id for _ in range(ITEMS)]
        _insert(session, Issue, _issues(dice, world, people, topics[-1], issues, now))
        _enter(session, "issue", Issue, Issue.posted_at)
        _insert(session, Comment, _comments(dice, people, issues, now))
        _insert(session, Answer, _answers(dice, world, people, issues, now))
        _insert(session, AuditEntry, _history(world, people, topics[0], issues, now))
        _insert(session, Decision, _decisions(session, dice, world, now))
        _enter(session, "decision", Decision, Decision.proposed_at)
        _insert(session, Action, _actions(dice, world, issues, now))
        _enter(session, "action", Action, Action.agreed_at)
        town = Town(
            world, issues, 1, topics[0], _meeting(session, world, dice, topics, now), _vote(session, world, now),
            *_plan(session, world, dice, now),
        )  # fmt: skip
    _gather_statistics(database)
    return town


def words(dice: random.Random, least: int, most: int) -> str:
    """So many words, beginning like a sentence."""
    chosen = ("".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(dice.randint(least, most)))
    return " ".join(chosen).capitalize()


def _insert(session: Session, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == AT_ONCE:
            session.execute(sa.insert(model), chunk)
            chunk = []
    if chunk:
        session.execute(sa.insert(model), chunk)


def _enter(session: Session, kind: str, model: Any, at: Any) -> None:
    """Give rows that were inserted in bulk, all of them public, their place in the register."""
    public = sa.literal(Audience.PUBLIC, sa.SmallInteger)
    columns = ["kind", "id", "group_id", "topic_id", "title", "lang", "own_audience", "audience", "at"]
    rows = sa.select(
        sa.literal(kind), model.id, model.group_id, model.topic_id, model.title, model.lang, public, public, at
    )
    session.execute(sa.insert(Subject).from_select(columns, rows))


def _add_residents(session: Session, dice: random.Random, now: datetime) -> list[int]:
    people = [
        Person(
            email=f"resident-{n}@test.example", name=words(dice, 2, 2).title(), password_hash=QUICK_HASH, created_at=now
        )
        for n in range(RESIDENTS)
    ]
    session.add_all(people)
    session.flush()
    return [person.id for person in people]


def _topic(session: Session, world: World, dice: random.Random, now: datetime) -> Any:
    group = world.group(session)
    title, summary = words(dice, 3, 8)[:150], words(dice, 40, 90)
    return open_topic(session, world.moderator, group, title=title, summary=summary, lang="de", now=now)


def _posted_at(number: int, issues: int, now: datetime) -> datetime:
    """Issue by issue twenty minutes apart, the last one an hour ago."""
    return now - timedelta(minutes=60 + 20 * (issues - number))


def _comments_of(number: int, issues: int) -> int:
    return COMMENTS_MANY if number == issues else COMMENTS_EACH


def _issues(
    dice: random.Random, world: World, people: list[int], topic_id: int, issues: int, now: datetime
) -> Iterator[dict[str, Any]]:
    categories, states, bodies = list(Category), list(IssueState), list(world.organisations.values())
    for number in range(1, issues + 1):
        posted_at = _posted_at(number, issues, now)
        yield {
            "id": number, "quarter_id": world.quarter_id, "group_id": world.group_id,
            "topic_id": topic_id if number == issues else None, "reporter_id": dice.choice(people),
            "organisation_id": dice.choice([None, *bodies]), "title": words(dice, 3, 9)[:150],
            "text": words(dice, 30, 120), "lang": dice.choice(["de", "de", "de", "ar", "tr"]),
            "category": dice.choice(categories), "state": dice.choice(states), "place": words(dice, 2, 4),
            "posted_at": posted_at, "answer_due_on": (posted_at + timedelta(days=14)).date(),
            "support_count": dice.randint(0, 40), "comment_count": _comments_of(number, issues), "version": 1,
        }  # fmt: skip


def _comments(dice: random.Random, people: list[int], issues: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(1, issues + 1):
        of_issue = _comments_of(number, issues)
        for nth in range(of_issue):
            posted_at = _posted_at(number, issues, now) + timedelta(minutes=50 * (nth + 1) / of_issue)
            yield {
                "kind": "issue", "subject_id": number, "author_id": dice.choice(people), "text": words(dice, 8, 60),
                "lang": dice.choice(["de", "ar"]), "posted_at": posted_at,
            }  # fmt: skip


def _answers(
    dice: random.Random, world: World, people: list[int], issues: int, now: datetime
) -> Iterator[dict[str, Any]]:
    for number in {issues, *range(2, issues, 2)}:
        yield {
            "issue_id": number, "organisation_id": world.organisations["city"], "author_id": dice.choice(people),
            "text": words(dice, 30, 80), "lang": "de", "state": IssueState.IN_PROGRESS,
            "answered_at": _posted_at(number, issues, now),
        }  # fmt: skip


def _history(world: World, people: list[int], topic_id: int, issues: int, now: datetime) -> Iterator[dict[str, Any]]:
    """What happened: each issue was posted and commented; one topic has a long thread."""
    common = {"subject_kind": "issue", "group_id": world.group_id, "title": "", "data": {}}
    for number in range(1, issues + 1):
        about = {**common, "subject_id": number, "at": _posted_at(number, issues, now), "topic_id": None}
        about["actor_id"] = people[number % len(people)]
        yield {**about, "name": IssuePosted.name}
        for _ in range(_comments_of(number, issues)):
            yield {**about, "name": CommentPosted.name}
    for nth in range(THREAD):
        at = now - timedelta(days=nth)
        yield {
            **common, "subject_id": max(1, issues - nth), "at": at, "topic_id": topic_id,
            "actor_id": people[nth], "name": IssueAttachedToTopic.name,
        }  # fmt: skip


def _decisions(session: Session, dice: random.Random, world: World, now: datetime) -> Iterator[dict[str, Any]]:
    charter = get_charter(session, world.group_id)
    rule: Rule = rule_of(charter)
    for number in range(1, DECIDED + 1):
        votes = [
            BenchVotes(bench, seats=2, present=2, yes=(yes := dice.randint(0, 2)), no=2 - yes) for bench in BenchKey
        ]
        result = count(votes, rule)
        decided_at = now - timedelta(days=3 * number)
        yield {
            "group_id": world.group_id, "charter_id": charter.id, "title": words(dice, 3, 9)[:150],
            "question": words(dice, 15, 40), "lang": "de", "method": Method.ONLINE, "state": DecisionState.CLOSED,
            "proposed_by_id": world.moderator.person_id, "proposed_at": decided_at, "opened_at": decided_at,
            "closes_at": decided_at, "decided_at": decided_at, "number": f"2026/online-{number}",
            "outcome": result.outcome, "result": result.as_dict(), "version": 1,
        }  # fmt: skip


def _vote(session: Session, world: World, now: datetime) -> int:
    """An open vote in which half of the seats have voted."""
    decision = proposals.propose(
        session, world.moderator, world.group(session), title="Bado keri", question="Mila sone ko dera?", lang="de",
        method=Method.ONLINE, closes_at=now + timedelta(days=3), now=now,
    )  # fmt: skip
    open_vote(session, world.moderator, decision, now=now)
    for actor in (world.city, world.cooperative, world.initiative):
        cast_ballot(session, actor, decision, Choice.YES, now=now)
    return decision.id


def _meeting(session: Session, world: World, dice: random.Random, topics: list[int], now: datetime) -> int:
    """A running meeting: a note, a question and an action under every second item."""
    meeting = schedule(
        session, world.moderator, world.group(session), starts_at=now, place="Mila 4", lang="de", now=now
    )
    items = [add_topic(session, world.moderator, meeting, session.get_one(Topic, topic), now=now) for topic in topics]
    start(session, world.moderator, meeting, now=now)
    for name in ("city", "cooperative", "initiative", "neighbour"):
        arrive(session, world.secretary, meeting, session.get_one(Seat, world.seats[name]), now=now)
    for item in items[::2]:
        begin_item(session, world.secretary, meeting, item, now=now)
        write_notes(session, world.secretary, meeting, item, words(dice, 30, 80), expected=item.version, now=now)
        put_question(
            session, world.secretary, meeting, item, title=words(dice, 3, 6), question=words(dice, 8, 20), lang="de",
            now=now,
        )  # fmt: skip
        agree_action(
            session, world.secretary, meeting, item, title=words(dice, 3, 6), text="", lang="de",
            organisation_id=world.organisations["city"], person_id=None, due_on=(now + timedelta(days=20)).date(),
            now=now,
        )  # fmt: skip
    return meeting.id


def _actions(dice: random.Random, world: World, issues: int, now: datetime) -> Iterator[dict[str, Any]]:
    """One for every so many issues, half of them done."""
    for number in range(1, issues // ISSUES_TO_ACTION + 1):
        due_on = (now + timedelta(days=30 - number)).date()
        is_done = number % 2 == 0
        yield {
            "group_id": world.group_id, "title": words(dice, 3, 9)[:150], "text": words(dice, 10, 40), "lang": "de",
            "organisation_id": dice.choice([*world.organisations.values()]), "due_on": due_on,
            "state": ActionState.DONE if is_done else ActionState.OPEN, "done_on": due_on if is_done else None,
            "agreed_by_id": world.moderator.person_id, "agreed_at": now - timedelta(days=number), "version": 1,
        }  # fmt: skip


def _plan(session: Session, world: World, dice: random.Random, now: datetime) -> tuple[int, tuple[int, int]]:
    """A plan whose variants are as full as they may be; the second differs in some elements from the first."""
    plan = open_plan(
        session, world.moderator, world.group(session), title="Nemi lasa", aim=words(dice, 20, 40), lang="de",
        from_on=now.date(), until_on=(now + timedelta(days=30)).date(), area=AREA, criteria=["Kela", "Moni"], now=now,
    )  # fmt: skip
    first = get_groups_variant(session, plan.id)
    _insert(session, Element, _elements(dice, world, first.id, now))
    elements = session.exec(select(Element).where(Element.variant_id == first.id)).all()
    keep(session, *(element.subject(plan) for element in elements))
    second = branch_variant(
        session,
        world.initiative,
        VariantOfPlan(plan, first),
        title="Rise kona",
        text=words(dice, 10, 20),
        lang="de",
        now=now,
    )
    session.flush()
    for row in list_elements(session, [second.id])[second.id][:CHANGED]:
        session.execute(sa.update(Element).where(Element.id == row.id).values(cost=dice.randint(1, 99) * 1000))
    return plan.id, (first.id, second.id)


def _elements(dice: random.Random, world: World, variant_id: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(MOST_ELEMENTS):
        yield {
            "variant_id": variant_id, "origin_id": f"{number:032x}", "kind": dice.choice([*ElementKind]),
            "title": words(dice, 2, 5)[:100], "text": words(dice, 8, 30), "lang": "de", "place": words(dice, 1, 3),
            "longitude": dice.uniform(*LONGITUDES), "latitude": dice.uniform(*LATITUDES),
            "cost": dice.randint(1, 200) * 100, "keeper": words(dice, 1, 2), "author_id": world.initiative.person_id,
            "support_count": dice.randint(0, 9), "comment_count": dice.randint(0, 4), "added_at": now, "version": 1,
        }  # fmt: skip


def _gather_statistics(database: Database) -> None:
    """As the databases do by themselves after a while. PostgreSQL must also learn which ids are taken."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT setval('issue_id_seq', (SELECT max(id) FROM issue))")
        connection.exec_driver_sql("ANALYZE")

"""Something closed wherever something can be closed, and in each of its texts a marker word of its own.

One story, told through the services of the house: a group holds meetings, and of some items only the group may know.
How they came to be closed, by which ways actions were agreed on them, and how far the minutes went is the `Course`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import count
from random import Random
from typing import Any

from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.accounts.service import make_calendar_link, sign_up
from quarter.actions import service as actions
from quarter.actions.domain import ActionState, Location, PhotoMoment, ProgressPhoto, Promise
from quarter.actions.models import Action
from quarter.decisions.domain import BenchVotes, Method
from quarter.decisions.models import Decision
from quarter.decisions.service.proposals import propose, reword
from quarter.foundation.actors import Actor, Role
from quarter.foundation.storage import Storage
from quarter.foundation.subjects import Audience, get_subject
from quarter.groups import service as groups
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.issues.domain import Category
from quarter.issues.service import attaching, reporting
from quarter.meetings.domain import ItemKind, Office, Reply
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.outcomes import list_outcomes
from quarter.meetings.service.agenda import add_item, add_topic, change_item
from quarter.meetings.service.attachments import attach
from quarter.meetings.service.carry_over import carry_over
from quarter.meetings.service.conflicts import note_conflict
from quarter.meetings.service.corrections import add_correction
from quarter.meetings.service.course import arrive, begin_item, end, start
from quarter.meetings.service.guests import welcome_guest
from quarter.meetings.service.invitations import invite, send_agenda_again
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.offices import give_offices
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import schedule_series
from quarter.meetings.service.proposals import decline_proposal, propose_item
from quarter.meetings.service.replies import reply
from quarter.meetings.service.speaking import ask_to_speak
from quarter.minutes.domain import MinutesState, ObjectionState
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import answer_objection, object_to_minutes
from quarter.minutes.service.sealing import seal
from quarter.minutes.service.signatures import sign
from quarter.minutes.service.translations import translate
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.queries import VariantOfPlan, get_groups_variant
from quarter.planning.service.elements import add_element
from quarter.topics import service as topics
from quarter.topics.models import Topic
from quarter.voices import service as voices
from tests.conftest import NOW
from tests.factories.world import FROM, QUICK_HASH, World
from tests.meetings.evening import EVERYBODY, items
from tests.planning.plans import open_plan

STEM = "Zwiebelzopf"  # letters that each coding of text leaves as they are, and that stand nowhere else
LETTERS = "bcdfghjkmnprstvwxyz"
IN_MAILS = "who got a mail"  # but no page shows it any more
OWNER = "other_member"  # sits in another group, and speaks there for the body that owes the actions


class Closing(StrEnum):
    """How an item came to be closed."""

    AT_ONCE = "at once"
    BEFORE = "changed before the meeting"
    AFTER = "changed after all that came of it"
    PART = "part of a closed item"
    MOVED = "moved under a closed item after all that came of it"


class Way(StrEnum):
    """By which door an action was agreed."""

    MEETING = "from the meeting"
    DECISION = "from the decision's page, with a public topic"
    PLAN = "from a variant that the decision adopted"


@dataclass(frozen=True)
class Course:
    """The closed items of the meeting, each with the ways to its actions, and what becomes of the whole."""

    items: tuple[tuple[Closing, tuple[Way, ...]], ...]
    minutes: MinutesState = MinutesState.SEALED
    is_announced: bool = True
    runs_again: bool = True  # another meeting is at a closed item just now

    @classmethod
    def drawn(cls, random: Random) -> "Course":
        return cls(
            tuple((each, (random.choice(list(Way)),)) for each in random.sample(list(Closing), random.randint(1, 2))),
            random.choice(list(MinutesState)),
            random.random() < 0.5,
            random.random() < 0.5,
        )


DENSE = Course(
    (
        (Closing.AT_ONCE, tuple(Way)), (Closing.BEFORE, (Way.MEETING,)), (Closing.AFTER, (Way.DECISION, Way.PLAN)),
        (Closing.PART, (Way.DECISION,)), (Closing.MOVED, (Way.MEETING,)),
    )
)  # fmt: skip


@dataclass
class Words:
    """The marker words: what each of them is, and which reader outside the group may read it all the same."""

    said: dict[str, str] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)

    def new(self, what: str, reader: str = "") -> str:
        first, second = divmod(len(self.said), len(LETTERS))
        word = f"{STEM}{LETTERS[first]}{LETTERS[second]}"
        self.said[word.lower()], self.readers[word.lower()] = what, reader
        return word

    def kept_from(self, reader: str) -> set[str]:
        return {word for word in self.said if self.readers[word] != reader}


class Story:
    """Tells it; `words` are to be found by the group alone, and nothing of them by anybody else."""

    def __init__(self, session: Session, world: World, storage: Storage, course: Course) -> None:
        self.session, self.world, self.storage, self.course = session, world, storage, course
        self.words = Words()
        self._minutes, self._days = count(1, 2), count(1)

    @property
    def now(self) -> datetime:
        """Each deed comes two minutes after the one before it."""
        return NOW + timedelta(minutes=next(self._minutes))

    def tell(self) -> None:
        self._name_people()
        self.topic = self._public_matter()
        earlier = self._earlier_meeting()
        meeting = self._planned()
        closed = [(self._closed_item(meeting, closing), closing, ways) for closing, ways in self.course.items]
        half_reached, _unreached = [self._item_with_part(meeting, what) for what in ("half reached", "unreached")]
        invite(self.session, self.world.moderator, meeting, now=self.now)
        self._open(meeting)
        self._public_item(meeting)
        for item, closing, ways in closed:
            self._all_that_comes_of(meeting, item, ways)
            if closing in (Closing.AFTER, Closing.MOVED):
                self._close(meeting, item, closing)
        self._correct(earlier, meeting)
        begin_item(self.session, self.world.secretary, meeting, half_reached, now=self.now)
        end(self.session, self.world.secretary, meeting, now=self.now)
        self._minutes_go_on(meeting, closed[0][0])
        self._take_up_again()
        if self.course.runs_again:
            self._run_again()
        self._plan_ahead()
        self._people_ask()
        self._seat_ends()

    # Who is there

    def _name_people(self) -> None:
        """Who has not agreed to be named bears a marker as a name; readers have their calendars."""
        session, world = self.session, self.world
        ina = session.get_one(Person, world.initiative.person_id)
        ina.name = f"Ina {self.words.new('name of a member', 'admin')}"
        session.flush()
        groups.give_seat(
            session, world.other_moderator, world.other_group(session),
            session.get_one(Person, world.other_member.person_id), role=Role.OBSERVER, bench_id=None,
            organisation_id=world.organisations["cooperative"], from_on=FROM, now=self.now,
        )  # fmt: skip
        for name in ("resident", "other_moderator", "other_member", "substitute", "secretary"):
            make_calendar_link(session, getattr(world, name), now=self.now)

    def _public_matter(self) -> Topic:
        """A topic with an issue, followed by everybody who is no member."""
        session, world = self.session, self.world
        issue = reporting.post_issue(
            session, world.resident, world.group(session), title="The swing is broken", text="A chain is torn.",
            lang="en", category=Category.PLAYGROUND, place="Playground North", today=NOW.date(), now=self.now,
        )  # fmt: skip
        topic = attaching.open_topic_from(
            session, world.moderator, issue, title="Playground", summary="", lang="en", now=self.now
        )
        for name in ("resident", "other_moderator", "other_member", "substitute", "admin", "observer"):
            voices.follow(session, getattr(world, name), topic, now=self.now)
        voices.follow(session, world.other_moderator, issue, now=self.now)
        return topic

    # Meetings

    def _planned(self) -> Meeting:
        session, world = self.session, self.world
        day = NOW + timedelta(days=next(self._days))
        [meeting] = schedule_series(
            session, world.moderator, world.group(session), [day], place="Hall", lang="de", now=self.now
        )
        return meeting

    def _open(self, meeting: Meeting) -> None:
        session, world = self.session, self.world
        start(session, world.moderator, meeting, now=self.now)
        for name in (*EVERYBODY, "secretary"):
            seat = session.get_one(Seat, world.seats[name])
            arrive(session, world.secretary, meeting, seat, now=self.now)
        guest = f"Gero {self.words.new('name of a guest')}"
        welcome_guest(session, world.secretary, meeting, name=guest, organisation="Kita", now=self.now)

    def _earlier_meeting(self) -> AgendaItem:
        """Approved minutes with a closed item, which is corrected later."""
        session, world = self.session, self.world
        meeting = self._planned()
        item = self._item(meeting, "item that is corrected", is_public=False)
        self._open(meeting)
        self._note(meeting, item, "notes that are corrected")
        end(session, world.secretary, meeting, now=self.now)
        circulate(session, world.secretary, meeting, now=self.now)
        approve(session, world.moderator, meeting, now=self.now)
        return item

    def _take_up_again(self) -> None:
        """A later meeting takes up what was not reached and hears of the open actions; its minutes went round."""
        session, world = self.session, self.world
        meeting = self._planned()
        carry_over(session, world.moderator, meeting, now=self.now)
        self._open(meeting)
        standing = next(item for item in items(session, meeting) if item.kind is ItemKind.ACTIONS)
        begin_item(session, world.secretary, meeting, standing, now=self.now)
        end(session, world.secretary, meeting, now=self.now)
        circulate(session, world.secretary, meeting, now=self.now)

    def _run_again(self) -> None:
        """A meeting is at a closed item, and somebody waits to speak."""
        session, world = self.session, self.world
        meeting = self._planned()
        item = self._item(meeting, "item that is talked about now", is_public=False)
        self._open(meeting)
        begin_item(session, world.secretary, meeting, item, now=self.now)
        ask_to_speak(session, world.secretary, meeting, seat_id=world.seats["initiative"], now=self.now)

    def _plan_ahead(self) -> None:
        """A planned meeting with an agenda that was sent twice, and an answer to the invitation."""
        session, world = self.session, self.world
        meeting = self._planned()
        old_title = self._text("old title of an item", IN_MAILS)
        item = add_item(session, world.moderator, meeting, title=old_title, is_public=False, now=self.now)
        invite(session, world.moderator, meeting, now=self.now)
        self._change(meeting, item, is_public=False, title=self._text("new title of an item"))
        send_agenda_again(session, world.moderator, meeting, now=self.now)
        reply(
            session, world.neighbour, meeting, session.get_one(Seat, world.seats["neighbour"]),
            says=Reply.CANNOT_COME, note=self._text("word on an answer to the invitation"), now=self.now,
        )  # fmt: skip

    # Items

    def _text(self, what: str, reader: str = "") -> str:
        return f"Etwas {self.words.new(what, reader)} dazu."

    def _item(self, meeting: Meeting, what: str, **values: Any) -> AgendaItem:
        return add_item(
            self.session, self.world.moderator, meeting, title=self._text(f"title of {what}"), **values, now=self.now
        )

    def _closed_item(self, meeting: Meeting, closing: Closing) -> AgendaItem:
        """An item that is or becomes closed, with a file, a part and a question from before the meeting."""
        is_public = closing is not Closing.AT_ONCE
        whole = self._item(meeting, "a whole", is_public=False) if closing is Closing.PART else None
        item = self._item(meeting, f"item closed {closing}", is_public=is_public, parent=whole)
        self._attach(meeting, item)
        if closing in (Closing.AT_ONCE, Closing.BEFORE, Closing.AFTER):
            part = self._item(meeting, f"part of item closed {closing}", parent=item)
            self._attach(meeting, part)
        self._question(meeting, item)
        if closing is Closing.BEFORE:
            self._close(meeting, item, closing)
        return item

    def _close(self, meeting: Meeting, item: AgendaItem, closing: Closing) -> None:
        whole = self._item(meeting, "a whole", is_public=False) if closing is Closing.MOVED else None
        self._change(meeting, item, is_public=closing is Closing.MOVED, parent=whole)

    def _change(
        self, meeting: Meeting, item: AgendaItem, *, is_public: bool, title: str = "", parent: AgendaItem | None = None
    ) -> None:
        change_item(
            self.session, self.world.moderator, meeting, item, title=title or item.title, lang=item.lang,
            minutes_planned=item.minutes_planned, is_public=is_public, parent=parent,
            expected=item.version, now=self.now,
        )  # fmt: skip

    def _item_with_part(self, meeting: Meeting, what: str) -> AgendaItem:
        item = self._item(meeting, f"{what} item", is_public=False)
        part = self._item(meeting, f"part of {what} item", parent=item)
        for each in (item, part):
            self._attach(meeting, each)
        return item

    def _attach(self, meeting: Meeting, item: AgendaItem) -> None:
        content = self._text("content of a file").encode()
        attach(
            self.session, self.world.secretary, meeting, item, file=self.storage.put(content, "pdf"),
            name=f"{self.words.new('name of a file')}.pdf", suffix="pdf", size=len(content),
            sha256=sha256(content).hexdigest(), now=self.now,
        )  # fmt: skip

    def _question(self, meeting: Meeting, item: AgendaItem) -> Decision:
        return put_question(
            self.session, self.world.secretary, meeting, item, title=self._text("title of a question"),
            question=self._text("wording of a question"), lang="de", mover_id=self.world.seats["initiative"],
            now=self.now,
        )  # fmt: skip

    def _note(self, meeting: Meeting, item: AgendaItem, what: str) -> None:
        begin_item(self.session, self.world.secretary, meeting, item, now=self.now)
        write_notes(
            self.session, self.world.secretary, meeting, item, self._text(what), expected=item.version, now=self.now
        )

    # What comes of an item

    def _public_item(self, meeting: Meeting) -> None:
        """It is open, but who moved it, who took no part and who will do it has not agreed to be named."""
        session, world = self.session, self.world
        item = add_topic(session, world.moderator, meeting, self.topic, now=self.now)
        begin_item(session, world.secretary, meeting, item, now=self.now)
        write_notes(session, world.secretary, meeting, item, "Alle berichten.", expected=item.version, now=self.now)
        decision = put_question(
            session, world.secretary, meeting, item, title="Swings", question="Repair them?", lang="en",
            mover_id=world.seats["initiative"], now=self.now,
        )  # fmt: skip
        self._count(decision, yes=1)
        note_conflict(session, world.secretary, meeting, item, world.seats["initiative"], now=self.now)
        give_offices(
            session, world.secretary, meeting, item, {Office.SECRETARY: world.seats["initiative"]}, now=self.now
        )
        agree_action(
            session, world.secretary, meeting, item, title="New chains", text="", lang="en",
            organisation_id=world.organisations["initiative"], person_id=world.initiative.person_id,
            due_on=self._due_on, now=self.now,
        )  # fmt: skip

    def _all_that_comes_of(self, meeting: Meeting, item: AgendaItem, ways: tuple[Way, ...]) -> None:
        session, world = self.session, self.world
        self._note(meeting, item, "notes on a closed item")
        note_conflict(session, world.secretary, meeting, item, world.seats["initiative"], now=self.now)
        give_offices(session, world.secretary, meeting, item, {Office.CHAIR: world.seats["initiative"]}, now=self.now)
        failed = self._question(meeting, item)
        self._count(failed, no=1)
        again = reword(
            session, world.moderator, failed, title=self._text("title of a new wording"),
            question=self._text("question in a new wording"), lang="de", now=self.now,
        )  # fmt: skip
        self._count(again, yes=1)
        propose(
            session, world.moderator, world.group(session), title=self._text("title of an online question"),
            question=self._text("online question"), lang="de", method=Method.ONLINE, topic_id=self.topic.id,
            agenda_item_id=item.id, closes_at=NOW + timedelta(days=20), now=self.now,
        )  # fmt: skip
        for way in ways:
            for action in self._agree(meeting, item, again, way):
                self._report(action)
                self._announce(action)

    def _count(self, decision: Decision, **hands: int) -> None:
        votes = [BenchVotes(bench, 2, 2, **hands) for bench in BenchKey]
        count_votes(self.session, self.world.secretary, decision, votes, now=self.now)

    def _agree(self, meeting: Meeting, item: AgendaItem, decision: Decision, way: Way) -> list[Action]:
        session, world = self.session, self.world
        if way is Way.PLAN:
            return self._go_on_with_variant(decision)
        about = {
            "title": self._text(f"title of an action {way}", OWNER),
            "text": self._text(f"text of an action {way}", OWNER), "lang": "de",
            "organisation_id": world.organisations["cooperative"], "due_on": self._due_on,
            "place": Location(words=self._text("place of an action", OWNER), latitude=53.5, longitude=8.5),
        }  # fmt: skip
        if way is Way.MEETING:
            about["person_id"] = world.cooperative.person_id
            return [agree_action(session, world.secretary, meeting, item, **about, now=self.now)]
        return [
            actions.agree(
                session, world.secretary, world.group(session), **about, topic_id=self.topic.id,
                agenda_item_id=decision.agenda_item_id, decision_id=decision.id, now=self.now,
            )
        ]  # fmt: skip

    def _go_on_with_variant(self, decision: Decision) -> list[Action]:
        """What stands in a plan is public; what becomes of it by a closed decision is not."""
        session, world = self.session, self.world
        plan = open_plan(session, world, picture=None, topic_id=self.topic.id, now=self.now)
        of = VariantOfPlan(plan, get_groups_variant(session, plan.id))
        sketch = Sketch(kind=ElementKind.TREE, title="A lime tree", lang="en", latitude=53.5, longitude=8.5)
        element = add_element(session, world.moderator, of, sketch, now=self.now)
        promise = Promise(element.id, world.organisations["cooperative"], None, self._due_on)
        return actions.go_on_with_variant(session, world.moderator, of, decision, [promise], now=self.now)

    def _report(self, action: Action) -> None:
        photo = ProgressPhoto(
            key=self.storage.put(b"a picture", "webp"), width=9, height=6, shows=PhotoMoment.NOW,
            description=self._text("what a photo shows", OWNER),
        )  # fmt: skip
        for state in (ActionState.DONE, ActionState.IN_PROGRESS):
            actions.report_progress(
                self.session, self.world.cooperative, action, text=self._text("report on an action", OWNER), lang="de",
                state=state, photo=photo, now=self.now, today=NOW.date(),
            )  # fmt: skip

    def _announce(self, action: Action) -> None:
        thing = get_subject(self.session, "action", action.id, self.world.moderator)
        if self.course.is_announced and action.topic_id and thing and thing.audience == Audience.GROUP:
            topics.announce(
                self.session, self.world.moderator, self.topic, thing, title="Something is planted",
                reason="Neighbours asked.", lang="en", now=self.now,
            )  # fmt: skip

    @property
    def _due_on(self) -> date:
        return (NOW + timedelta(days=2)).date()

    # Afterwards

    def _correct(self, earlier: AgendaItem, meeting: Meeting) -> None:
        item = add_correction(
            self.session, self.world.moderator, meeting, earlier, title=self._text("title of a correction"), lang="de",
            now=self.now,
        )  # fmt: skip
        self._note(meeting, item, "notes on a correction")

    def _minutes_go_on(self, meeting: Meeting, item: AgendaItem) -> None:
        """As far as the course says, with an objection and translations."""
        session, world = self.session, self.world
        reached = list(MinutesState).index(self.course.minutes)
        if reached < 1:
            return
        circulate(session, world.secretary, meeting, now=self.now)
        self._object(meeting, item)
        asked = [row.question for row in list_outcomes(session, [item], reader=None)[item.id].decisions if row.number]
        for original in (item.notes, *asked):
            translate(
                session, world.initiative, meeting, original, text=self._text("translation"), lang="en", now=self.now
            )
        translate(session, world.initiative, meeting, "Alle berichten.", text="All.", lang="en", now=self.now)
        if reached < 2:
            return
        approve(session, world.moderator, meeting, now=self.now)
        if reached < 3:
            return
        for signer in (world.moderator, world.secretary):
            sign(session, signer, meeting, now=self.now)
        seal(session, world.moderator, meeting, now=self.now)

    def _object(self, meeting: Meeting, item: AgendaItem) -> None:
        for of in (item, None):
            objection = object_to_minutes(
                self.session, self.world.neighbour, meeting, of, text=self._text("objection"), lang="de", now=self.now
            )
            answer_objection(
                self.session, self.world.secretary, meeting, objection, state=ObjectionState.DECLINED,
                text=self._text("answer to an objection"), lang="de", now=self.now,
            )  # fmt: skip

    def _people_ask(self) -> None:
        """Proposals for the agenda and requests for a seat, answered and not."""
        session, world, group = self.session, self.world, self.world.group(self.session)
        for is_declined in (False, True):
            proposal = propose_item(
                session, world.neighbour, group, title=self._text("title of a proposal"),
                reason=self._text("reason of a proposal"), lang="de", minutes_wished=5, now=self.now,
            )  # fmt: skip
            if is_declined:
                decline_proposal(
                    session, world.moderator, proposal, answer=self._text("answer to a proposal"), lang="de",
                    now=self.now,
                )  # fmt: skip
            person = sign_up(
                session, email=f"asker{is_declined}@test.example", password_hash=QUICK_HASH, language="de",
                name=f"Asa {self.words.new('name of who asks', 'admin')}", now=self.now,
            )  # fmt: skip
            asked = groups.ask_for_seat(
                session, Actor(person.id, person.name), group, bench_id=world.benches[BenchKey.RESIDENTS],
                organisation_id=None, reason=self._text("reason to ask for a seat", "admin"), lang="de", now=self.now,
            )  # fmt: skip
            if is_declined:
                answer = self._text("why there is no seat", "admin")
                groups.decline_seat(session, world.moderator, asked, answer=answer, lang="de", now=self.now)

    def _seat_ends(self) -> None:
        """The substitute was invited as a member, and is none when the letters go out."""
        session, world = self.session, self.world
        seat = session.get_one(Seat, world.seats["substitute"])
        groups.end_seat(session, world.moderator, seat, today=NOW.date(), now=self.now)


def tell(session: Session, world: World, storage: Storage, course: Course) -> Story:
    story = Story(session, world, storage, course)
    story.tell()
    return story

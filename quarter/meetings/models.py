from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import JSON, CheckConstraint, Field, Index, UniqueConstraint

from quarter.actions.domain import ActionState
from quarter.foundation.actors import Role
from quarter.foundation.models import StorageKey, StoredEnum, Table, one_of
from quarter.meetings.domain import (
    SIGNERS,
    Held,
    ItemKind,
    MeetingState,
    MinutesState,
    ObjectionState,
    Office,
    ProposalState,
    Reply,
)


class Meeting(Table, table=True):
    """One sitting of a group; `number` counts the group's meetings, `lang` is the language of record."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint(one_of("state", MeetingState), name="state"),
        CheckConstraint("(state = 'planned') = (opened_at IS NULL)", name="opened"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint(one_of("held", Held), name="held"),
        CheckConstraint("held = 'in_person' OR link <> ''", name="online_has_link"),
        CheckConstraint("held = 'online' OR place <> ''", name="in_person_has_place"),
        CheckConstraint("(invited_at IS NULL) = (notice_days IS NULL)", name="invited"),
        Index("ix_meeting_starts_at", "starts_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    number: int
    starts_at: datetime
    planned_minutes: int = 120
    held: Held = Field(default=Held.IN_PERSON, sa_type=StoredEnum(Held))
    place: str = Field(max_length=200)
    link: str = Field(default="", max_length=300)
    lang: str = Field(max_length=12)
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=StoredEnum(MeetingState))
    invited_at: datetime | None = None
    notice_days: int | None = None  # as many the charter asked for when the group was invited
    agenda_sent: list[Any] | None = Field(default=None, sa_type=JSON)  # (item id, title) as everybody last got it
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    not_held_because: str = Field(default="", max_length=300)  # in the language of record; empty: it was held
    calendar_sequence: int = 0  # iCalendar SEQUENCE: one more for each change of time or place
    version: int = 1

    def as_subject(self) -> dict[str, Any]:
        """What its events say about it."""
        return {"subject_id": self.id, "group_id": self.group_id, "number": self.number}


class InvitationLetter(Table, table=True):
    """A letter about a meeting to somebody with a seat; `entry_id` is the invitation, or the change, that it tells."""

    __tablename__ = "invitation_letter"

    entry_id: int = Field(foreign_key="audit_entry.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    handed_over_at: datetime | None = None  # to the mail server; None: not yet, or there is none


class AgendaItem(Table, table=True):
    """One point of the agenda, from a topic or free, with the notes of the record.

    `position` orders it among its siblings: the items of the meeting, or the parts of one of them. An item that is
    not public hides its parts too. The current item of a running meeting is the one started last.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index("ix_agenda_item_meeting_id_position", "meeting_id", "position"),
        CheckConstraint("minutes_planned > 0", name="minutes_planned"),
        CheckConstraint(one_of("kind", ItemKind), name="kind"),
        # A part belongs to an item of its own meeting, and a standing item is part of none.
        UniqueConstraint("id", "meeting_id"),
        sa.ForeignKeyConstraint(["parent_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"]),
        CheckConstraint("parent_id IS NULL OR (kind = 'matter' AND parent_id <> id)", name="parent"),
        CheckConstraint("corrects_id <> id", name="corrects_another"),
        # Everybody reads a topic and sees where it is talked about.
        CheckConstraint("topic_id IS NULL OR is_public", name="topics_are_public"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    parent_id: int | None = Field(default=None, index=True)
    corrects_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)  # of approved minutes
    # The item of an earlier meeting that was not reached there: it comes back once.
    carried_from_id: int | None = Field(default=None, foreign_key="agenda_item.id", unique=True)
    kind: ItemKind = Field(default=ItemKind.MATTER, sa_type=StoredEnum(ItemKind))
    position: int
    title: str = Field(max_length=160)
    lang: str = Field(max_length=12)
    is_public: bool = True
    minutes_planned: int = 15
    notes: str = Field(default="", sa_type=sa.Text)
    started_at: datetime | None = None
    version: int = 1


class Attachment(Table, table=True):
    """A file that belongs to a meeting or to one of its items; whoever may read the item may have it."""

    __tablename__ = "meeting_attachment"
    __table_args__ = (
        sa.ForeignKeyConstraint(["agenda_item_id", "meeting_id"], ["agenda_item.id", "agenda_item.meeting_id"]),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, index=True)
    name: str = Field(max_length=120)
    media_type: str = Field(max_length=80)
    size: int  # in bytes
    sha256: str = Field(max_length=64)
    file: str = Field(sa_type=StorageKey)
    attached_by_id: int = Field(foreign_key="person.id")
    attached_at: datetime


class AgendaProposal(Table, table=True):
    """Somebody proposes an item for a group's agenda, and gets it there or a reason why not."""

    __tablename__ = "agenda_proposal"
    __table_args__ = (
        CheckConstraint(one_of("state", ProposalState), name="state"),
        CheckConstraint("minutes_wished > 0", name="minutes_wished"),
        CheckConstraint(
            "(state = 'open') = (answered_at IS NULL) AND (state = 'open') = (answered_by_id IS NULL)", name="answered"
        ),
        CheckConstraint("(state = 'taken') = (agenda_item_id IS NOT NULL)", name="taken"),
        CheckConstraint("(state = 'declined') = (answer <> '')", name="declined_with_reason"),
        Index("ix_agenda_proposal_group_id_state", "group_id", "state", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    proposer_id: int = Field(foreign_key="person.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id")
    issue_id: int | None = Field(default=None, foreign_key="issue.id")
    title: str = Field(max_length=160)
    reason: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    minutes_wished: int
    proposed_at: datetime
    state: ProposalState = Field(default=ProposalState.OPEN, sa_type=StoredEnum(ProposalState))
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", unique=True)
    answer: str = Field(default="", sa_type=sa.Text)
    answer_lang: str = Field(default="", max_length=12)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


class ReportedAction(Table, table=True):
    """How an open action stood when the item about the open actions began."""

    __tablename__ = "reported_action"
    __table_args__ = (CheckConstraint("state IN ('open', 'in_progress')", name="is_open"),)

    agenda_item_id: int = Field(foreign_key="agenda_item.id", primary_key=True)
    action_id: int = Field(foreign_key="action.id", primary_key=True)
    due_on: date
    state: ActionState = Field(sa_type=StoredEnum(ActionState))
    is_overdue: bool


class Attendance(Table, table=True):
    """A seat was in the room from `arrived_at` until `left_at` (None: still there)."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="times"),
        # Nobody is in the room twice at once.
        Index(
            "uq_attendance_present",
            "meeting_id",
            "seat_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    arrived_at: datetime
    left_at: datetime | None = None


class Guest(Table, table=True):
    """Somebody without a seat was in the room from `arrived_at` until `left_at` (None: still there)."""

    __tablename__ = "meeting_guest"
    __table_args__ = (CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="times"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    name: str = Field(max_length=80)
    organisation: str = Field(default="", max_length=120)
    arrived_at: datetime
    left_at: datetime | None = None


class Break(Table, table=True):
    """The meeting paused from `begun_at` until `ended_at` (None: it still does). It has one break at a time."""

    __tablename__ = "meeting_break"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= begun_at", name="times"),
        Index(
            "uq_meeting_break_open",
            "meeting_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    begun_at: datetime
    ended_at: datetime | None = None


class OfficeHeld(Table, table=True):
    """The seat that chairs a meeting or keeps its minutes; with an item, for that item alone."""

    __tablename__ = "meeting_office"
    __table_args__ = (
        CheckConstraint(one_of("office", Office), name="office"),
        UniqueConstraint("agenda_item_id", "office"),
        Index(
            "uq_meeting_office_whole",
            "meeting_id",
            "office",
            unique=True,
            sqlite_where=sa.text("agenda_item_id IS NULL"),
            postgresql_where=sa.text("agenda_item_id IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id", ondelete="CASCADE")
    office: Office = Field(sa_type=StoredEnum(Office))
    seat_id: int = Field(foreign_key="seat.id")


class ConflictOfInterest(Table, table=True):
    """A seat takes no part in an item and leaves the room for it, so it is not present when votes are counted."""

    __tablename__ = "conflict_of_interest"

    agenda_item_id: int = Field(foreign_key="agenda_item.id", ondelete="CASCADE", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    noted_at: datetime


class Motion(Table, table=True):
    """Who moved a question. Wordings that follow it are the same seat's motion."""

    __tablename__ = "motion"

    decision_id: int = Field(foreign_key="decision.id", ondelete="CASCADE", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id")


class NotesWriter(Table, table=True):
    """When somebody last saved notes on an item, so that others see who is writing there too."""

    __tablename__ = "notes_writer"

    agenda_item_id: int = Field(foreign_key="agenda_item.id", ondelete="CASCADE", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    wrote_at: datetime


class SeatReply(Table, table=True):
    """What a seat answered to the invitation, newest word only; `substitute_id` is the seat that comes instead."""

    __tablename__ = "seat_reply"
    __table_args__ = (
        CheckConstraint(one_of("reply", Reply), name="reply"),
        CheckConstraint("(reply = 'sends_substitute') = (substitute_id IS NOT NULL)", name="names_substitute"),
        # Nobody stands in for two: one person, one vote.
        UniqueConstraint("meeting_id", "substitute_id"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    reply: Reply = Field(sa_type=StoredEnum(Reply))
    substitute_id: int | None = Field(default=None, foreign_key="seat.id")
    note: str = Field(default="", max_length=300)
    replied_at: datetime


class Objection(Table, table=True):
    """Somebody of the group says that a passage of the circulated minutes is wrong; without an item, all of it."""

    __tablename__ = "minutes_objection"
    __table_args__ = (
        CheckConstraint(one_of("state", ObjectionState), name="state"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id")
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    state: ObjectionState = Field(default=ObjectionState.OPEN, sa_type=StoredEnum(ObjectionState))
    raised_at: datetime
    answer: str = Field(default="", sa_type=sa.Text)
    answer_lang: str | None = Field(default=None, max_length=12)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


class MinutesRecord(Table, table=True):
    """The state of a meeting's minutes. `document` is the frozen `Minutes` as JSON, from circulation on.

    Once sealed the row can never be changed or deleted: the triggers below see to it.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint(one_of("state", MinutesState), name="state"),
        CheckConstraint("state = 'draft' OR document IS NOT NULL", name="circulated_has_document"),
        CheckConstraint("(state = 'sealed') = (sha256 IS NOT NULL)", name="sealed_has_hash"),
    )

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    state: MinutesState = Field(default=MinutesState.DRAFT, sa_type=StoredEnum(MinutesState))
    document: str | None = Field(default=None, sa_type=sa.Text)
    circulated_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    approved_in_id: int | None = Field(default=None, foreign_key="meeting.id")  # None: in writing, or by silence
    sealed_at: datetime | None = None
    sealed_by_id: int | None = Field(default=None, foreign_key="person.id")
    sha256: str | None = Field(default=None, max_length=64)
    version: int = 1


class SealedFile(Table, table=True):
    """The PDF of sealed minutes in the language of the record, with the municipality's digital seal on it."""

    __tablename__ = "minutes_sealed_file"

    meeting_id: int = Field(foreign_key="minutes.meeting_id", primary_key=True)
    file: str = Field(sa_type=StorageKey)
    labels: str = Field(max_length=12)  # the language of its headings
    sealed_at: datetime


class RecordTranslation(Table, table=True):
    """A text of circulated minutes in another language, beside the record and never in it.

    `original_sha256` says of which text it is: once that text is corrected, the translation is of it no more.
    """

    __tablename__ = "minutes_translation"
    __table_args__ = (UniqueConstraint("meeting_id", "original_sha256", "lang"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    original_sha256: str = Field(max_length=64)
    lang: str = Field(max_length=12)
    text: str = Field(sa_type=sa.Text)
    translated_by_id: int = Field(foreign_key="person.id")
    translated_at: datetime


class MinutesSignature(Table, table=True):
    """Chair or secretary stands for the approved minutes with their name, as it was then; both before the seal."""

    __tablename__ = "minutes_signature"
    __table_args__ = (
        CheckConstraint(f"role IN ({', '.join(repr(role.value) for role in SIGNERS)})", name="role"),
        UniqueConstraint("meeting_id", "person_id"),  # two signatures are two people
    )

    meeting_id: int = Field(foreign_key="minutes.meeting_id", primary_key=True)
    role: Role = Field(sa_type=StoredEnum(Role), primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    name: str = Field(max_length=80)
    signed_at: datetime


# Sealed minutes cannot be changed by any program that comes through the database's door, ours included.
# The migration carries these statements too. SQLite's INSERT OR REPLACE would pass a DELETE trigger by.
SEALED_GUARDS = {
    "sqlite": (
        """CREATE TRIGGER minutes_sealed_update BEFORE UPDATE ON minutes WHEN OLD.state = 'sealed'
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
        """CREATE TRIGGER minutes_sealed_delete BEFORE DELETE ON minutes WHEN OLD.state = 'sealed'
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
        """CREATE TRIGGER minutes_sealed_replace BEFORE INSERT ON minutes
        WHEN EXISTS (SELECT 1 FROM minutes WHERE meeting_id = NEW.meeting_id AND state = 'sealed')
        BEGIN SELECT RAISE(ABORT, 'sealed minutes cannot be changed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_sealed_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'sealed minutes cannot be changed'
            USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER minutes_sealed BEFORE UPDATE OR DELETE ON minutes
        FOR EACH ROW WHEN (OLD.state = 'sealed') EXECUTE FUNCTION refuse_sealed_minutes()""",
    ),
}
# The triggers go with their table; PostgreSQL's function has to be dropped after it.
SEALED_GUARDS_DROP = {"sqlite": (), "postgresql": ("DROP FUNCTION IF EXISTS refuse_sealed_minutes()",)}


# Nor is there a seal without both signatures, and with it they are as fixed as the text.
_SEALED = "EXISTS (SELECT 1 FROM minutes WHERE meeting_id = {row}.meeting_id AND state = 'sealed')"
_UNSIGNED = "(SELECT COUNT(*) FROM minutes_signature WHERE meeting_id = NEW.meeting_id) < 2"
SIGNATURE_GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER minutes_need_signatures BEFORE UPDATE ON minutes
        WHEN NEW.state = 'sealed' AND OLD.state <> 'sealed' AND {_UNSIGNED}
        BEGIN SELECT RAISE(ABORT, 'minutes are sealed with both signatures'); END""",
        *(
            f"""CREATE TRIGGER minutes_signature_{deed.lower()} BEFORE {deed} ON minutes_signature
            WHEN {_SEALED.format(row=row)}
            BEGIN SELECT RAISE(ABORT, 'signatures of sealed minutes cannot be changed'); END"""
            for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_unsigned_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_UNSIGNED} THEN
                RAISE EXCEPTION 'minutes are sealed with both signatures'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_need_signatures BEFORE UPDATE ON minutes FOR EACH ROW
        WHEN (NEW.state = 'sealed' AND OLD.state <> 'sealed') EXECUTE FUNCTION refuse_unsigned_minutes()""",
        """CREATE FUNCTION refuse_late_signature() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM minutes WHERE meeting_id IN (OLD.meeting_id, NEW.meeting_id) AND state = 'sealed'
            ) THEN
                RAISE EXCEPTION 'signatures of sealed minutes cannot be changed'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER minutes_signature_fixed BEFORE INSERT OR UPDATE OR DELETE ON minutes_signature
        FOR EACH ROW EXECUTE FUNCTION refuse_late_signature()""",
    ),
}
SIGNATURE_GUARDS_DROP = {
    "sqlite": (),
    "postgresql": (
        "DROP FUNCTION IF EXISTS refuse_late_signature()",
        "DROP FUNCTION IF EXISTS refuse_unsigned_minutes() CASCADE",
    ),
}


def _attach(model: type[Table], moment: str, statements: dict[str, tuple[str, ...]]) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    for dialect, ddl in statements.items():
        for statement in ddl:
            event.listen(table, moment, sa.DDL(statement).execute_if(dialect=dialect))


_attach(MinutesRecord, "after_create", SEALED_GUARDS)
_attach(MinutesRecord, "after_drop", SEALED_GUARDS_DROP)
_attach(MinutesSignature, "after_create", SIGNATURE_GUARDS)
_attach(MinutesSignature, "after_drop", SIGNATURE_GUARDS_DROP)

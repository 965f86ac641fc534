"""Come, or look at the minutes: letters to everybody who sits in a group."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from quarter.accounts.models import Person
from quarter.charters.queries import get_charter
from quarter.foundation.actors import Role
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import N_, Words
from quarter.groups.models import Group
from quarter.groups.queries import OwnSeat, list_seats_of
from quarter.letters.compose.draft import Draft, Written
from quarter.letters.domain import Way
from quarter.meetings import icalendar
from quarter.meetings.domain import MeetingState, Reply
from quarter.meetings.events import AgendaSentAgain, MeetingCalledOff, MeetingMoved
from quarter.meetings.icalendar import Guest, Numbered, Publisher, Sitting
from quarter.meetings.models import Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.reply_links import reply_path
from quarter.minutes.domain import MinutesState, last_day_to_object
from quarter.minutes.models import MinutesRecord


def write_invitation(draft: Draft) -> Written | None:
    """That the group meets, with its agenda and an entry for the calendar; for whoever still sits in the group.

    Once it is called off, that alone is told.
    """
    meeting = draft.session.get_one(Meeting, draft.entry.subject_id)
    is_off = meeting.state is MeetingState.CALLED_OFF
    if meeting.state is MeetingState.ENDED or is_off is not (draft.entry.name == MeetingCalledOff.name):
        return None
    seat = _seat(draft, meeting.group_id)
    if seat is None:
        return None
    group = draft.session.get_one(Group, meeting.group_id)
    agenda = list_agenda(draft.session, meeting.id)
    sitting = Sitting(meeting, group.name, draft.url(f"/meetings/{meeting.id}"), agenda)
    return _invitation(draft, sitting, _guest(draft, meeting, seat))


def write_of_minutes(draft: Draft) -> Written | None:
    """That minutes went round, and until when one may object; for whoever may, as long as they may."""
    meeting, words = draft.session.get_one(Meeting, draft.entry.subject_id), draft.words
    record = draft.session.get(MinutesRecord, meeting.id)
    if record is None or record.state is not MinutesState.CIRCULATED or _seat(draft, meeting.group_id) is None:
        return None
    days = get_charter(draft.session, meeting.group_id).objection_days
    last_day = last_day_to_object(local_date(record.circulated_at, draft.town.timezone), days)
    if draft.today > last_day:
        return None
    group = draft.session.get_one(Group, meeting.group_id)
    text = words.gettext(
        "The minutes of meeting %(number)s of %(group)s, %(date)s, have gone round.\n"
        "Until %(day)s you can say if a passage is wrong.\n\nRead the minutes:\n%(url)s\n",
        number=meeting.number, group=group.name, date=words.date(meeting.starts_at), day=words.date(last_day),
        url=draft.url(f"/meetings/{meeting.id}/minutes"),
    )  # fmt: skip
    subject = words.gettext(
        "Minutes of meeting %(number)s: object until %(day)s", number=meeting.number, day=words.date(last_day)
    )
    return Written(subject, text)


def _seat(draft: Draft, group_id: int) -> OwnSeat | None:
    """By which its receiver sits in the group today: one with a vote, if they hold several."""
    seats = [seat for seat in list_seats_of(draft.session, draft.person_id, draft.today) if seat.group_id == group_id]
    return min(seats, key=lambda seat: seat.role is not Role.MEMBER, default=None)


def _guest(draft: Draft, meeting: Meeting, seat: OwnSeat) -> Guest:
    """Its receiver, with the links that answer for the seat."""
    person = draft.session.get_one(Person, draft.person_id)
    replies = Reply if seat.role is Role.MEMBER else (Reply.COMES, Reply.CANNOT_COME)
    links = {
        reply: draft.url(reply_path(meeting.id, seat.seat_id, reply, secret_key=draft.desk.secret)) for reply in replies
    }
    return Guest(person.name, person.email, draft.desk.sender, links)


def _invitation(draft: Draft, sitting: Sitting, guest: Guest) -> Written:
    """The one place where the mail of an invitation is put together, with its message to the calendar."""
    words, meeting, entry = draft.words, sitting.meeting, draft.entry
    is_off = entry.name == MeetingCalledOff.name
    text = _that_it_is_off(sitting, words) if is_off else _ways_to_answer(draft, guest) + _that_it_meets(draft, sitting)
    subject = words.gettext(
        _SUBJECTS.get(entry.name, N_("Invitation: meeting %(number)s, %(date)s")),
        number=meeting.number, date=words.date(meeting.starts_at),
    )  # fmt: skip
    house = Publisher(urlsplit(draft.desk.base_url).hostname or "localhost", draft.now)
    message = icalendar.render_request(sitting, guest, words, house)
    said = _what_was(entry, words) + text
    return Written(subject, said, calendar=message, method=icalendar.method_of(meeting))


def _ways_to_answer(draft: Draft, guest: Guest) -> str:
    """The links, first of all; paper has none."""
    if draft.letter.way is Way.PAPER:
        return ""
    lines = icalendar.tell_replies(guest, draft.words)
    return "\n".join([draft.words.gettext("Will you come?"), *lines]) + "\n\n"


def _that_it_meets(draft: Draft, sitting: Sitting) -> str:
    words, meeting = draft.words, sitting.meeting
    return words.gettext(
        "%(group)s meets on %(time)s.\nPlace: %(place)s\n\nAgenda:\n%(agenda)s\n\nAll about the meeting:\n%(url)s\n",
        group=sitting.group, time=words.datetime(meeting.starts_at), place=_where(meeting, words),
        agenda="\n".join(_agenda_lines(sitting.agenda, draft.entry, words)), url=sitting.url,
    )  # fmt: skip


def _that_it_is_off(sitting: Sitting, words: Words) -> str:
    return words.gettext(
        "%(group)s does not meet on %(time)s. The reason:\n\n%(reason)s\n\nAll about the meeting:\n%(url)s\n",
        group=sitting.group, time=words.datetime(sitting.meeting.starts_at), reason=sitting.meeting.called_off_because,
        url=sitting.url,
    )  # fmt: skip


_SUBJECTS = {
    MeetingCalledOff.name: N_("The meeting is called off: meeting %(number)s, %(date)s"),
    AgendaSentAgain.name: N_("Changed agenda: meeting %(number)s, %(date)s"),
    MeetingMoved.name: N_("The meeting is moved: meeting %(number)s, %(date)s"),
}


def _what_was(entry: AuditEntry, words: Words) -> str:
    """That a meeting is moved, and from when and where; nothing of any other letter, or of one from before we knew."""
    if entry.name != MeetingMoved.name or "starts_before" not in entry.data:
        return ""
    before = datetime.fromisoformat(entry.data["starts_before"])
    told = words.gettext(
        "The meeting is moved. Until now it was planned for %(time)s, %(place)s.",
        time=words.datetime(before), place=entry.data["place_before"],
    )  # fmt: skip
    return f"{told}\n\n"


def _where(meeting: Meeting, words: Words) -> str:
    """The place, and the link for whoever takes part online."""
    return " · ".join(part for part in (meeting.place, meeting.link) if part) or words.label(meeting.held)


def _agenda_lines(agenda: Sequence[Numbered], entry: AuditEntry, words: Words) -> Iterator[str]:
    """The items; if it is sent again, with what is new, called otherwise or gone since everybody got it."""
    sent = entry.data.get("before", ())
    before = dict(sent)
    for item in agenda:
        line = f"{item.number}. {item.title}"
        if entry.name != AgendaSentAgain.name or before.get(item.id) == item.title:
            yield line
        elif item.id in before:
            yield words.gettext("%(item)s (before: %(title)s)", item=line, title=before[item.id])
        else:
            yield words.gettext("%(item)s (new)", item=line)
    now_there = {item.id for item in agenda}
    for item_id, title in sent:
        if item_id not in now_there:
            yield words.gettext("No longer on the agenda: %(title)s", title=title)

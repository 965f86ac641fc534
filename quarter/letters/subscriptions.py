"""Which deeds are followed by a mail, and to whom it goes."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from email.message import EmailMessage
from functools import partial
from urllib.parse import urlsplit

from quarter.actions.events import ActionAgreed, ActionDone, OneActionDone
from quarter.config import Settings
from quarter.decisions.events import DecisionCarried, DecisionNotCarried, VoteOpened
from quarter.foundation import outbox
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.db import Database
from quarter.foundation.events import Event, thread_text
from quarter.foundation.multilingual import N_, Words, words_in
from quarter.foundation.recording import Subscriptions
from quarter.groups.events import SeatRequestAnswered
from quarter.groups.models import Group
from quarter.issues.events import ANSWER_EVENTS
from quarter.meetings import icalendar
from quarter.meetings.events import AgendaSentAgain, MeetingInvited, MeetingMoved, ProposalAnswered, TopicPutOnAgenda
from quarter.meetings.icalendar import Numbered, Publisher, Sitting
from quarter.meetings.models import Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.service.invitations import note_handed_over
from quarter.notifications.post import PostOffice, letter
from quarter.notifications.queries import (
    Addressee,
    Follower,
    get_asker,
    get_proposer,
    get_reporter,
    list_followers,
    list_receivers,
)
from quarter.notifications.stop_links import Followed, seal
from quarter.places.queries import Town, get_town
from quarter.planning.events import GroupsVariantAdopted, PlanOpened, VariantAdopted

INVITE, ANSWER = "notifications:invite", "notifications:answer"
SEAT, NEWS = "notifications:seat", "notifications:news"
PROPOSAL = "notifications:proposal"
# What followers hear of. Comments, support and the like are to be read on the page.
WORTH_A_MAIL: tuple[type[Event], ...] = (
    *ANSWER_EVENTS.values(), PlanOpened, VariantAdopted, GroupsVariantAdopted, TopicPutOnAgenda, VoteOpened,
    DecisionCarried, DecisionNotCarried, ActionAgreed, ActionDone, OneActionDone,
)  # fmt: skip
SUBSCRIPTIONS: Subscriptions = {
    **dict.fromkeys((MeetingInvited, MeetingMoved, AgendaSentAgain), (INVITE,)),
    **dict.fromkeys(WORTH_A_MAIL, (NEWS,)),
    **dict.fromkeys(ANSWER_EVENTS.values(), (ANSWER, NEWS)),
    SeatRequestAnswered: (SEAT,),
    ProposalAnswered: (PROPOSAL,),
}


def init_app(settings: Settings) -> None:
    """Give the handlers what they need of the settings."""
    post = PostOffice(settings.mail_url, settings.mail_from, settings.mail_ca_file)
    outbox.handles(INVITE)(partial(send_invitations, post, settings.base_url))
    outbox.handles(ANSWER)(partial(send_answer, post, settings.base_url, settings.secret_key))
    outbox.handles(NEWS)(partial(send_news, post, settings.base_url, settings.secret_key))
    outbox.handles(SEAT)(partial(send_answer_about_seat, post, settings.base_url))
    outbox.handles(PROPOSAL)(partial(send_answer_to_proposal, post, settings.base_url))


def send_invitations(post: PostOffice, base_url: str, database: Database, entry: AuditEntry, now: datetime) -> None:
    """Who was written to gets the invitation with its calendar entry; again when it is moved, or on demand."""
    with database.session(writes=False) as session:
        meeting = session.get_one(Meeting, entry.subject_id)
        if meeting.invited_at is None:
            return
        town = get_town(session)
        group, agenda = session.get_one(Group, meeting.group_id), list_agenda(session, meeting.id)
        sitting = Sitting(meeting, group.name, f"{base_url}/meetings/{meeting.id}", agenda)
        people = list_receivers(session, entry.id, meeting.group_id, local_date(now, town.timezone))
    letters = [_invitation(post, base_url, town, sitting, entry, person, now) for person in people]
    if taken := post.send(letters):
        handed_over = [person.id for person, letter in zip(people, letters, strict=True) if letter in taken]
        with database.unit_of_work() as session:
            note_handed_over(session, entry.id, handed_over, now=now)


def send_answer(
    post: PostOffice, base_url: str, secret: str, database: Database, entry: AuditEntry, now: datetime
) -> None:
    """Whoever reported an issue is told that it was answered, unless they follow it no more."""
    with database.session(writes=False) as session:
        person, town = get_reporter(session, entry.subject_id), get_town(session)
    if person is None:
        return
    words = _words(person, town)
    stop_url = _stop_url(base_url, secret, Followed(person.id, "issue", entry.subject_id))
    text = words.gettext(
        "%(organisation)s answered “%(title)s”.\n\nRead the answer and what comes next:\n%(url)s\n\n"
        "You get this mail because you reported it. To get no more of them:\n%(stop)s\n",
        organisation=entry.data["organisation"], title=entry.title, url=f"{base_url}/issues/{entry.subject_id}",
        stop=stop_url,
    )  # fmt: skip
    subject = words.gettext("Your issue was answered: %(title)s", title=entry.title)
    post.send([_letter(post, base_url, entry, person, subject, text, stop_url)])


def send_news(
    post: PostOffice, base_url: str, secret: str, database: Database, entry: AuditEntry, now: datetime
) -> None:
    """Whoever follows the issue or topic is told what happened, with a way to hear no more of it."""
    with database.session(writes=False) as session:
        town = get_town(session)
        people = list_followers(session, entry, local_date(now, town.timezone))
    post.send([_news(post, base_url, secret, town, entry, person) for person in people])


def _news(
    post: PostOffice, base_url: str, secret: str, town: Town, entry: AuditEntry, person: Follower
) -> EmailMessage:
    words = _words(person, town)
    stop_url = _stop_url(base_url, secret, Followed(person.id, person.kind, person.subject_id))
    text = words.gettext(
        "%(news)s\n\nRead more:\n%(url)s\n\n"
        "You get this mail because you follow “%(title)s”. To get no more of them:\n%(stop)s\n",
        news=_told(words, entry), url=f"{base_url}/{person.kind}s/{person.subject_id}", title=person.title,
        stop=stop_url,
    )  # fmt: skip
    subject = words.gettext("News about “%(title)s”", title=person.title)
    return _letter(post, base_url, entry, person, subject, text, stop_url)


def _stop_url(base_url: str, secret: str, followed: Followed) -> str:
    return f"{base_url}/notifications/stop/{seal(secret, followed)}"


def _told(words: Words, entry: AuditEntry) -> str:
    """What happened, in the sentence that the thread has for it."""
    values = {"title": entry.title} | {
        name: words.date(date.fromisoformat(value)) if name.endswith("_on") else value
        for name, value in entry.data.items()
    }
    return words.gettext(thread_text(entry.name) or entry.title, **values)


def send_answer_about_seat(
    post: PostOffice, base_url: str, database: Database, entry: AuditEntry, _now: datetime
) -> None:
    """Whoever asked for a seat is told that it is given, or why not."""
    with database.session(writes=False) as session:
        person, town = get_asker(session, entry.subject_id), get_town(session)
    if person is None:
        return
    words, url = _words(person, town), f"{base_url}/groups/{person.slug}"
    if entry.data["is_given"]:
        subject = words.gettext("You have a seat: %(group)s", group=entry.title)
        text = words.gettext("You now have a seat in %(group)s. Welcome.\n\nAll about the group:\n%(url)s\n",
                             group=entry.title, url=url)  # fmt: skip
    else:
        subject = words.gettext("Your request for a seat: %(group)s", group=entry.title)
        text = words.gettext(
            "%(group)s has no seat for you for now. The reason:\n\n%(reason)s\n\n"
            "You can ask again later:\n%(url)s\n",
            group=entry.title, reason=person.answer, url=url,
        )  # fmt: skip
    post.send([_letter(post, base_url, entry, person, subject, text)])


def send_answer_to_proposal(
    post: PostOffice, base_url: str, database: Database, entry: AuditEntry, _now: datetime
) -> None:
    """Whoever proposed an item is told which meeting talks about it, or why none does."""
    with database.session(writes=False) as session:
        person, town = get_proposer(session, entry.subject_id), get_town(session)
        meeting = session.get(Meeting, entry.data["meeting_id"]) if entry.data["meeting_id"] else None
    if person is None:
        return
    words = _words(person, town)
    if meeting is not None:
        text = words.gettext(
            "The group talks about “%(title)s” in meeting %(number)s, %(time)s. The meeting is open: come along.\n\n"
            "All about the meeting:\n%(url)s\n",
            title=entry.title, number=meeting.number, time=words.datetime(meeting.starts_at),
            url=f"{base_url}/meetings/{meeting.id}",
        )  # fmt: skip
    else:
        text = words.gettext(
            "The group does not talk about “%(title)s” for now. The reason:\n\n%(reason)s\n\nYour proposal:\n%(url)s\n",
            title=entry.title, reason=person.answer, url=f"{base_url}/meetings/proposals/{entry.subject_id}",
        )  # fmt: skip
    subject = words.gettext("Your proposal for the agenda: %(title)s", title=entry.title)
    post.send([_letter(post, base_url, entry, person, subject, text)])


def _invitation(
    post: PostOffice, base_url: str, town: Town, sitting: Sitting, entry: AuditEntry, person: Addressee, now: datetime
) -> EmailMessage:  # fmt: skip
    words, meeting = _words(person, town), sitting.meeting
    text = words.gettext(
        "%(group)s meets on %(time)s.\nPlace: %(place)s\n\nAgenda:\n%(agenda)s\n\nAll about the meeting:\n%(url)s\n",
        group=sitting.group, time=words.datetime(meeting.starts_at), place=_where(meeting, words),
        agenda="\n".join(_agenda_lines(sitting.agenda, entry, words)), url=sitting.url,
    )  # fmt: skip
    subject = words.gettext(
        _SUBJECTS.get(entry.name, N_("Invitation: meeting %(number)s, %(date)s")),
        number=meeting.number, date=words.date(meeting.starts_at),
    )  # fmt: skip
    mail = _letter(post, base_url, entry, person, subject, _what_was(entry, words) + text)
    house = Publisher(_host(base_url), town.timezone, now)
    event = icalendar.render(sitting, words, house)
    mail.add_attachment(event.decode(), subtype="calendar", filename=f"meeting-{meeting.id}.ics")
    return mail


_SUBJECTS = {
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


def _letter(
    post: PostOffice, base_url: str, entry: AuditEntry, person: Addressee, subject: str, text: str,
    stop_url: str | None = None,
) -> EmailMessage:  # fmt: skip
    return letter(
        to=person.email, sender=post.sender, subject=subject, text=text,
        message_id=f"{entry.id}.{person.id}@{_host(base_url)}", date=entry.at, stop_url=stop_url,
    )  # fmt: skip


def _words(person: Addressee, town: Town) -> Words:
    return words_in(person.language or town.default_language, town.timezone)


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


def _host(base_url: str) -> str:
    return urlsplit(base_url).hostname or "localhost"

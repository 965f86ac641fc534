"""Answers to people who reported, asked or proposed something."""

from quarter.letters.compose.draft import Draft, Written
from quarter.letters.queries.follows import get_asker, get_proposer, get_reporter
from quarter.letters.stop_links import Followed
from quarter.meetings.models import Meeting


def write_to_reporter(draft: Draft) -> Written | None:
    """That an issue was answered, to whoever reported it, unless they follow it no more."""
    entry, words = draft.entry, draft.words
    reporter = get_reporter(draft.session, entry.subject_id)
    if reporter is None or reporter.id != draft.person_id:
        return None
    stop_url = draft.stop_url(Followed(draft.person_id, "issue", entry.subject_id))
    text = words.gettext(
        "%(organisation)s answered “%(title)s”.\n\nRead the answer and what comes next:\n%(url)s\n\n"
        "You get this mail because you reported it. To get no more of them:\n%(stop)s\n",
        organisation=entry.data["organisation"], title=entry.title, url=draft.url(f"/issues/{entry.subject_id}"),
        stop=stop_url,
    )  # fmt: skip
    return Written(words.gettext("Your issue was answered: %(title)s", title=entry.title), text, stop_url)


def write_to_asker(draft: Draft) -> Written | None:
    """Whoever asked for a seat is told that it is given, or why not."""
    entry, words, asker = draft.entry, draft.words, get_asker(draft.session, draft.entry.subject_id)
    if asker is None:
        return None
    url = draft.url(f"/groups/{asker.slug}")
    if entry.data["is_given"]:
        subject = words.gettext("You have a seat: %(group)s", group=entry.title)
        text = words.gettext("You now have a seat in %(group)s. Welcome.\n\nAll about the group:\n%(url)s\n",
                             group=entry.title, url=url)  # fmt: skip
    else:
        subject = words.gettext("Your request for a seat: %(group)s", group=entry.title)
        text = words.gettext(
            "%(group)s has no seat for you for now. The reason:\n\n%(reason)s\n\n"
            "You can ask again later:\n%(url)s\n",
            group=entry.title, reason=asker.answer, url=url,
        )  # fmt: skip
    return Written(subject, text)


def write_to_proposer(draft: Draft) -> Written | None:
    """Whoever proposed an item is told which meeting talks about it, or why none does."""
    entry, words, proposer = draft.entry, draft.words, get_proposer(draft.session, draft.entry.subject_id)
    meeting = draft.session.get(Meeting, entry.data["meeting_id"]) if entry.data["meeting_id"] else None
    if proposer is None:
        return None
    if meeting is not None:
        text = words.gettext(
            "The group talks about “%(title)s” in meeting %(number)s, %(time)s. The meeting is open: come along.\n\n"
            "All about the meeting:\n%(url)s\n",
            title=entry.title, number=meeting.number, time=words.datetime(meeting.starts_at),
            url=draft.url(f"/meetings/{meeting.id}"),
        )  # fmt: skip
    else:
        text = words.gettext(
            "The group does not talk about “%(title)s” for now. The reason:\n\n%(reason)s\n\nYour proposal:\n%(url)s\n",
            title=entry.title, reason=proposer.answer, url=draft.url(f"/meetings/proposals/{entry.subject_id}"),
        )  # fmt: skip
    return Written(words.gettext("Your proposal for the agenda: %(title)s", title=entry.title), text)

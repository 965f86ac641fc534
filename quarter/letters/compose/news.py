"""News for whoever follows something: each in a mail of its own, or all of a day or week together."""

from collections.abc import Sequence
from datetime import date

from quarter.foundation.audit import AuditEntry
from quarter.foundation.events import thread_text
from quarter.foundation.multilingual import Words
from quarter.letters.compose.draft import Draft, Written
from quarter.letters.queries.follows import Follower, list_followers
from quarter.letters.stop_links import ALL_NEWS, Followed


def find_followed(draft: Draft) -> Follower | None:
    """What its receiver follows, of which this is news; None if they follow it no more or may not know of it."""
    found = list_followers(draft.session, draft.entry, draft.today, only=draft.person_id)
    return found[0] if found else None


def write_news(draft: Draft) -> Written | None:
    """What happened, with a way to hear no more of it."""
    followed, words = find_followed(draft), draft.words
    if followed is None:
        return None
    stop_url = draft.stop_url(Followed(draft.person_id, followed.kind, followed.subject_id))
    text = words.gettext(
        "%(news)s\n\nRead more:\n%(url)s\n\n"
        "You get this mail because you follow “%(title)s”. To get no more of them:\n%(stop)s\n",
        news=_told(words, draft.entry), url=draft.url(f"/{followed.kind}s/{followed.subject_id}"),
        title=followed.title, stop=stop_url,
    )  # fmt: skip
    return Written(words.gettext("News about “%(title)s”", title=followed.title), text, stop_url)


def write_digest(drafts: Sequence[Draft]) -> Written:
    """Several news for one person, by what they follow; all of them can be stopped at once."""
    first, words = drafts[0], drafts[0].words
    stop_url = first.stop_url(Followed(first.person_id, ALL_NEWS, 0))
    told: dict[tuple[str, str], list[str]] = {}
    for draft in drafts:
        if followed := find_followed(draft):
            key = followed.title, draft.url(f"/{followed.kind}s/{followed.subject_id}")
            told.setdefault(key, []).append(_told(words, draft.entry))
    parts = ["\n".join((f"“{title}”", *(f"- {line}" for line in lines), url)) for (title, url), lines in told.items()]
    end = words.gettext(
        "You get this mail because you follow these. To choose how often, or what you follow:\n%(url)s\n"
        "To get no more news at all:\n%(stop)s\n",
        url=first.url("/letters"), stop=stop_url,
    )  # fmt: skip
    count = sum(map(len, told.values()))
    subject = words.ngettext("%(num)d piece of news of what you follow", "%(num)d news of what you follow", count)
    return Written(subject, "\n\n".join((*parts, end)), stop_url)


def _told(words: Words, entry: AuditEntry) -> str:
    """What happened, in the sentence that the thread has for it."""
    values = {"title": entry.title} | {
        name: words.date(date.fromisoformat(value)) if name.endswith("_on") else value
        for name, value in entry.data.items()
    }
    return words.gettext(thread_text(entry.name) or entry.title, **values)

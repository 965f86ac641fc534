"""Vote: letters to everybody on the roll."""

from quarter.decisions.domain import DecisionState
from quarter.decisions.models import Decision
from quarter.letters.compose.draft import Draft, Written
from quarter.letters.queries.receivers import To, list_voters


def write_vote(draft: Draft) -> Written | None:
    """That an online vote is open, and until when; for whoever has not voted."""
    return _vote(draft, draft.words.gettext("Please vote: %(title)s", title=draft.title))


def write_reminder(draft: Draft) -> Written | None:
    """The same once more, for whoever has still not voted."""
    return _vote(draft, draft.words.gettext("Reminder: please vote: %(title)s", title=draft.title))


def _vote(draft: Draft, subject: str) -> Written | None:
    decision, words = draft.session.get_one(Decision, draft.entry.subject_id), draft.words
    ends_at = decision.closes_at
    if decision.state is not DecisionState.OPEN or ends_at is None or ends_at <= draft.now:
        return None
    if To(draft.person_id, None) not in list_voters(draft.session, decision.id):
        return None
    text = words.gettext(
        "The vote on “%(title)s” is open until %(time)s. You are on the roll and have not voted yet.\n\n"
        "Read the question and vote:\n%(url)s\n",
        title=draft.title, time=words.datetime(ends_at), url=draft.url(f"/decisions/{decision.id}"),
    )  # fmt: skip
    return Written(subject, text)

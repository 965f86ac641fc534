"""Answer, or do: letters to a body, to those who speak for it, or to the person who took something on."""

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.foundation.multilingual import N_
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.letters.compose.draft import Draft, Written
from quarter.letters.domain import LetterKind
from quarter.letters.queries.receivers import speaks_for

_ANSWER = {
    LetterKind.TO_ANSWER: (
        N_("Please answer: %(title)s"),
        N_("%(organisation)s is asked to answer “%(title)s” by %(day)s.\n\nRead what was reported and answer:\n"
           "%(url)s\n"),
    ),
    LetterKind.ANSWER_DUE: (
        N_("Reminder: please answer by %(day)s: %(title)s"),
        N_("The answer of %(organisation)s to “%(title)s” is due on %(day)s.\n\nRead what was reported and answer:\n"
           "%(url)s\n"),
    ),
    LetterKind.ANSWER_LATE: (
        N_("Overdue: please answer: %(title)s"),
        N_("The answer of %(organisation)s to “%(title)s” was due on %(day)s and is still missing.\n\n"
           "Read what was reported and answer:\n%(url)s\n"),
    ),
}  # fmt: skip
_ACTION = {
    LetterKind.TO_DO: (
        N_("Agreed: %(title)s, by %(day)s"),
        N_("It was agreed that %(organisation)s does this by %(day)s: %(title)s\n\nAll about it, and where to say how "
           "it goes:\n%(url)s\n"),
    ),
    LetterKind.ACTION_DUE: (
        N_("Reminder: due on %(day)s: %(title)s"),
        N_("%(organisation)s has promised this by %(day)s: %(title)s\n\nPlease say how it goes:\n%(url)s\n"),
    ),
    LetterKind.ACTION_LATE: (
        N_("Overdue since %(day)s: %(title)s"),
        N_("%(organisation)s had promised this by %(day)s: %(title)s\n\nPlease say how it goes:\n%(url)s\n"),
    ),
}  # fmt: skip


def write_to_answer(draft: Draft) -> Written | None:
    """That an answer is asked for, due or late; as long as nobody has answered, and to the body that is asked now."""
    issue = draft.session.get_one(Issue, draft.entry.subject_id)
    body = draft.session.get(Organisation, issue.organisation_id or 0)
    if issue.state is not IssueState.NEW or body is None or body.name != draft.entry.data["organisation"]:
        return None
    if not _is_for(draft, body.id):
        return None
    subject, text = _ANSWER[draft.letter.kind]
    words = draft.words
    values = {"title": draft.title, "organisation": body.name, "day": words.date(issue.answer_due_on)}
    return Written(
        words.gettext(subject, **values), words.gettext(text, **values, url=draft.url(f"/issues/{issue.id}"))
    )


def write_to_do(draft: Draft) -> Written | None:
    """That something was agreed, is due or late; until it is done, to whom it falls."""
    action = draft.session.get_one(Action, draft.entry.subject_id)
    if action.state is ActionState.DONE or not _owes(draft, action):
        return None
    body = draft.session.get_one(Organisation, action.organisation_id)
    subject, text = _ACTION[draft.letter.kind]
    words = draft.words
    values = {"title": draft.title, "organisation": body.name, "day": words.date(action.due_on)}
    return Written(
        words.gettext(subject, **values), words.gettext(text, **values, url=draft.url(f"/actions/{action.id}"))
    )


def _owes(draft: Draft, action: Action) -> bool:
    if action.person_id is not None:
        return action.person_id == draft.letter.person_id
    return _is_for(draft, action.organisation_id)


def _is_for(draft: Draft, organisation_id: int) -> bool:
    """The body itself, or somebody who speaks for it today."""
    if draft.letter.person_id is None:
        return draft.letter.organisation_id == organisation_id
    return speaks_for(draft.session, draft.letter.person_id, organisation_id, draft.today)

"""What was decided and agreed at a meeting as a table: one row each, told apart by the first column."""

from collections.abc import Iterator

import quarter.decisions.labels  # noqa: F401  (the words of outcomes)
from quarter.decisions.domain import Result
from quarter.foundation import spreadsheets
from quarter.foundation.multilingual import Words
from quarter.meetings.document import ActionAgreed, DecisionTaken, Item, Minutes, Standing

Row = tuple[str, ...]


def render(minutes: Minutes, words: Words, _standing: Standing) -> bytes:
    """The CSV file. Days are written as spreadsheets read them, names and wordings as they were typed."""
    return spreadsheets.write(_head(words), list(_rows(minutes, words)), language=words.language)


def _head(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("Kind"), _("Agenda item"), _("Number"), _("Title"), _("Wording"), _("Outcome"),
        _("In favour"), _("Against"), _("Abstained"), _("Organisation"), _("Person"), _("Due on"),
    ]  # fmt: skip


def _rows(minutes: Minutes, words: Words) -> Iterator[Row]:
    for item in minutes.items:
        yield from (_decision(item, decision, words) for decision in item.decisions)
        yield from (_action(item, action, words) for action in item.actions)


def _decision(item: Item, decision: DecisionTaken, words: Words) -> Row:
    result = Result.from_dict(decision.result)
    votes = (str(result.yes), str(result.no), str(result.abstain))
    return (
        words.gettext("Decision"), item.label, decision.number, decision.title.text, decision.question.text,
        words.label(result.outcome), *votes, "", "", "",
    )  # fmt: skip


def _action(item: Item, action: ActionAgreed, words: Words) -> Row:
    owner = (action.organisation, action.person, action.due_on.isoformat())
    return (words.gettext("Action"), item.label, "", action.title.text, "", "", "", "", "", *owner)

"""What was decided and agreed at a meeting as a table: one row each, told apart by the first column."""

from collections.abc import Iterator

from quarter.decisions.domain import Result
from quarter.foundation import spreadsheets
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import Words
from quarter.foundation.text import joined
from quarter.minutes.document import ActionAgreed, DecisionTaken, Item, Minutes, RecordStatus
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.layout import lay_out, title_of

Row = tuple[str, ...]


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The CSV file. Days are written as spreadsheets read them, names and wordings as they were typed.

    The first row is the minutes themselves, and each row says which text it comes from: rows of several files
    can lie in one table.
    """
    proof = lay_out(minutes, words, status).proof
    day = local_date(dated(minutes, status), minutes.timezone).isoformat()
    text = (str(status.version), words.label(status.state), day, proof.sha256)
    rows = [(*row, *text) for row in (_whole(minutes, words), *_rows(minutes, words))]
    return spreadsheets.write(_head(words), rows, language=words.language)


def _head(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("Kind"), _("Agenda item"), _("Number"), _("Title"), _("Wording"), _("Outcome"),
        _("In favour"), _("Against"), _("Abstained"), _("Organisation"), _("Person"), _("Due on"),
        _("Moved by"), _("Version"),
        _("Version of the minutes"), _("State of the minutes"), _("Text of"), _("Checksum (SHA-256)"),
    ]  # fmt: skip


def _whole(minutes: Minutes, words: Words) -> Row:
    held_on = local_date(minutes.opened_at or minutes.planned_for, minutes.timezone).isoformat()
    title = joined(title_of(minutes, words), held_on)
    return (words.gettext("Minutes"), "", str(minutes.number), title, *[""] * 5, minutes.group, *[""] * 4)


def _rows(minutes: Minutes, words: Words) -> Iterator[Row]:
    for item in minutes.items:
        yield from (_decision(item, decision, words) for decision in item.decisions)
        yield from (_action(item, action, words) for action in item.actions)


def _decision(item: Item, decision: DecisionTaken, words: Words) -> Row:
    result = Result.from_dict(decision.result)
    votes = (str(result.yes), str(result.no), str(result.abstain))
    return (
        words.gettext("Decision"), item.label, decision.number, decision.title.text, decision.question.text,
        words.label(result.outcome), *votes, "", "", "", decision.moved_by, str(decision.wording),
    )  # fmt: skip


def _action(item: Item, action: ActionAgreed, words: Words) -> Row:
    owner = (action.organisation, action.person, action.due_on.isoformat())
    return (words.gettext("Action"), item.label, "", action.title.text, "", "", "", "", "", *owner, "", "")

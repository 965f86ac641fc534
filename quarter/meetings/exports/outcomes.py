"""Decisions, actions and items as they stand on the sheet."""

from collections.abc import Iterable, Iterator, Sequence

from quarter.decisions.domain import Outcome, Result
from quarter.decisions.explanation import explain
from quarter.foundation.multilingual import Words
from quarter.meetings.document import ActionAgreed, DecisionTaken, Item, Minutes, Written
from quarter.meetings.exports.phrases import apart, joined
from quarter.meetings.exports.sheet import ActionShown, DecisionShown, ItemShown, Line, Table


def show_decision(decision: DecisionTaken, words: Words) -> DecisionShown:
    """Question, outcome with its reasons, and the votes of each bench."""
    result = Result.from_dict(decision.result)
    explanation = explain(result, words)
    return DecisionShown(
        number=_numbered(decision, words),
        title=decision.title,
        question_label=words.gettext("The question, word for word"),
        question=decision.question,
        has_carried=result.outcome is Outcome.CARRIED,
        outcome=explanation.headline,
        reasons=tuple(explanation.reasons),
        votes=_votes(decision, result, words),
    )


def _numbered(decision: DecisionTaken, words: Words) -> str:
    return words.gettext("Decision %(number)s", number=apart(decision.number, words))


def _votes(decision: DecisionTaken, result: Result, words: Words) -> Table:
    _ = words.gettext
    rows = [
        (words.label(bench.bench), bench.yes, bench.no, bench.abstain, bench.present, bench.seats)
        for bench in result.votes
    ]
    totals = (_("All benches"), *(sum(row[column] for row in rows) for column in range(1, 6)))  # type: ignore[misc]
    return Table(
        caption=_("Votes on decision %(number)s by bench", number=apart(decision.number, words)),
        head=(_("Bench"), _("In favour"), _("Against"), _("Abstained"), _("Present")),
        rows=tuple(
            (str(name), *map(str, votes), _("%(present)s of %(seats)s", present=present, seats=seats))
            for name, *votes, present, seats in (*rows, totals)
        ),
        numbers=(False, True, True, True, True),
    )


def show_action(action: ActionAgreed, words: Words) -> ActionShown:
    """Who does it, and by when."""
    return ActionShown(action.title, joined(action.organisation, action.person), words.date(action.due_on))


def number_files(minutes: Minutes, words: Words) -> Sequence[str]:
    """`Attachment 1`, `Attachment 2`: what each file of the minutes is called in them."""
    return [words.gettext("Attachment %(number)s", number=number + 1) for number in range(len(minutes.all_files))]


def show_item(item: Item, words: Words, lang: str, files: Iterator[str]) -> ItemShown:
    """An item with its notes, and one line for each thing that came of it.

    `lang` is the language of record, and `files` are the names of the attachments not shown yet.
    """
    _ = words.gettext
    return ItemShown(
        number=item.label,
        title=item.title,
        facts=tuple(_item_facts(item, words)),
        notes=item.notes,
        nothing_noted=_("Nothing was noted under this item."),
        decisions=tuple(_decision_line(decision, words) for decision in item.decisions),
        actions=tuple(_action_line(action, words) for action in item.actions),
        files=tuple(Line(next(files), Written(file.name, lang), words.file_size(file.size)) for file in item.files),
    )


def _decision_line(decision: DecisionTaken, words: Words) -> Line:
    outcome = words.label(Result.from_dict(decision.result).outcome)
    return Line(_numbered(decision, words), decision.title, outcome)


def _action_line(action: ActionAgreed, words: Words) -> Line:
    shown = show_action(action, words)
    return Line(
        words.gettext("Action"), action.title,
        words.gettext("%(owner)s, by %(day)s", owner=apart(shown.owner, words), day=shown.due),
    )  # fmt: skip


def _item_facts(item: Item, words: Words) -> Iterable[str]:
    if not item.is_public:
        yield words.gettext("Not public")
    if item.started_at:
        yield words.gettext("Begun at %(time)s", time=words.time(item.started_at))
    if item.topic and item.topic.text != item.title.text:
        yield words.gettext("Topic: %(title)s", title=item.topic.text)

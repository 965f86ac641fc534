"""Decisions, actions and items as they stand on the sheet."""

from collections.abc import Iterable, Iterator, Sequence

from quarter.actions.domain import ActionStatus
from quarter.decisions.domain import Outcome, Result
from quarter.decisions.explanation import explain
from quarter.foundation.multilingual import Words
from quarter.foundation.text import joined
from quarter.minutes.document import (
    ActionAgreed,
    ActionReported,
    Correction,
    DecisionTaken,
    Item,
    Minutes,
    RecordStatus,
    Written,
)
from quarter.minutes.exports.phrases import apart
from quarter.minutes.exports.sheet import ActionShown, DecisionShown, ItemShown, Line, Table, Translated


def show_decision(decision: DecisionTaken, words: Words, status: RecordStatus) -> DecisionShown:
    """Question, outcome with its reasons, and the votes of each bench."""
    result = Result.from_dict(decision.result)
    explanation = explain(result, words)
    return DecisionShown(
        number=_numbered(decision, words),
        title=decision.title,
        question_label=_about_question(decision, words),
        question=decision.question,
        has_carried=result.outcome is Outcome.CARRIED,
        outcome=explanation.headline,
        reasons=tuple(explanation.reasons),
        votes=_votes(decision, result, words),
        translation=show_translation(decision.question, words, status),
        address=status.addresses.of_decision(decision.number),
    )


def _about_question(decision: DecisionTaken, words: Words) -> str:
    """That it stands word for word, whose motion it is, and which wording of it."""
    mover, wording = decision.moved_by, decision.wording
    return joined(
        words.gettext("The question, word for word"),
        words.gettext("Moved by %(name)s", name=apart(mover, words)) if mover else "",
        words.gettext("Wording %(number)s", number=wording) if wording > 1 else "",
    )


def show_translation(original: Written, words: Words, status: RecordStatus) -> Translated | None:
    """What somebody put beside a text of the record in the language of the sheet."""
    found = status.translation_of(original, words.language)
    if found is None:
        return None
    label = words.gettext(
        "Translation by %(name)s on %(date)s; only the original is the record",
        name=apart(found.by, words), date=words.date(found.at),
    )  # fmt: skip
    return Translated(label, found.text)


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
    files = minutes.with_numbered_files().all_files
    return [words.gettext("Attachment %(number)s", number=file.number) for _item, file in files]


def show_item(
    item: Item, words: Words, status: RecordStatus, lang: str, files: Iterator[str],
    *, is_over: bool = True, findings: tuple[str, ...] = (),
) -> ItemShown:  # fmt: skip
    """An item with its notes, and one line for each thing that came of it; once the meeting `is_over`, nothing begins
    any more. `findings` are what was found at its opening, `lang` is the language of record, and `files` are the names
    of the attachments not shown yet."""
    _ = words.gettext
    has_outcome = status.form > 1 and (item.decisions or item.actions or item.reported)
    return ItemShown(
        number=item.label,
        title=item.title,
        facts=(*_item_facts(item, words, is_over), *findings),
        notes=item.notes,
        nothing_noted="" if has_outcome else _("Nothing was noted under this item."),
        decisions=tuple(_decision_line(decision, words) for decision in item.decisions),
        actions=(
            *(_action_line(action, words) for action in item.actions),
            *(reported_line(action, words) for action in item.reported),
        ),
        translation=show_translation(item.notes, words, status),
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


def reported_line(action: ActionReported, words: Words) -> Line:
    """An action of earlier meetings, as it stood."""
    return Line(
        words.gettext("Open action"), action.title,
        words.gettext(
            "%(owner)s, by %(day)s: %(state)s",
            owner=apart(joined(action.organisation, action.person), words), day=words.date(action.due_on),
            state=words.label(ActionStatus.OVERDUE if action.is_overdue else action.state),
        ),
    )  # fmt: skip


def _item_facts(item: Item, words: Words, is_over: bool) -> Iterable[str]:
    if not item.is_public:
        yield words.gettext("Not public")
    if item.started_at:
        yield words.gettext("Begun at %(time)s", time=words.time(item.started_at))
    elif is_over:
        yield words.gettext("Not reached")
    if item.carried_from is not None:
        yield words.gettext("Not reached in meeting %(number)s", number=item.carried_from)
    for number in item.approved:
        yield words.gettext("Minutes of meeting %(number)s approved", number=number)
    if item.corrects:
        yield _corrects(item.corrects, words)
    if item.topic and item.topic.text != item.title.text:
        yield words.gettext("Topic: %(title)s", title=item.topic.text)
    if item.chair:
        yield words.gettext("Chair: %(name)s", name=apart(item.chair, words))
    if item.secretary:
        yield words.gettext("Minutes kept by: %(name)s", name=apart(item.secretary, words))
    if item.conflicts:
        names = words.gettext(", ").join(apart(name, words) for name in item.conflicts)
        yield words.gettext("Took no part because of a conflict of interest: %(names)s", names=names)


def _corrects(corrected: Correction, words: Words) -> str:
    about = {
        "item": apart(corrected.item, words), "number": corrected.meeting, "date": words.date(corrected.held_on),
    }  # fmt: skip
    if not corrected.title.text:
        return words.gettext("Corrects item %(item)s of meeting %(number)s on %(date)s", **about)
    title = apart(corrected.title.text, words)
    return words.gettext("Corrects item %(item)s of meeting %(number)s on %(date)s: %(title)s", **about, title=title)

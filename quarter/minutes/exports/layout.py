"""From the `Minutes` to their sheet: everything the house says about them, said once, in one language."""

from collections.abc import Iterable
from datetime import datetime

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import N_, Words, own_name
from quarter.foundation.text import joined
from quarter.meetings.convening import say_convening
from quarter.meetings.domain import ItemKind
from quarter.minutes.document import AttachedFile, Item, Minutes, RecordStatus, Signed, seal_of
from quarter.minutes.domain import Extent, MinutesState
from quarter.minutes.exports.assembly import say_absent, say_quorum, say_when_invited, show_benches, show_present
from quarter.minutes.exports.dates import dated
from quarter.minutes.exports.outcomes import number_files, show_action, show_decision, show_item
from quarter.minutes.exports.phrases import apart
from quarter.minutes.exports.sheet import FileShown, PrintedRecord, Proof, Signature

_STATUS = {
    MinutesState.DRAFT: N_("This is a draft. It may still change and nothing in it is approved."),
    MinutesState.CIRCULATED: N_("Circulated on %(date)s, not yet approved. Corrections are still possible."),
    MinutesState.APPROVED: N_("Approved on %(date)s. Nothing in it can be changed any more."),
    MinutesState.SEALED: N_("Sealed on %(date)s. The text is fixed for good."),
}


_EXTENT = {
    Extent.FULL: N_("For the group: with items that are not public, and with all names."),
    Extent.PUBLIC: N_(
        "For everybody: without items that are not public, and with initials in place of the names of people who have "
        "not agreed to be named."
    ),
}
_SEAL = {Extent.FULL: N_("Seal (SHA-256)"), Extent.PUBLIC: N_("Checksum of the public version (SHA-256)")}
_OF_EXCERPT = N_("Checksum of this excerpt (SHA-256)")
_EXPLANATION = N_(
    "This number is computed from the text of the record. If one letter of it is changed, another number comes out."
)
_MADE_ANEW = N_(
    "This file was made anew from the sealed record, for headings in this language. The files that were kept with the "
    "seal have headings in this one: %(kept)s."
)
_NOTHING_DECIDED = (N_("Nothing was decided at this meeting."), N_("Nothing was decided under this item."))
_NOTHING_AGREED = (N_("No action was agreed at this meeting."), N_("No action was agreed under this item."))
_APPROVED_IN = N_("Approved by meeting %(number)s on %(date)s. Nothing in it can be changed any more.")


def lay_out(minutes: Minutes, words: Words, status: RecordStatus) -> PrintedRecord:
    """The sheet of `minutes` in the language of `words`."""
    _ = words.gettext
    files = number_files(minutes, words)
    of_items = iter(files[len(minutes.files) :])
    return PrintedRecord(
        language=words.language,
        direction=words.direction,
        issuer=minutes.municipality,
        group=joined(minutes.group, minutes.quarter),
        title=title_of(minutes, words),
        state=words.label(status.state),
        status=say_status(status, words),
        extent=words.label(minutes.extent),
        extent_note=words.gettext(_EXTENT[minutes.extent]),
        facts=tuple(_facts(minutes, words)),
        decided=_("What was decided"),
        decisions=tuple(show_decision(decision, words, status) for decision in minutes.decisions),
        nothing_decided=_(_NOTHING_DECIDED[minutes.is_excerpt]),
        agreed=_("Who does what by when"),
        action_head=(_("What"), _("Who"), _("By when")),
        actions=tuple(show_action(action, words) for action in minutes.actions),
        nothing_agreed=_(_NOTHING_AGREED[minutes.is_excerpt]),
        course=_("The course of the meeting"),
        items=tuple(
            show_item(
                item,
                words,
                status,
                minutes.lang,
                of_items,
                is_over=minutes.ended_at is not None,
                findings=_findings(item, minutes, words),
            )
            for item in minutes.items
        ),
        attendance=_("Who was there"),
        present=show_present(minutes, words),
        absent=say_absent(minutes, words),
        quorum=_("Quorum"),
        quorum_sentence=say_quorum(minutes, words),
        benches=show_benches(minutes.quorum, words),
        attached=_("Attachments"),
        files=tuple(_file(files[index], *each, words) for index, each in enumerate(minutes.all_files)),
        signatures_label=_("Signatures"),
        signatures=_signatures(minutes, words, status),
        proof=_proof(minutes, words, status),
        watermark=words.label(status.state) if status.state is MinutesState.DRAFT else "",
        foot=_foot(minutes, words, status),
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    )


def _findings(item: Item, minutes: Minutes, words: Words) -> tuple[str, ...]:
    """What the opening finds: whether the group was duly invited, and whether it is quorate."""
    if item.kind is not ItemKind.OPENING or minutes.convening is None:
        return ()
    return say_convening(minutes.convening, words), say_quorum(minutes, words)


def title_of(minutes: Minutes, words: Words) -> str:
    """`Minutes of meeting 7`, or what is an excerpt from them."""
    if minutes.is_excerpt:
        return words.gettext("Excerpt from the minutes of meeting %(number)s", number=minutes.number)
    return words.gettext("Minutes of meeting %(number)s", number=minutes.number)


def say_status(status: RecordStatus, words: Words) -> str:
    """What the state of the minutes means for whoever reads them."""
    since = {
        MinutesState.DRAFT: None,
        MinutesState.CIRCULATED: status.circulated_at,
        MinutesState.APPROVED: status.approved_at,
        MinutesState.SEALED: status.sealed_at,
    }[status.state]
    sentence = _STATUS[status.state]
    if since and status.state is MinutesState.APPROVED and status.approved_in is not None:
        return words.gettext(_APPROVED_IN, number=status.approved_in, date=words.date(since))
    return words.gettext(sentence, date=words.date(since)) if since else words.gettext(sentence)


def _facts(minutes: Minutes, words: Words) -> Iterable[tuple[str, str]]:
    _ = words.gettext
    yield _("Date"), words.date(minutes.opened_at or minutes.planned_for)
    yield _("Time"), _time_span(minutes, words)
    if minutes.not_held_because:
        yield _("Did not take place"), minutes.not_held_because
    if minutes.held is not None:
        yield _("Form of the meeting"), words.label(minutes.held)
    if minutes.place:
        yield _("Place"), minutes.place
    yield _("Chair"), _names(minutes.chairs, words)
    yield _("Minutes kept by"), _names(minutes.secretaries, words)
    if minutes.breaks:
        yield (
            _("Breaks"),
            words.gettext(", ").join(_span(each.begun_at, each.ended_at, words) for each in minutes.breaks),
        )
    yield _("Language of record"), own_name(minutes.lang)
    if minutes.convening is not None:
        yield _("Invitation"), say_when_invited(minutes.convening, words)


def _time_span(minutes: Minutes, words: Words) -> str:
    return _span(minutes.opened_at or minutes.planned_for, minutes.ended_at, words)


def _span(begun_at: datetime, ended_at: datetime | None, words: Words) -> str:
    start = words.time(begun_at)
    if ended_at is None:
        return words.gettext("from %(time)s", time=start)
    return words.gettext("%(start)s to %(end)s", start=start, end=words.time(ended_at))


def _signatures(minutes: Minutes, words: Words, status: RecordStatus) -> tuple[Signature, ...]:
    lines = (
        (Role.MODERATOR, words.gettext("Chair"), minutes.chairs),
        (Role.SECRETARY, words.gettext("Minutes kept by"), minutes.secretaries),
    )
    signed = {each.role: each for each in status.signatures}
    return tuple(
        _signature(label, signed[role], words) if role in signed else Signature(label, _names(names, words))
        for role, label, names in lines
    )


def _signature(label: str, signed: Signed, words: Words) -> Signature:
    said = words.gettext("Signed on %(date)s at %(time)s", date=words.date(signed.at), time=words.time(signed.at))
    return Signature(label, signed.name, said)


def _file(label: str, item: Item | None, file: AttachedFile, words: Words) -> FileShown:
    of_item = words.gettext("item %(number)s", number=item.label) if item else ""
    return FileShown(label, apart(file.name, words), joined(words.file_size(file.size), of_item), file.sha256)


def _foot(minutes: Minutes, words: Words, status: RecordStatus) -> str:
    """What each page says at its foot: which text it is, how far it has come, and for whom."""
    version = words.gettext("version %(version)s of %(date)s",
                            version=status.version, date=words.date(dated(minutes, status)))  # fmt: skip
    return joined(title_of(minutes, words), words.label(status.state), words.label(minutes.extent), version)


def _proof(minutes: Minutes, words: Words, status: RecordStatus) -> Proof:
    _ = words.gettext
    of_seal = _OF_EXCERPT if minutes.is_excerpt else _SEAL[minutes.extent]
    return Proof(
        title=_("Which text this is"),
        facts=(
            (_("State"), words.label(status.state)),
            (_("Version"), str(status.version)),
            (_("Text of"), words.date(dated(minutes, status))),
            *_edition(minutes, words, status),
        ),
        label=_(of_seal) if status.sha256 else _("Checksum (SHA-256)"),
        sha256=status.sha256 or seal_of(status.text_of(minutes)),
        explanation=" ".join((_(_EXPLANATION), *_made_anew(words, status))),
        where=_("The number to compare it with stands on this page:") if status.addresses.record else "",
        address=status.addresses.record,
    )


def _edition(minutes: Minutes, words: Words, status: RecordStatus) -> Iterable[tuple[str, str]]:
    """Which one it is, if the public version was issued again after the seal."""
    if status.edition > 1 and status.issued_at and minutes.extent is Extent.PUBLIC:
        issued = {"number": status.edition, "date": words.date(status.issued_at)}
        yield words.gettext("Edition"), words.gettext("%(number)s, issued on %(date)s", **issued)


def _made_anew(words: Words, status: RecordStatus) -> Iterable[str]:
    """Of sealed minutes only the files in one language are kept."""
    if status.kept_in and words.language != status.kept_in:
        yield words.gettext(_MADE_ANEW, kept=own_name(status.kept_in))


def _names(names: tuple[str, ...], words: Words) -> str:
    return words.gettext(", ").join(names) or "–"

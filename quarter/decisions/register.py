"""The register of decisions as a table to take away."""

from collections.abc import Sequence

from quarter.decisions.domain import Result
from quarter.decisions.queries.register import RegisterEntry
from quarter.foundation import spreadsheets
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import Words


def write_register(rows: Sequence[RegisterEntry], addresses: Sequence[str], words: Words, timezone: str) -> bytes:
    """The CSV file of `list_for_file`, each decision with the address of its page; days as spreadsheets read them."""
    _ = words.gettext
    head = [
        _("Number"), _("Decided on"), _("Group"), _("Topic"), _("Title"), _("Wording"), _("How"), _("Outcome"),
        _("In favour"), _("Against"), _("Abstained"), _("Actions agreed"), _("Actions done"), _("Address"),
    ]  # fmt: skip
    lines = [_line(row, address, words, timezone) for row, address in zip(rows, addresses, strict=True)]
    return spreadsheets.write(head, lines, language=words.language)


def _line(row: RegisterEntry, address: str, words: Words, timezone: str) -> list[str]:
    result = Result.from_dict(row.result)
    return [
        row.number, local_date(row.decided_at, timezone).isoformat(), row.group_name, row.topic_title or "",
        row.title, row.question, words.label(row.method), words.label(row.outcome),
        str(result.yes), str(result.no), str(result.abstain), str(row.agreed), str(row.done), address,
    ]  # fmt: skip

"""The table of decisions and actions, read back as a spreadsheet would."""

import csv
from io import StringIO

from hypothesis import given, settings

from quarter.foundation.multilingual import Words
from quarter.foundation.spreadsheets import FORMULA_SIGNS, harmless, separator
from quarter.meetings.document import Minutes
from quarter.meetings.exports import spreadsheet
from tests.meetings import generated
from tests.meetings.sample import DRAFT, MINUTES, SEALED


def rows_of(minutes: Minutes, language: str = "de") -> list[list[str]]:
    content = spreadsheet.render(minutes, Words(language, "Europe/Berlin"), DRAFT)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator(language)))


def test_decisions_and_actions_stand_row_by_row_under_their_item() -> None:
    head, first, second, action = rows_of(MINUTES, "en")
    assert dict(zip(head, first, strict=True)) == {
        "Kind": "Decision", "Agenda item": "2", "Number": "2026/07-1", "Title": "Tempo 20 in der Schleusengasse",
        "Wording": "Soll in der Schleusengasse Tempo 20 gelten?", "Outcome": "Not carried",
        "In favour": "4", "Against": "2", "Abstained": "0", "Organisation": "", "Person": "", "Due on": "",
        "Moved by": "", "Version": "1",
    }  # fmt: skip
    assert second[3] == "شارع للعب أمام الروضة"
    assert second[-2:] == ["ليلى حداد", "2"]
    assert [cell for cell in action if cell] == [
        "Action", "2", "Genehmigung für die Spielstraße vorbereiten", "Ordnungsamt", "Klaus Weber", "2027-01-15",
    ]  # fmt: skip


def test_a_german_spreadsheet_gets_semicolons_and_a_mark() -> None:
    content = spreadsheet.render(MINUTES, Words("de", "Europe/Berlin"), SEALED)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0].count(";") == 13


@settings(max_examples=50)
@given(generated.minutes())
def test_whatever_was_typed_is_read_back_and_nothing_is_a_formula(minutes: Minutes) -> None:
    _head, *rows = rows_of(minutes)
    assert len(rows) == len(minutes.decisions) + len(minutes.actions)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
    questions = [row[4] for row in rows if row[2]]
    assert questions == [harmless(decision.question.text) for decision in minutes.decisions]

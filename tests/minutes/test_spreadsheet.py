"""The table of decisions and actions, read back as a spreadsheet would."""

import csv
from io import StringIO

from hypothesis import given, settings

from quarter.foundation.multilingual import Words
from quarter.foundation.spreadsheets import FORMULA_SIGNS, harmless, separator
from quarter.minutes.document import Minutes, seal_of
from quarter.minutes.exports import spreadsheet
from tests.minutes import generated
from tests.minutes.sample import DRAFT, MINUTES, SEALED


def rows_of(minutes: Minutes, language: str = "de") -> list[list[str]]:
    content = spreadsheet.render(minutes, Words(language, "Europe/Berlin"), DRAFT)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator(language)))


def test_decisions_and_actions_stand_row_by_row_under_their_item() -> None:
    head, whole, first, second, action = rows_of(MINUTES, "en")
    text = ("1", "Draft", "2026-11-03", seal_of(MINUTES.to_json()))
    assert {tuple(row[-4:]) for row in (whole, first, second, action)} == {text}
    assert whole[:4] == ["Minutes", "", "7", "Minutes of meeting 7 · 2026-11-03"]
    assert dict(zip(head, first, strict=True)) == {
        "Kind": "Decision", "Agenda item": "2", "Number": "2026/07-1", "Title": "Tempo 20 in der Schleusengasse",
        "Wording": "Soll in der Schleusengasse Tempo 20 gelten?", "Outcome": "Not carried",
        "In favour": "4", "Against": "2", "Abstained": "0", "Organisation": "", "Person": "", "Due on": "",
        "Moved by": "", "Version": "1",
        **dict(zip(head[-4:], text, strict=True)),
    }  # fmt: skip
    assert second[3] == "شارع للعب أمام الروضة"
    assert second[-6:-4] == ["ليلى حداد", "2"]
    assert [cell for cell in action[:-4] if cell] == [
        "Action", "2", "Genehmigung für die Spielstraße vorbereiten", "Ordnungsamt", "Klaus Weber", "2027-01-15",
    ]  # fmt: skip


def test_a_german_spreadsheet_gets_semicolons_and_a_mark() -> None:
    content = spreadsheet.render(MINUTES, Words("de", "Europe/Berlin"), SEALED)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0].count(";") == 17


@settings(max_examples=50)
@given(generated.minutes())
def test_whatever_was_typed_is_read_back_and_nothing_is_a_formula(minutes: Minutes) -> None:
    _head, whole, *rows = rows_of(minutes)
    assert whole[-1] == seal_of(minutes.to_json())
    assert len(rows) == len(minutes.decisions) + len(minutes.actions)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
    questions = [row[4] for row in rows if row[2]]
    assert questions == [harmless(decision.question.text) for decision in minutes.decisions]

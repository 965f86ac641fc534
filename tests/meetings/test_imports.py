"""What was written elsewhere: what is understood of it, what is said of the rest, and what comes of both."""

import io
import re
from collections.abc import Callable
from datetime import time
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlmodel import select

from quarter.meetings.imports import MOST_LETTERS, MOST_ROWS, read_agenda, read_attendance, read_draft
from quarter.meetings.models import Attendance, Meeting
from quarter.meetings.queries.assembly import get_assembly
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import after, ended, items, note, planned, running
from tests.strict_client import StrictClient


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_an_agenda_is_read_from_a_table(separator: str) -> None:
    text = '\ufeffTitel;Minuten;Öffentlich\r\nBericht;10;ja\r\n\r\nPersonal;;nein\r\n"Ein Gast; zwei Themen"\r\n'
    read = read_agenda(text.replace(";", separator))
    assert [(row.title.replace(separator, ";"), row.minutes, row.is_public) for row in read.rows] == [
        ("Bericht", 10, True), ("Personal", 15, False), ("Ein Gast; zwei Themen", 15, True),
    ]  # fmt: skip
    assert [row.line for row in read.rows] == [2, 4, 5] and not read.problems


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Begrüßung, Genehmigung des Protokolls\nBericht\nVerschiedenes",
            ["Begrüßung, Genehmigung des Protokolls", "Bericht", "Verschiedenes"],
        ),
        ("Eröffnung;;ja\nBericht;10;ja", ["Eröffnung", "Bericht"]),
        ("Eröffnung,,ja\nBericht,10,ja", ["Eröffnung", "Bericht"]),
        ("Anträge;viel\nBericht;10", ["Bericht"]),
        ("Bericht, 10\nGast, 5", ["Bericht", "Gast"]),
        ("TOP 1: Eröffnung\n2. Wege\n3) Gast\n30 km/h in der Hafenstraße\n1.000 Bäume",
         ["Eröffnung", "Wege", "Gast", "30 km/h in der Hafenstraße", "1.000 Bäume"]),
    ],
)  # fmt: skip
def test_no_first_row_is_taken_for_headings_that_is_none(text: str, titles: list[str]) -> None:
    read = read_agenda(text)
    assert [row.title for row in read.rows] == titles
    assert read.heading is None
    assert len(read.rows) + len(read.problems) == text.count("\n") + 1


@pytest.mark.parametrize(
    "heads",
    [
        "Titel;Minuten;Öffentlich", "TOP,Dauer (Minuten),öffentlich", "\nTitle\tMinutes\tPublic",
        "العنوان;الدقائق;علني", "Thema",
    ],
)  # fmt: skip
def test_headings_are_known_in_our_languages(heads: str) -> None:
    read = read_agenda(f"{heads}\nBericht")
    assert [row.title for row in read.rows] == ["Bericht"] and not read.problems
    assert read.heading is not None


def test_no_cell_is_left_out_in_silence() -> None:
    [problem] = read_agenda("Bericht;10;ja;mit Gast").problems
    assert problem.text == "Bericht · 10 · ja · mit Gast"


def test_a_number_in_a_title_of_a_draft_stays() -> None:
    read = read_draft("## 30 km/h in der Hafenstraße\n## 3. Wege\n## TOP 4 Gast\n## 5) Ende\n## 2026 wird alles gut")
    titles = ["30 km/h in der Hafenstraße", "Wege", "Gast", "Ende", "2026 wird alles gut"]
    assert [row.title for row in read.rows] == titles


def test_what_is_not_understood_is_said_with_its_line() -> None:
    read = read_agenda("Bericht;10\n;5\nGast;lange\nThema;5;vielleicht\n" + "x" * 161)
    assert [row.title for row in read.rows] == ["Bericht"]
    assert [problem.line for problem in read.problems] == [2, 3, 4, 5]
    assert not read_agenda('a\n"b').rows[2:]


def test_times_are_read_as_they_are_written() -> None:
    read = read_attendance("Name;von;bis\nKlaus;18:05;19.30 Uhr\nAnna;18:00\nEva;25:00\nTom;18:00;später\n;18:00\n")
    assert [(row.who, row.arrived, row.left) for row in read.rows] == [
        ("Klaus", time(18, 5), time(19, 30)), ("Anna", time(18), None),
    ]  # fmt: skip
    assert [problem.line for problem in read.problems] == [4, 5, 6]


def test_a_draft_falls_into_items() -> None:
    read = read_draft(
        "Vorweg.\n\n# TOP 1: Eröffnung\nHallo.\n\n## 2.1 Wege #\n```\n# kein Titel\n```\n#keiner\n#\n# Ende"
    )
    assert [(row.line, row.title, row.notes) for row in read.rows] == [
        (3, "Eröffnung", "Vorweg.\n\nHallo."), (6, "Wege", "```\n# kein Titel\n```\n#keiner\n#"), (12, "Ende", ""),
    ]  # fmt: skip
    [problem] = read_draft("Nur Text.\nOhne Titel.").problems
    assert problem.text == "Nur Text.\nOhne Titel."


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("# \n;,\"'`~\t|1:"), max_size=400))
@example("\r,")
def test_nothing_is_lost_and_nothing_breaks(text: str) -> None:
    draft = read_draft(text)
    kept = "".join([f"{row.title}{row.notes}" for row in draft.rows] + [problem.text for problem in draft.problems])
    for word in re.findall(r"[A-Za-z]{3,}", text):
        assert word in kept
    for read in (read_agenda(text), read_attendance(text)):
        assert len(read.rows) <= MOST_ROWS
        assert all(problem.line >= 1 and problem.message for problem in read.problems)


def test_there_is_a_limit() -> None:
    read = read_agenda("\n".join(f"Punkt {number}" for number in range(MOST_ROWS + 5)))
    assert len(read.rows) == MOST_ROWS
    assert [problem.line for problem in read.problems] == [MOST_ROWS + 1]


@pytest.fixture
def look(app):
    def read(deed):
        with app.extensions["quarter.database"].session(writes=False) as session:
            return deed(session, session.get_one(Meeting, 1))

    return read


def take_over(client: StrictClient, kind: str, text: str) -> None:
    client.get(f"/meetings/1/import/{kind}")
    client.submit(action=f"/import/{kind}", text=text, then="show", status=200)
    client.submit(action=f"/import/{kind}", then="take_over", follow=True)


def titles(session, meeting) -> list[str]:
    return [item.title for item in items(session, meeting)]


def test_an_agenda_is_shown_first_and_then_taken_over(client: StrictClient, world: World, made: Made, look) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1/import/agenda")
    content = "Titel;Minuten;Öffentlich\nBericht;10;ja\nEröffnung;5\nGast;lange\nPersonal;5;nein\n"
    file = (io.BytesIO(content.encode()), "agenda.csv")
    client.submit(action="/import/agenda", file=file, then="show", status=200)
    assert "Bericht" in client.text and "This is on the agenda already." in client.text
    said = client.text.replace("\u2068", "").replace("\u2069", "")
    assert "Line 1 was read as the headings of the columns: Titel · Minuten · Öffentlich" in said
    assert "Line 4" in client.text and "The second cell is no number of minutes" in client.text
    assert look(titles) == ["Eröffnung", "Sichere Wege zur Kita"]
    client.submit(action="/import/agenda", then="take_over", follow=True)
    assert "2 rows were taken over." in client.text
    assert look(titles) == ["Eröffnung", "Sichere Wege zur Kita", "Bericht", "Personal"]
    assert [item.is_public for item in look(items)] == [True, True, True, False]


def test_who_was_there_is_noted_once(client: StrictClient, world: World, made: Made, look, clock) -> None:
    made(lambda session, world: running(session, world, "city"))
    clock.move_to(after(60))
    client.sign_in(world.secretary)
    names = look(lambda session, meeting: {seat.name: seat for seat in get_assembly(session, meeting).seats})
    present = next(name for name, seat in names.items() if seat.seat_id == world.seats["city"])
    absent = next(name for name, seat in names.items() if seat.seat_id == world.seats["initiative"])
    text = f"{absent};18:10;18:30\n{absent};18:20\n{present};18:05\nNiemand;18:00\n{absent};23:00\n"
    take_over(client, "attendance", text)
    stays = look(lambda session, meeting: session.exec(
        select(Attendance).where(Attendance.seat_id == world.seats["initiative"])
    ).all())  # fmt: skip
    assert [(stay.arrived_at, stay.left_at) for stay in stays] == [(after(10), after(30))]
    client.get("/meetings/1/import/attendance")
    client.submit(action="/import/attendance", text=text, then="take_over", status=200)
    assert client.text.count("At this time the person is noted as present already.") == 3
    assert "holds a seat on the day of the meeting" in client.text and "This time has not come yet." in client.text


def test_a_draft_adds_to_notes_and_overwrites_none(client: StrictClient, world: World, made: Made, look) -> None:
    def noted(session, world):
        meeting = ended(session, world)
        note(session, world, meeting, items(session, meeting)[0], "Schon da.")
        return meeting

    made(noted)
    client.sign_in(world.secretary)
    take_over(client, "draft", "# 1. eröffnung\nMehr <b>dazu</b>.\n\n# Verschiedenes\nEin Fest.")
    found = look(items)
    assert found[0].notes == "Schon da.\n\nMehr <b>dazu</b>."
    assert (found[-1].title, found[-1].notes, found[-1].lang) == ("Verschiedenes", "Ein Fest.", "de")


def test_an_empty_or_unreadable_text_is_asked_for_again(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    client.sign_in(world.moderator).get("/meetings/1/import/agenda")
    client.submit(action="/import/agenda", text=" ", then="show", status=422)
    assert "Please choose a file or write the text." in client.text
    client.get("/meetings/1/import/agenda")
    client.submit(action="/import/agenda", file=(io.BytesIO(b"\xff\xfe\x00"), "x.csv"), then="show", status=422)
    assert "The file is not text in UTF-8." in client.text


def test_notes_are_not_taken_over_before_the_meeting(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    client.sign_in(world.secretary).get("/meetings/1/import/draft")
    client.submit(action="/import/draft", text="# Neu\nText", then="take_over", status=409)
    assert "The meeting is not running." in client.text
    client.sign_in(world.initiative).get("/meetings/1/import/draft", status=403)


@pytest.mark.parametrize("read", [read_agenda, read_attendance, read_draft])
@pytest.mark.parametrize(
    "text",
    ["a" * MOST_LETTERS, f"# a{' ' * MOST_LETTERS}b", f"# {'1' * MOST_LETTERS}", "# 1." * (MOST_LETTERS // 4),
     "\n" * MOST_LETTERS, "a,\n" * (MOST_LETTERS // 3), "#" * MOST_LETTERS, f'"{"a," * (MOST_LETTERS // 2)}',
     f"# {'TOP ' * (MOST_LETTERS // 4)}", f"1{':00' * (MOST_LETTERS // 3)}"],
)  # fmt: skip
def test_no_text_keeps_the_reading_busy(read: Callable[[str], Any], text: str) -> None:
    started = process_time()
    read(text)
    assert process_time() - started < 0.5

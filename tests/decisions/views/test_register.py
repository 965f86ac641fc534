"""The register of decisions: as a list, narrowed, and as a file."""

import csv
import io
from datetime import timedelta
from io import StringIO

import pikepdf
import pytest
from pypdf import PdfReader

from quarter.topics.service import open_topic
from tests.actions.deeds import agree, finish
from tests.conftest import NOW
from tests.decisions.deeds import decide, fail, open_vote, propose


def table(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline="")))


class TestRegister:
    def test_an_empty_register_explains_itself(self, client, world) -> None:
        client.get("/decisions")
        assert "has not decided anything yet" in client.text

    def test_open_votes_come_first_with_their_deadline(self, client, world, made) -> None:
        made(decide, title="Bench by the pond")
        made(open_vote, title="Play street")
        client.get("/decisions?lang=en")
        in_order = ["Open votes", "Play street", "Register", "Bench by the pond"]
        assert [client.text.index(words) for words in in_order] == sorted(map(client.text.index, in_order))
        assert "in 3 days" in client.text

    def test_filters_narrow_the_list(self, client, world, made) -> None:
        made(decide, title="Bench by the pond")
        made(fail, title="Play street")
        client.get(f"/decisions?state=not_carried&group={world.group_id}&quarter={world.quarter_id}")
        assert "Play street" in client.text and "Bench by the pond" not in client.text
        client.get(f"/decisions?quarter={world.other_quarter_id}")
        assert "Play street" not in client.text

    @pytest.mark.parametrize("query", ["state=lost", "group=x", "colour=red", "after=nonsense"])
    def test_unknown_filters_are_an_error(self, client, world, query) -> None:
        client.get(f"/decisions?{query}", status=400)

    def test_a_long_register_goes_on(self, client, world, database) -> None:
        with database.unit_of_work() as session:
            for number in range(27):
                propose(session, world, title=f"Question {number:02d}")
        client.get("/decisions")
        assert "Question 26" in client.text and "Question 01" not in client.text
        more = next(link.get("href") for link in client.page.iter() if link.get("rel") == "next")
        client.get(more)
        assert "Question 01" in client.text and "Question 26" not in client.text

    def test_a_longer_list_takes_no_more_statements(self, client, world, made) -> None:
        made(decide), made(open_vote)
        client.get("/decisions")
        before = len(client.statements)
        for _ in range(3):
            made(decide), made(open_vote)
        client.get("/decisions")
        assert len(client.statements) == before


class TestNarrowedRegister:
    """Three decisions: one with overdue work of the city, one whose work is done, one on which nothing was agreed."""

    @pytest.fixture(autouse=True)
    def three(self, world, database) -> None:
        with database.unit_of_work() as session:
            group = world.group(session)
            self.topic = open_topic(session, world.moderator, group, title="Canal", summary="", lang="en", now=NOW).id
            late = decide(session, world, title="Lamps", topic_id=self.topic)
            agree(session, world, decision_id=late.id, due_on=NOW.date())
            agree(session, world, decision_id=late.id, due_on=NOW.date() + timedelta(days=90))
            done = decide(session, world, title="Benches", question="=1+1; shall it be?")
            organisation = world.organisations["cooperative"]
            finish(session, world, decision_id=done.id, organisation_id=organisation, person_id=None)
            decide(session, world, title="Trees")

    @pytest.fixture(autouse=True)
    def a_week_later(self, clock) -> None:
        clock.move_to(NOW + timedelta(days=7))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"Lamps", "Benches", "Trees"}),
            ("year=2026", {"Lamps", "Benches", "Trees"}),
            ("year=2025", set()),
            ("year=202", set()),
            ("topic={topic}", {"Lamps"}),
            ("organisation={city}", {"Lamps"}),
            ("organisation={cooperative}", {"Benches"}),
            ("actions=open", {"Lamps"}),
            ("actions=overdue", {"Lamps"}),
            ("actions=done", {"Benches"}),
            ("actions=none", {"Trees"}),
            ("q=lamps", {"Lamps"}),
            ("q=shall+BENCHES", {"Benches"}),
            ("q=2026/online-", {"Lamps", "Benches", "Trees"}),
            ("q=nowhere&actions=none", set()),
            ("actions=open&organisation={cooperative}", set()),
        ],
    )
    def test_page_and_file_hold_the_same(self, client, world, query: str, found: set) -> None:
        query = query.format(topic=self.topic, **world.organisations)
        client.get(f"/decisions?{query}")
        rows = client.page.iterfind(".//{*}ul[@class='rows']/{*}li/{*}a")
        assert {"".join(row.itertext()) for row in rows} == found
        assert {row["Title"] for row in table(client.get(f"/decisions/register.csv?{query}"))} == found

    def test_the_pdf_holds_the_same_and_says_what_it_was_narrowed_to(self, client, world) -> None:
        city = world.organisations["city"]
        answer = client.get(f"/decisions/register.pdf?actions=open&year=2026&organisation={city}&q=lamps")
        assert answer.mimetype == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.data)) as document:
            assert document.check_pdf_syntax() == []
            assert document.Root.MarkInfo.Marked is True and str(document.Root.Lang) == "en"
            with document.open_metadata() as about:
                assert about["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
                assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        assert "Lamps" in text and "Canal" in text and "2 actions were agreed on it; done: 0." in text
        assert "Benches" not in text and "Year 2026" in text and "lamps" in text
        assert (
            "No decision is like that"
            in PdfReader(io.BytesIO(client.get("/decisions/register.pdf?year=2025").data)).pages[0].extract_text()
        )

    def test_the_page_leads_to_the_same_rows_as_a_file(self, client) -> None:
        client.get("/decisions?actions=done&year=2026")
        assert "/decisions/register.csv?year=2026&actions=done" in [link.get("href") for link in client.page.iter()]
        client.get("/decisions?actions=done&year=2025")
        assert "Show all decisions" in client.text

    def test_the_file_is_numbered_and_says_how_it_went(self, client) -> None:
        [row] = table(client.get("/decisions/register.csv?actions=open"))
        assert row["Number"].startswith("2026/online-")
        assert (row["Decided on"], row["Topic"], row["Outcome"]) == ("2026-11-26", "Canal", "Carried")
        assert (row["In favour"], row["Against"], row["Actions agreed"], row["Actions done"]) == ("6", "0", "2", "0")
        assert row["Address"].startswith("http://localhost/decisions/")

    def test_nothing_typed_is_a_formula_in_it(self, client) -> None:
        [row] = table(client.get("/decisions/register.csv?actions=done"))
        assert row["Wording"] == "'=1+1; shall it be?"

    @pytest.mark.parametrize("query", ["actions=some", "year=x", "topic=-1", "colour=red"])
    def test_unknown_filters_are_an_error(self, client, query: str) -> None:
        client.get(f"/decisions?{query}", status=400)
        client.get(f"/decisions/register.csv?{query}", status=400)
        client.get(f"/decisions/register.pdf?{query}", status=400)

    def test_a_longer_file_takes_no_more_statements(self, client, made) -> None:
        client.get("/decisions/register.csv")
        before = len(client.statements)
        made(decide)
        client.get("/decisions/register.csv")
        assert len(client.statements) == before

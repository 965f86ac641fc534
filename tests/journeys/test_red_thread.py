"""One matter walks the whole thread, through forms as a browser without JavaScript would send them."""

import io
import re
import subprocess

import pytest
from pypdf import PdfReader

from quarter.foundation.multilingual import LOCALES
from tests.factories.world import World
from tests.strict_client import StrictClient

TITLE = "Autos rasen an der Kita vorbei"
HANDS_AGAINST = {"city_yes": "0", "city_no": "2", "cooperatives_yes": "2", "residents_yes": "2"}
HANDS_FOR = {"city_yes": "2", "cooperatives_yes": "1", "cooperatives_abstain": "1", "residents_yes": "2"}


@pytest.fixture
def thread(client: StrictClient, world: World, clock) -> StrictClient:
    """The whole story, up to the sealed minutes of meeting 1."""
    report_and_answer(client, world)
    open_topic_and_invite(client, world)
    clock.move_to("2026-12-01T17:00:00+00:00")
    run_meeting(client, world, clock)
    record_and_seal(client, world, clock)
    return client


def report_and_answer(client: StrictClient, world: World) -> None:
    client.sign_in(world.resident).get("/issues/new")
    client.get("/issues/new?category=traffic")
    client.submit(action="/issues/new", to="look", title=TITLE, text="Morgens ist es gefährlich.",
                  place="Schleusengasse", lang="de", status=200)  # fmt: skip
    client.submit(action="/issues/new", to="send", follow=True)
    assert TITLE in client.text
    client.sign_in(world.moderator).get("/issues/1/ask")
    client.submit(organisation=str(world.organisations["city"]))
    client.sign_in(world.city).get("/issues/1/answer")
    client.submit(state="answered", text="Wir messen eine Woche lang.", lang="de", follow=True)
    assert "Wir messen eine Woche lang." in client.text


def open_topic_and_invite(client: StrictClient, world: World) -> None:
    client.sign_in(world.moderator).get("/issues/1/topic")
    client.submit(
        action="/topic/new", title="Sichere Schleusengasse", summary="Vor der Kita wird zu schnell gefahren.", lang="de"
    )
    client.get(f"/meetings/new?group={world.group_id}")
    client.submit(starts_at="2026-12-01T18:00", planned_minutes="90", place="Bürgertreff", lang="de")
    client.get("/meetings/1/agenda")
    client.submit(action="/agenda/topics", topic="1", minutes_planned="30")
    client.get("/meetings/1")
    client.submit(action="/invite", follow=True)


def run_meeting(client: StrictClient, world: World, clock) -> None:
    client.sign_in(world.secretary).get("/meetings/1")
    client.submit(action="/start", follow=True)
    for name in ("city", "second_city", "cooperative", "second_cooperative", "initiative", "neighbour"):
        client.get("/meetings/1/attendance")
        client.submit(action=f"/attendance/{world.seats[name]}/arrive")
    client.get("/meetings/1")
    assert "Quorate: 6 of 6" in client.text
    clock.move_to("2026-12-01T17:10:00+00:00")
    client.get("/meetings/1/items/3")
    client.submit(action="/begin")
    client.get("/meetings/1/items/3")
    client.submit(action="/items/3", notes="Die Stadt sieht keine Rechtsgrundlage für Tempo 20.")
    decide_and_reword(client, clock)
    client.get("/meetings/1/items/3/action")
    client.submit(title="Genehmigung vorbereiten", organisation=str(world.organisations["city"]), due_on="2027-01-15",
                  lang="de")  # fmt: skip
    clock.move_to("2026-12-01T18:20:00+00:00")
    client.get("/meetings/1/end")
    client.submit()


def decide_and_reword(client: StrictClient, clock) -> None:
    client.get("/meetings/1/items/3/question")
    client.submit(title="Tempo 20", question="Soll in der Gasse Tempo 20 gelten?", lang="de")
    clock.move_to("2026-12-01T17:30:00+00:00")
    client.get("/meetings/1/items/3/decisions/1")
    client.submit(**HANDS_AGAINST)
    client.get("/decisions/1")
    assert "Not carried" in client.text and "City administration" in client.text
    client.get("/decisions/1/reword")
    client.submit(title="Spielstraße auf 80 Metern", question="Soll vor der Kita eine Spielstraße entstehen?")
    clock.move_to("2026-12-01T17:50:00+00:00")
    client.get("/meetings/1/items/3/decisions/2")
    client.submit(**HANDS_FOR)
    client.get("/decisions/2")
    assert "Carried" in client.text and "2026/01-2" in client.text


def record_and_seal(client: StrictClient, world: World, clock) -> None:
    client.get("/meetings/1/minutes")
    client.submit(action="/circulate")
    clock.move_to("2026-12-15T17:00:00+00:00")
    client.sign_in(world.moderator).get("/meetings/1/minutes")
    client.submit(action="/approve")
    for signer in (world.secretary, world.moderator):
        client.sign_in(signer).get("/meetings/1/minutes/sign")
        client.submit()
    client.get("/meetings/1/minutes/seal")
    client.submit(follow=True)
    assert "Sealed" in client.text


def test_the_resident_sees_what_became_of_it(thread: StrictClient, world: World) -> None:
    thread.sign_in(world.resident).get("/issues/1")
    for sentence in ("Amt für Grün und Verkehr answered", "Put on the agenda of meeting 1", "Not carried", "Carried",
                     "Agreed: Genehmigung vorbereiten", "sealed minutes of meeting 1"):  # fmt: skip
        assert sentence in thread.text, sentence


@pytest.mark.parametrize("language", LOCALES)
def test_the_minutes_as_pdf_hold_decision_counts_and_action(thread: StrictClient, language: str) -> None:
    content = thread.get(f"/meetings/1/minutes.pdf?lang={language}").data
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("2026/01-1", "2026/01-2", "Spielstraße auf 80 Metern", "Genehmigung vorbereiten", "Tempo 20"):
        assert words in text, words
    assert reader.trailer["/Root"]["/Lang"].startswith(language)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = {
        "de": ("Nicht angenommen", "Stadtverwaltung 0 2 0 2 von 2"),
        "en": ("Not carried", "City administration 0 2 0 2 of 2"),
        "ar": ("إدارة المدينة 0 2 0", "التعاونيات السكنية 2 0 0"),
    }
    assert_read(content, *words[language])


def assert_read(content: bytes, *words: str) -> None:
    """A second reader finds the words too: poppler's pdftotext."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    folded = " ".join(re.sub(r"[‎‏‪-‮⁦-⁩]", "", done.stdout.decode()).split())
    for word in words:
        assert word in folded, word


@pytest.mark.parametrize("language", LOCALES)
def test_the_minutes_as_text_say_the_same(thread: StrictClient, language: str) -> None:
    text = thread.get(f"/meetings/1/minutes.md?lang={language}").get_data(as_text=True)
    for words in ("2026/01-2", "Genehmigung vorbereiten", "Tempo 20"):
        assert words in text


def test_sealed_minutes_take_no_more_notes(thread: StrictClient, world: World) -> None:
    thread.sign_in(world.secretary)
    thread.post("/meetings/1/items/3", {"notes": "anders", "version": "2"}, status=409)
    thread.get("/meetings/1/minutes")
    assert "anders" not in thread.text


def test_strangers_change_nothing_on_the_way(thread: StrictClient, world: World) -> None:
    for stranger in (world.other_moderator, world.resident):
        thread.sign_in(stranger)
        for address in ("/meetings/1/start", "/meetings/1/minutes/approve", "/meetings/1/items/3/begin"):
            thread.post(address, status=403)
        thread.get("/meetings/1/items/999", status=404)

"""Where enough files are read or made already, a page says so at once; nothing that was typed is lost."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from quarter.foundation import dear_work, typesetting
from quarter.foundation.db import Database
from quarter.foundation.dear_work import AT_A_TIME, turns
from quarter.foundation.limited import Failed
from tests.factories.world import World
from tests.issues.reports import WRITTEN, count, photo, value_of, write
from tests.planning.plans import stored
from tests.strict_client import StrictClient

TYPED = ("title", "text", "place")


@pytest.fixture
def others(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """Others have all turns, and nobody may wait."""
    monkeypatch.setattr(dear_work, "WAITING", 0)
    with ExitStack() as held:
        for kind, number in AT_A_TIME.items():
            for _ in range(number):
                held.enter_context(turns.take(kind))
        yield held


@pytest.fixture
def paper(client: StrictClient, database: Database, world: World) -> str:
    """The address of a PDF that anybody may have."""
    ids = stored(database, world)
    return f"/plans/{ids['plan']}/variants/{ids['own']}.pdf"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each paper that is really set."""
    made: list[str] = []
    compiled = typesetting._compile

    def compile_and_note(*args: object) -> bytes:
        made.append("paper")
        return compiled(*args)

    monkeypatch.setattr(typesetting, "_compile", compile_and_note)
    return made


@pytest.mark.parametrize("address", ["/decisions/register.pdf", ""], ids=["register", "variant"])
def test_a_paper_is_to_be_asked_for_again(client: StrictClient, paper: str, others: ExitStack, address: str) -> None:
    answer = client.get(f"{address or paper}?lang=en", status=503)
    assert "Many files are being made or read right now." in client.text
    assert int(answer.headers["Retry-After"]) > 0
    client.get(f"{address or paper}?lang=de", status=503)
    assert "Im Moment werden viele Dateien erstellt" in client.text
    others.close()
    assert client.get(f"{address or paper}?lang=en").mimetype == "application/pdf"


def test_a_report_with_a_photo_keeps_its_words(
    client: StrictClient, world: World, database: Database, others: ExitStack
) -> None:
    write(client.sign_in(world.resident), photo=photo(), status=503)
    assert "Please choose yours again, and send it in a moment." in client.text
    assert [value_of(client, name) for name in TYPED] == [WRITTEN[name] for name in TYPED]
    others.close()
    client.submit(action="/issues/new", to="look", photo=photo(), status=200)
    client.submit(action="/issues/new", to="send")
    assert count(database) == 1


def test_a_plan_with_a_picture_keeps_its_words(client: StrictClient, world: World, others: ExitStack) -> None:
    client.sign_in(world.moderator).get(f"/plans/new?group={world.group_id}")
    answer = client.submit(action="/plans/new", title="The courtyard", picture=photo(), status=503)
    assert "Retry-After" in answer.headers
    assert value_of(client, "title") == "The courtyard"


def test_the_same_paper_is_made_once(client: StrictClient, paper: str, made: list[str], others: ExitStack) -> None:
    others.close()
    first = client.get(paper).data
    assert client.get(paper).data == first and made == ["paper"]
    client.get(f"{paper}?lang=ar")
    assert len(made) == 2


def test_a_kept_paper_waits_for_nobody(client: StrictClient, paper: str) -> None:
    first = client.get(paper).data
    with ExitStack() as held:
        for _ in range(AT_A_TIME[dear_work.Kind.PAPER]):
            held.enter_context(turns.take(dear_work.Kind.PAPER))
        assert client.get(paper).data == first


def test_a_paper_that_nobody_can_make_is_tried_once(
    client: StrictClient, paper: str, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> bytes:
        made.append("tried")
        raise Failed(-9)

    monkeypatch.setattr(typesetting, "_compile", fail)
    for _ in range(2):
        client.get(f"{paper}?lang=en", status=413)
        assert "Please take another format." in client.text
    assert made == ["tried"]

"""Who is to blame that a program of ours came to no end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quarter.foundation import typesetting
from quarter.foundation.dear_work import TooBusy
from quarter.foundation.kept_results import KeptResults
from quarter.foundation.limited import Failed, Interrupted, Program
from quarter.foundation.typesetting import set_pdf

ENDS_BY = "import os, signal; os.kill(os.getpid(), signal.{})"


def program(folder: Path, text: str, *, seconds: int = 5) -> Program:
    file = folder / "program.py"
    file.write_text(text)
    return Program(file, megabytes=256, seconds=seconds)


@pytest.mark.parametrize("signal", ["SIGTERM", "SIGKILL"])
def test_who_is_ended_from_outside_may_be_asked_again(tmp_path: Path, signal: str) -> None:
    with pytest.raises(Interrupted):
        program(tmp_path, ENDS_BY.format(signal)).run(b"", timeout=20)


@pytest.mark.parametrize(
    "text", ["while True: pass", "x = b'a' * 10**9", "import sys; sys.exit(3)", ENDS_BY.format("SIGABRT")]
)
def test_who_wants_too_much_has_failed(tmp_path: Path, text: str) -> None:
    with pytest.raises(Failed):
        program(tmp_path, text, seconds=1).run(b"", timeout=20)


def test_a_paper_whose_making_was_ended_is_made_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptResults()
    kept.keep_in(tmp_path / "papers")
    monkeypatch.setattr(typesetting, "kept_papers", kept)
    template = tmp_path / "template.typ"
    template.write_text(
        '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "en")\nx'
    )
    how = {"language": "en", "dated": datetime(2026, 1, 1, tzinfo=UTC)}
    with monkeypatch.context() as ended:
        ended.setattr(typesetting, "PROGRAM", program(tmp_path, ENDS_BY.format("SIGTERM")))
        with pytest.raises(TooBusy):
            set_pdf(template, {}, **how)
    assert set_pdf(template, {}, **how).startswith(b"%PDF")

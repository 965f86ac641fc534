"""The command line, as an operator types it."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

DATA = Path(os.environ.get("QUARTER_TEST_DATA", ROOT.parent / "shared" / "data"))
NEUKOELLN = DATA / "lor-berlin" / "planungsraeume_bis2020_neukoelln.geojson"
INIT = ("init", "--municipality", "Neustadt", "--quarter", "Mitte", "--group", "Arbeitskreis")

pytestmark = pytest.mark.sqlite_only


class Terminal:
    """Runs `quarter …` with an instance of its own."""

    def __init__(self, instance: Path) -> None:
        self.environment = {**os.environ, "QUARTER_INSTANCE": str(instance)}

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from quarter.cli import main; main()", *words]
        return subprocess.run(
            command,
            env={**self.environment, **settings},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "instance")


def says(done: subprocess.CompletedProcess[str], sentence: str) -> bool:
    """One sentence, no trace, and a failure."""
    return done.returncode == 1 and sentence in done.stderr and "Traceback" not in done.stderr


def test_an_instance_is_set_up_once(terminal: Terminal) -> None:
    assert "Ready." in terminal.run(*INIT).stdout
    assert says(terminal.run(*INIT), "set up already")
    assert says(terminal.run("demo"), "only loaded into an empty instance")


def test_a_contact_is_one_address(terminal: Terminal) -> None:
    assert says(terminal.run(*INIT, "--contact", "town@x.example, other@x.example"), "check the address")
    assert "Ready." in terminal.run(*INIT, "--contact", "town@bücher.example").stdout


def test_an_empty_instance_says_how_to_begin(terminal: Terminal) -> None:
    assert says(terminal.run("run"), "start with `quarter init` or `quarter demo`")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"PORT": "many"}, "The setting PORT is not usable"),
        ({"QUARTER_MAIL_URL": "ftp://mail"}, "The setting QUARTER_MAIL_URL is not usable: must begin with smtp://"),
        ({"QUARTER_DATABASE_URL": "mysql://x"}, "QUARTER_DATABASE_URL is not usable"),
        ({"QUARTER_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "The database does not answer"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_sentence(terminal: Terminal, settings: dict, sentence: str) -> None:
    assert says(terminal.run("run", **settings), sentence)


def test_a_demonstration_serves_on_loopback_only(terminal: Terminal) -> None:
    assert says(terminal.run("run", "--demo", QUARTER_HOST="0.0.0.0"), "serves on loopback only")


def test_the_boundaries_of_neukoelln_are_imported(terminal: Terminal) -> None:
    if not NEUKOELLN.exists():
        assert os.environ.get("CI") != "true", "the shared data is missing"
        pytest.skip("the shared data is missing")
    terminal.run(*INIT)
    done = terminal.run("import", "boundary", str(NEUKOELLN))
    assert "40 boundaries imported." in done.stdout
    assert "/quarters/hasenheide  Hasenheide" in done.stdout


def test_a_broken_boundary_names_what_is_wrong_where(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run(*INIT)
    file = tmp_path / "area.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6]]]}))
    done = terminal.run("import", "boundary", str(file))
    assert says(done, "area.geojson was not imported. file, polygon 1, ring 1: a ring needs at least four points.")


def test_a_boundary_with_latitude_and_longitude_swapped_is_asked_about(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run(*INIT)
    file = tmp_path / "area.geojson"
    ring = [[52.5, 13.4], [52.5, 13.41], [52.51, 13.41], [52.51, 13.4], [52.5, 13.4]]
    about = {"type": "Feature", "properties": {"GEN": "Kanal"}}
    file.write_text(json.dumps({**about, "geometry": {"type": "Polygon", "coordinates": [ring]}}))
    assert says(terminal.run("import", "boundary", str(file)), "Kanal would lie far from the town")
    right = [[north, east] for east, north in ring]
    file.write_text(json.dumps({**about, "geometry": {"type": "Polygon", "coordinates": [right]}}))
    assert "/quarters/kanal  Kanal" in terminal.run("import", "boundary", str(file)).stdout
    file.write_text(json.dumps({**about, "geometry": {"type": "Polygon", "coordinates": [ring]}}))
    assert says(terminal.run("import", "boundary", str(file)), "add --sure")
    assert "1 boundaries imported." in terminal.run("import", "boundary", "--sure", str(file)).stdout


def test_the_demonstrations_minutes_as_files(terminal: Terminal, tmp_path: Path) -> None:
    shown = terminal.run("demo", QUARTER_DEMO_PASSWORD="a long password").stdout
    assert "moderator@demo.example" in shown and "a long password" in shown
    file = tmp_path / "minutes.pdf"
    terminal.run("minutes", "export", "1", "--lang", "ar", "--output", str(file))
    assert file.read_bytes().startswith(b"%PDF")
    assert "2026" in terminal.run("minutes", "export", "1", "--format", "md", "--lang", "en").stdout
    assert json.loads(terminal.run("minutes", "export", "1", "--format", "json").stdout)
    assert says(terminal.run("minutes", "export", "99"), "There is no meeting 99.")
    assert says(terminal.run("minutes", "export", "2", "--version", "public"), "have not gone round")
    record = tmp_path / "minutes.json"
    terminal.run("minutes", "export", "1", "--format", "json", "--output", str(record))
    checked = terminal.run("minutes", "check", str(record)).stdout
    assert hashlib.sha256(record.read_bytes()).hexdigest() in checked and "meeting 1," in checked
    assert "byte for byte" not in checked
    record.write_text(record.read_text().replace(":", ": ", 1))
    assert "not byte for byte" in terminal.run("minutes", "check", str(record)).stdout
    assert says(terminal.run("minutes", "check", str(file)), "minutes.pdf is no record of minutes that can be read")


def test_a_whole_year_goes_into_a_folder(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("demo", QUARTER_DEMO_PASSWORD="a long password")
    folder = tmp_path / "year"
    year = ("minutes", "export", "--group", "arbeitskreis-kanalviertel", "--year", "2026", "--lang", "de")
    done = terminal.run(*year, "--format", "md", "--output", str(folder))
    names = sorted(file.name for file in folder.iterdir())
    assert f"{len(names)} files written to {folder}." in done.stdout
    assert names
    assert all(re.fullmatch(r"2026-\d\d-\d\d-arbeitskreis-kanalviertel-\d+-full-de\.md", name) for name in names)
    terminal.run("minutes", "export", "1", "--format", "all", "--lang", "all", "--output", str(tmp_path / "one"))
    files = {file.suffix: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    assert len(list((tmp_path / "one").iterdir())) == 7 * 3 + 1
    for kind, begin in ((".docx", b"PK"), (".odt", b"PK"), (".html", b"<!doctype html>"), (".pdf", b"%PDF")):
        assert files[kind].startswith(begin)
    public = tmp_path / "public"
    terminal.run(*year, "--format", "md", "--version", "public", "--output", str(public))
    shown = sorted(file.name for file in public.iterdir())
    assert shown and {name.replace("-public-", "-full-") for name in shown} <= set(names)
    assert all("Für alle: ohne nicht öffentliche" in file.read_text() for file in public.iterdir())
    assert says(terminal.run(*year, "--format", "md"), "say with --output into which folder")
    assert says(terminal.run("minutes", "export", "--year", "2026"), "Say which: the number of a meeting, or")
    unknown = terminal.run("minutes", "export", "--group", "nowhere", "--year", "2026", "--output", str(folder))
    assert says(unknown, "There is no group nowhere; there are: arbeitskreis-kanalviertel")


def test_an_administrator_needs_an_account_first(terminal: Terminal) -> None:
    terminal.run(*INIT)
    assert says(terminal.run("admin", "add", "a@b.example"), "Nobody has signed up with a@b.example yet.")


def test_a_missing_address_is_said_with_a_way(terminal: Terminal) -> None:
    assert "settings are fine" in terminal.run("check").stdout
    for reached in ({"QUARTER_HOST": "0.0.0.0"}, {"QUARTER_BEHIND_PROXY": "true"}):
        done = terminal.run("check", **reached)
        assert done.returncode == 1 and "for example QUARTER_BASE_URL=https://" in done.stdout
        said = {**reached, "QUARTER_BASE_URL": "https://quarter.example", "QUARTER_BEHIND_PROXY": "true"}
        assert "fine" in terminal.run("check", **said).stdout


def test_https_without_a_proxy_is_said_with_a_way(terminal: Terminal) -> None:
    done = terminal.run("check", QUARTER_BASE_URL="https://quarter.example")
    assert done.returncode == 1 and "Set QUARTER_BEHIND_PROXY=true." in done.stdout


@pytest.mark.parametrize("sender", ["quarter@localhost", "a@[x.y", "a@x.example, b@x.example", "quartier@@x.example"])
def test_a_sender_that_no_server_takes_is_said(terminal: Terminal, sender: str) -> None:
    mail = {"QUARTER_MAIL_URL": "smtp://127.0.0.1:25", "QUARTER_MAIL_FROM": sender}
    done = terminal.run("check", **mail)
    assert done.returncode == 1 and "QUARTER_MAIL_FROM is no" in done.stdout + done.stderr
    mail["QUARTER_MAIL_FROM"] = "Quarter <quarter@xn--bcher-kva.example>"
    assert "fine" in terminal.run("check", **mail).stdout

"""Settings: where they come from, and one clear sentence when one is bad."""

import os
import stat

import pytest

from quarter.config import ConfigurationError, load


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine with an empty instance folder and no settings."""
    for name in [name for name in os.environ if name.startswith("QUARTER_") or name == "PORT"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUARTER_INSTANCE", str(tmp_path / "instance"))


@pytest.fixture
def toml(tmp_path):
    def write(text: str) -> None:
        (tmp_path / "instance").mkdir(exist_ok=True)
        (tmp_path / "instance" / "quarter.toml").write_text(text, encoding="utf-8")

    return write


def test_without_any_setting_it_starts(tmp_path):
    settings = load()
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/quarter.sqlite"
    assert (settings.host, settings.port, settings.is_https) == ("127.0.0.1", 8000, False)
    assert len(settings.secret_key) >= 43


def test_without_an_instance_setting_it_is_the_folder_here(monkeypatch, tmp_path):
    monkeypatch.delenv("QUARTER_INSTANCE")
    load()
    assert (tmp_path / "instance" / "secret_key").exists()


def test_the_file_in_the_instance_is_read(toml):
    toml('threads = 3\nbase_url = "https://quarter.example/"\nbehind_proxy = true\nport = 9000\n')
    settings = load()
    assert (settings.threads, settings.base_url, settings.behind_proxy, settings.port) == (
        3, "https://quarter.example", True, 9000,
    )  # fmt: skip
    assert settings.is_https


def test_the_environment_wins_over_the_file(toml, monkeypatch):
    toml("threads = 3\nport = 9000\n")
    monkeypatch.setenv("QUARTER_THREADS", "5")
    monkeypatch.setenv("PORT", "9001")
    assert (load().threads, load().port) == (5, 9001)


def test_what_the_program_says_wins_over_both(toml, monkeypatch):
    toml("threads = 3\n")
    monkeypatch.setenv("QUARTER_THREADS", "5")
    assert load(threads=7).threads == 7


def test_the_file_is_looked_for_in_the_instance_that_the_program_names(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "quarter.toml").write_text("threads = 3\n")
    assert load(instance=tmp_path / "other").threads == 3


def test_variables_of_others_do_not_disturb(monkeypatch):
    monkeypatch.setenv("QUARTER_TEST_DATABASE", "postgresql")
    load()


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    first, second = load().secret_key, load().secret_key
    file = tmp_path / "instance" / "secret_key"
    assert first == second == file.read_text().strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_instance_has_another_secret(monkeypatch, tmp_path):
    first = load().secret_key
    monkeypatch.setenv("QUARTER_INSTANCE", str(tmp_path / "second"))
    assert load().secret_key != first


def test_a_secret_whose_writing_was_cut_off_is_made_again(tmp_path):
    """An empty secret would let anybody forge a sign-in."""
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").touch()
    assert len(load().secret_key) >= 43


def test_a_given_secret_is_not_written_down(monkeypatch, tmp_path):
    monkeypatch.setenv("QUARTER_SECRET_KEY", "from the vault")
    assert load().secret_key == "from the vault"
    assert not (tmp_path / "instance" / "secret_key").exists()


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://u:p@db/quarter", "postgresql://u:p@db/quarter"),
        ("sqlite:////srv/quarter.sqlite", "sqlite:////srv/quarter.sqlite"),
    ],
)
def test_usable_databases(monkeypatch, given, url):
    monkeypatch.setenv("QUARTER_DATABASE_URL", given)
    assert load().database_url == url


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("QUARTER_DATABASE_URL", "mysql://db/quarter", "postgresql:// or sqlite:///"),
        ("QUARTER_DATABASE_URL", "quarter.sqlite", "postgresql:// or sqlite:///"),
        ("QUARTER_BASE_URL", "quarter.example", "http:// or https://"),
        ("QUARTER_BASE_URL", "", "http:// or https://"),
        ("QUARTER_MAIL_URL", "mail.example", "smtp:// or smtps://"),
        ("QUARTER_THREADS", "0", "greater than or equal to 1"),
        ("QUARTER_THREADS", "many", "integer"),
        ("QUARTER_BEHIND_PROXY", "perhaps", "boolean"),
        ("PORT", "http", "integer"),
        ("PORT", "70000", "less than or equal to 65535"),
    ],
)
def test_a_bad_setting_is_one_sentence_with_its_name(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        load()
    sentence = str(caught.value)
    assert sentence.startswith(f"The setting {name} is not usable: ")
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 'red'", "QUARTER_COLOUR"),
        ("threads = 'many'", "QUARTER_THREADS"),
        ("threads = ", "quarter.toml"),
        ("not toml at all", "quarter.toml"),
        ('base_url = "https://ä', "quarter.toml"),
    ],
)
def test_a_bad_file_is_one_sentence_too(toml, text, words):
    toml(text)
    with pytest.raises(ConfigurationError) as caught:
        load()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_one_sentence_too(toml, tmp_path):
    toml("")
    (tmp_path / "instance" / "quarter.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"quarter\.toml"):
        load()


def test_an_instance_that_cannot_be_made_is_one_sentence(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUARTER_INSTANCE", str(tmp_path / "file" / "instance"))
    with pytest.raises(ConfigurationError, match=r"QUARTER_INSTANCE=.* cannot be made: Not a directory\."):
        load()


def test_passwords_stay_out_of_messages(monkeypatch):
    monkeypatch.setenv("QUARTER_DATABASE_URL", "mysql://quarter:secret@db/quarter")
    with pytest.raises(ConfigurationError) as caught:
        load()
    assert "secret" not in str(caught.value)

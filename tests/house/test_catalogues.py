"""Every locale is complete, with the same placeholders as the English sentence."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from quarter.foundation.multilingual import LOCALES, TRANSLATIONS
from tests.house.sources import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
METHODS = [("quarter/built/**", "ignore"), ("quarter/**.py", "python"), ("templates/**.html", "jinja2")]
NOT_OURS = {"built", "node_modules", ".venv", "tests", "instance"}
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}


@pytest.fixture(scope="session")
def wanted() -> set[str | tuple[str, str]]:
    """All sentences in code and templates."""
    options = {"templates/**.html": {"trimmed": "false", "silent": "false"}}
    found = extract_from_dir(
        str(ROOT), [pair for pair in METHODS if pair[1] != "ignore"], options, keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in NOT_OURS,
    )  # fmt: skip
    return {message for _, _, message, *_ in found if message}


@pytest.fixture(params=[locale for locale in LOCALES if locale != "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    file = TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(file.read_bytes()), locale=request.param)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_no_sentence_is_missing_or_left_over(catalogue: Catalog, wanted: set) -> None:
    assert {message.id for message in _messages(catalogue)} == wanted


def test_no_sentence_is_untranslated_or_doubtful(catalogue: Catalog) -> None:
    for message in _messages(catalogue):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), f"untranslated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


def test_placeholders_are_those_of_the_english_sentence(catalogue: Catalog) -> None:
    for message in _messages(catalogue):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        expected = set(PLACEHOLDER.findall(ids[-1]))
        for string in strings:
            # A singular may do without the number: "one day".
            optional = {"%(num)d"} if len(ids) > 1 else set()
            assert expected - set(PLACEHOLDER.findall(string)) <= optional, message.id
            assert set(PLACEHOLDER.findall(string)) <= expected, message.id


def test_plurals_have_all_forms_of_the_language(catalogue: Catalog) -> None:
    for message in _messages(catalogue):
        if isinstance(message.id, tuple):
            assert len(message.string) == catalogue.num_plurals, message.id


def test_sentences_are_plain_text(catalogue: Catalog) -> None:
    """Pages take sentences as they are, also into attributes, so they hold no signs that HTML would read."""
    for message in _messages(catalogue):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in (*ids, *strings):
            assert not set('<>&"') & set(text), text

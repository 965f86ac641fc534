"""Where a part of a name stands for somebody, and where it is a word like any other."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quarter.groups.domain import initials
from quarter.minutes.spoken_names import ORDINARY, SpokenNames

YILDIZ, LAYLA, BERG, MUELLER = "Fatma Yıldız", "ليلى حداد", "Ursula von der Berg", "Anna Maria Öz-Kaya"
HIDDEN = (YILDIZ, LAYLA, BERG, MUELLER, "Thomas Klein", "Bo Li", "neli")
NAMED = ("Otto Weber", "Ines Koch")

# Names of letters that no word of address and no filler is made of.
PART = st.text("bcdfghjkqvxz", min_size=3, max_size=8).map(str.capitalize)
NAME = st.builds("{} {}".format, PART, PART)
ADDRESS = st.sampled_from(
    ["Frau", "Herr ", "HERRN", "frau Dr.", "Hr.", "Fr. Prof. Dr. ", "Mrs", "Ms.", "السيدة", "والسيد"]
)
FILLER = st.sampled_from(["", " ", ", ", "\n", " sagt: ", ". Dann ", " – ", "(", ")", "‚", "/", " und "])
ENDING = st.sampled_from(["", "s", "’s", "'", ".", ",", "?", "-Antrag", "\n"])


def shortened(text: str, hidden: tuple[str, ...] = HIDDEN, named: tuple[str, ...] = NAMED) -> str:
    return SpokenNames.of(hidden, named).shorten(text)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Frau Yıldız fragt.", "Frau Y. fragt."),
        ("Frau Fatma Yıldız fragt.", "Frau F. Y. fragt."),
        ("Frau Dr. Yıldız und Herrn Klein", "Frau Dr. Y. und Herrn K."),
        ("Frau\nF. Yıldız", "Frau\nF. Y."),
        ("FRAU YILDIZ, frau yıldız", "FRAU Y., frau Y."),
        ("Frau Fatma kommt, Fatma geht.", "Frau F. kommt, Fatma geht."),
        ("Yıldız sagt, das sei Yıldız’ Antrag, Yıldızs Kind.", "Y. sagt, das sei Y.’ Antrag, Y.s Kind."),
        ("Antrag_Yıldız.pdf, Brief_Fatma_Yıldız_2.pdf", "Antrag_Y..pdf, Brief_F. Y._2.pdf"),
        ("Yıldızhof, Hof-Yıldız, Yıldız-Antrag", "Yıldızhof, Hof-Y., Y.-Antrag"),
        ("Frau von der Berg, von der Berg, Frau Berg am Berg", "Frau V. B., V. B., Frau B. am Berg"),
        ("Frau Öz-Kaya, Herr Öz, Kaya, Öz; Anna Öz-Kaya; Maria Öz-Kaya", "Frau Ö., Herr Ö., K., Öz; A. Ö.; M. Ö."),
        ("So klein, Klein und Weg. Frau Klein, Frau A. Klein", "So klein, Klein und Weg. Frau K., Frau A. K."),
        ("Herr Li ist nicht Li.", "Herr L. ist nicht Li."),
        ("Nelis Kind, neli, nelis Kind, Neliska", "N.s Kind, N., N.s Kind, Neliska"),
        ("قالت السيدة حداد وحداد والسيدة ليلى", "قالت السيدة ح. وح. والسيدة ل."),
        ("للسيدة الدكتورة ليلى حداد", "للسيدة الدكتورة ل. ح."),
    ],
)  # fmt: skip
def test_what_stands_for_somebody_is_shortened(text: str, short: str) -> None:
    assert shortened(text) == short


@pytest.mark.parametrize("title", ["Dr. ", "Prof. Dr. ", "Dr.-Ing. ", "Dipl.-Ing. ", "Dr. h. c. ", "Dr. med. "])
def test_titles_are_no_names(title: str) -> None:
    hidden = (f"{title}Anna Brandt",)
    text = f"{title}Anna Brandt und Anna Brandt, Frau {title}Brandt und Frau Brandt; {title}Weber, Herr {title}Weber."
    short = f"A. B. und A. B., Frau {title}B. und Frau B.; {title}Weber, Herr {title}Weber."
    assert shortened(text, hidden) == short
    assert shortened("Anna Brandt, Brandt", ("Anna Schulz",), (f"{title}Anna Brandt",)) == "Anna Brandt, Brandt"


def test_names_are_found_however_their_letters_were_put_together() -> None:
    apart = "Fatma Yi\u0308ldu\u0308z"
    together = "Fatma Yïldüz"
    for name, text in ((apart, together), (together, apart)):
        assert shortened(f"{text}, Frau {text.split()[1]}", (name,)) == "F. Y., Frau Y."


def test_what_somebody_who_is_named_goes_by_stays() -> None:
    hidden = ("Sven Otto", "Eva Koch", "Otto Webers Freund")
    text = "Otto Weber und Otto Webers Hund; Frau Koch, Koch, Herr Otto, Otto."
    assert shortened(text, hidden) == "Otto Weber und Otto Webers Hund; Frau Koch, Koch, Herr O., O.."
    assert shortened("Eva Koch und Frau Eva", hidden) == "E. K. und Frau E."
    assert shortened("Frau Koch, Koch", ("Koch Ada",)) == "Frau Koch, Koch"
    text = "Frau Ines Koch, Ines Koch, Frau Ines Eva Koch"
    assert shortened(text, ("Ines Eva Koch",)) == "Frau Ines Koch, Ines Koch, Frau I. K."


@given(NAME, ADDRESS, FILLER, ENDING)
def test_no_part_is_left_after_a_word_of_address(name: str, address: str, before: str, ending: str) -> None:
    given_name, surname = name.split()
    for part in (given_name, surname, name):
        text = shortened(f"{before} {address} {part}{ending}{before}", (name,), ())
        assert part not in text and initials(part) in text


@given(NAME, FILLER, ENDING, st.sampled_from(["", "Abend", "3"]))
def test_no_surname_is_left_where_it_stands_alone(name: str, before: str, ending: str, glued: str) -> None:
    surname = name.split()[1]
    text = shortened(f"{before}{surname}{ending}{before} {glued}{surname.lower()}", (name,), ())
    assert text == f"{before}{initials(surname)}{ending}{before} {glued}{surname.lower()}"


@given(st.lists(NAME, min_size=2, max_size=6, unique_by=str.casefold), ADDRESS)
def test_who_is_named_is_never_shortened(names: list[str], address: str) -> None:
    named, hidden = tuple(names[::2]), tuple(names[1::2])
    text = ", ".join(f"{name}, {name}s Kind, {address} {name}, {address} {name.split()[1]}" for name in named)
    parts = {part for name in hidden for part in name.split()}
    assume(not parts & {part for name in named for part in (name.split()[0], name.split()[0] + "s")})
    assert shortened(text, hidden, named) == text


@given(st.sampled_from(sorted(ORDINARY)), ADDRESS)
def test_an_ordinary_word_is_shortened_only_after_a_word_of_address(word: str, address: str) -> None:
    hidden = (f"Xaver {word}",)
    assert shortened(f"{word}, {word}s", hidden, ()) == f"{word}, {word}s"
    assert shortened(f"{address} {word}.", hidden, ()) == f"{address} {initials(word)}."


@given(st.text(), st.text(min_size=1).filter(str.strip))
def test_where_nobody_is_hidden_nothing_changes(text: str, name: str) -> None:
    assert shortened(text, (), (name,)) == text


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4), st.text())
def test_any_name_and_any_text_will_do(names: list[str], text: str) -> None:
    short = shortened(f"{text} {' '.join(names)}", tuple(names), ())
    assert all(name not in short for name in names if len(name) > 5 and name.isalpha())


@pytest.mark.parametrize("text", ["Dr. " * 12_000, "Frau " + "A." * 25_000, "Frau" + " " * 50_000, "Yıldız " * 7_000])
def test_long_texts_are_read_once(text: str) -> None:
    assert len(shortened(text)) <= len(text)


def test_a_name_without_letters_is_no_part_of_anything() -> None:
    assert shortened("Frau , Herr _ und 1", ("_", "–"), ()) == "Frau , Herr N. N. und 1"

"""What everybody may read: nothing withheld is in any file, and nothing else is lost."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from quarter.actions.domain import ActionState
from quarter.foundation.actors import Role
from quarter.foundation.multilingual import Words
from quarter.groups.domain import BenchKey, initials
from quarter.meetings.domain import Convening, LetterSent
from quarter.minutes.document import (
    ActionAgreed,
    ActionReported,
    GuestPresent,
    Item,
    Minutes,
    Presence,
    SeatedPerson,
    Written,
)
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.public_version import all_that_was_written, names_in, own_status, public_version
from tests.minutes import generated
from tests.minutes.sample import CARRIED, ITEMS, LETTER, MINUTES, PLAN, SEALED, at

# Names and words that stand nowhere else, so that finding one in a file means that it got out.
NAME = st.builds("{} {}".format, *(st.text("bcdfghjkqvxz", min_size=4, max_size=8).map(str.capitalize),) * 2)
STRANGERS = st.lists(NAME, min_size=7, max_size=7, unique_by=str.casefold)
SECRET = st.text("bcdfghjkqvxz", min_size=8, max_size=12)


def text_of(content: bytes, ending: str) -> str:
    """All text of a file, whatever it is packed in."""
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(text_of(archive.read(name), ending) for name in archive.namelist())
    return content.decode()


@st.composite
def seated(draw: st.DrawFn, name: str) -> SeatedPerson:
    seat = draw(generated.seats())
    return replace(seat, name=name, organisation=draw(st.sampled_from(["", "Bauverein Kanal"])), stands_in_for="")


@st.composite
def with_secrets(draw: st.DrawFn) -> tuple[Minutes, frozenset[str], list[str]]:
    """Minutes, the names of those who agreed, and what the public version must not show.

    Whoever has no seat and has not agreed is named wherever a name can stand: as a guest, in every office, as mover, in
    a conflict of interest, and in whatever can be typed.
    """
    names = draw(st.lists(NAME, min_size=1, max_size=5, unique_by=str.casefold))
    people = tuple(draw(seated(name)) for name in names)
    consenting = frozenset(draw(st.sets(st.sampled_from(names))))
    strangers, secret = draw(STRANGERS), draw(st.lists(SECRET, min_size=5, max_size=5, unique=True))
    guest, chair, secretary, item_chair, item_secretary, mover, partial = strangers
    surname = draw(SECRET).capitalize()  # longer than names, so that it stands nowhere else
    guest = f"{guest.split()[0]} {surname}"
    assume(not {guest, *strangers}.intersection(names))
    sentence = f"Es sprachen {', '.join(names)} und {guest}s Kind. Frau {surname} bat darum, {surname}s Kind auch."
    owners = [ActionAgreed(Written("Bauen", "de"), "Amt", name, date(2027, 1, 15)) for name in (*names, guest)]
    told = ActionReported(Written(secret[4], "de"), "Amt", guest, date(2027, 1, 15), ActionState.OPEN, False, False)
    motion = replace(CARRIED, moved_by=mover, title=Written(f"Antrag {mover}", "de"), question=Written(mover, "de"))
    open_item = replace(
        ITEMS[1], notes=Written(sentence, "de"), decisions=(motion,), actions=tuple(owners), reported=(told,),
        title=Written(f"Antrag {mover}", "de"), topic=Written(f"Haus {guest}", "de"), chair=item_chair,
        secretary=item_secretary, conflicts=(partial,), files=(replace(PLAN, name=f"Brief_{'_'.join(guest.split())}"),),
    )  # fmt: skip
    closed = Item(
        9, Written(secret[0], "de"), Written(secret[1], "de"), Written(secret[2], "de"), None,
        (replace(CARRIED, number="2026/77-9", title=Written(secret[3], "de"), question=Written(secret[3], "de")),),
        (ActionAgreed(Written(secret[4], "de"), "Amt", "", date(2027, 1, 15)),), is_public=False,
    )  # fmt: skip
    there = (Presence(at(18), None),)
    made = replace(
        MINUTES, seats=people, items=(open_item, closed), chair=chair, secretary=secretary,
        guests=(GuestPresent(guest, f"Kinder von {mover}", there),),
        place=f"Bei {guest}", not_held_because=f"{chair} war krank.", files=(replace(LETTER, name=f"{mover}.odt"),),
        convening=Convening(at(9), 14, 0, (LetterSent(guest, None),)),
    )  # fmt: skip
    hidden = [seat.name for seat in people if not _in_function(seat) and seat.name not in consenting]
    withheld = [*secret, *hidden, guest, surname, *strangers[1:], "2026/77-9"]
    assume(not any(each in name for each in withheld for name in set(names).difference(hidden)))
    return made, consenting, withheld


def _in_function(seat: SeatedPerson) -> bool:
    is_delegate = seat.bench in (BenchKey.CITY, BenchKey.COOPERATIVES) and seat.organisation
    return seat.role in (Role.MODERATOR, Role.SECRETARY) or bool(is_delegate)


@settings(max_examples=15)
@given(with_secrets())
@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {"all.zip"}))
def test_nothing_withheld_is_in_any_file(ending: str, made: tuple[Minutes, frozenset[str], list[str]]) -> None:
    minutes, consenting, withheld = made
    public = public_version(minutes, consenting)
    status = own_status(replace(SEALED, text=minutes.to_json()), public)
    text = text_of(FORMATS[ending].make(public, Words("de", "Europe/Berlin"), status, lambda _: None), ending)
    squeezed = "".join(text.split())  # a PDF breaks lines where it likes
    for secret in withheld:
        assert "".join(secret.split()) not in squeezed and "_".join(secret.split()) not in squeezed
    assert SEALED.sha256 not in squeezed


@given(with_secrets())
def test_who_agreed_or_acts_in_a_function_is_named(made: tuple[Minutes, frozenset[str], list[str]]) -> None:
    minutes, consenting, withheld = made
    public = public_version(minutes, consenting)
    for before, after in zip(minutes.seats, public.seats, strict=True):
        assert after.name == (initials(before.name) if before.name in withheld else before.name)
        assert replace(after, name=before.name) == before


@given(generated.minutes())
def test_of_public_items_and_agreed_names_nothing_is_lost(minutes: Minutes) -> None:
    items = tuple(item for item in minutes.items if item.corrects is None or item.corrects.is_public)
    items = tuple(replace(item, reported=tuple(each for each in item.reported if each.is_public)) for item in items)
    minutes = replace(minutes, items=items).with_numbered_files()
    public = public_version(minutes, names_in(minutes))
    assert public == replace(
        minutes, items=tuple(item for item in minutes.items if item.is_public), extent=Extent.PUBLIC
    )


@given(generated.minutes(), st.data())
def test_it_comes_back_from_its_text(minutes: Minutes, data: st.DataObject) -> None:
    consenting = data.draw(st.sets(st.sampled_from(sorted(names_in(minutes)) or [""])))
    public = public_version(minutes, consenting)
    assert public.items == tuple(item for item in public.items if item.is_public)
    assert Minutes.from_json(public.to_json()) == public


def test_attachments_keep_the_numbers_that_the_text_speaks_of() -> None:
    secret = replace(ITEMS[0], is_public=False, files=(replace(PLAN, name="Geheim.pdf"),))
    public = public_version(replace(MINUTES, items=(secret, ITEMS[1])), ())
    assert [(file.name, file.number) for _item, file in public.all_files] == [(LETTER.name, 1), (PLAN.name, 3)]
    text = FORMATS["md"].render(public, Words("de", "Europe/Berlin"), SEALED).decode()
    assert "Anlage 3: " in text and "Anlage 2" not in text


def test_a_name_is_found_however_it_is_written() -> None:
    item = replace(ITEMS[0], notes=Written("ليلى حداد und Ahmad\nSalehs Antrag; Rahmad, Mo und Mona.", "de"))
    seats = tuple(
        SeatedPerson(BenchKey.RESIDENTS, Role.MEMBER, name, "", ()) for name in ("ليلى حداد", "Ahmad Saleh", "Mo")
    )
    public = public_version(replace(MINUTES, seats=seats, items=(item,)), ())
    assert public.items[0].notes.text == "ل. ح. und A. S.s Antrag; Rahmad, M. und Mona."


def test_of_two_people_with_one_name_the_one_in_a_function_is_named_at_the_own_seat() -> None:
    seats = (
        SeatedPerson(BenchKey.CITY, Role.MEMBER, "Anna Koch", "Tiefbauamt", ()),
        SeatedPerson(BenchKey.RESIDENTS, Role.MEMBER, "Anna Koch", "", ()),
    )
    owners = [ActionAgreed(Written("x", "de"), body, "Anna Koch", date(2027, 1, 1)) for body in ("Tiefbauamt", "Kita")]
    item = replace(ITEMS[0], notes=Written("Anna Koch berichtet.", "de"), actions=tuple(owners))
    public = public_version(replace(MINUTES, seats=seats, items=(item,)), ())
    assert [seat.name for seat in public.seats] == ["Anna Koch", "A. K."]
    assert [action.person for action in public.actions] == ["Anna Koch", "A. K."]
    assert public.items[0].notes.text == "A. K. berichtet."


def test_its_checksum_is_its_own_and_only_after_the_seal() -> None:
    public = public_version(MINUTES, ())
    status = own_status(SEALED, public)
    content = FORMATS["json"].render(public, Words("de", "Europe/Berlin"), status)
    assert json.loads(content)["minutes"]["extent"] == "public"
    assert sha256(content).hexdigest() == status.sha256 != SEALED.sha256


def test_whom_to_ask_about_stands_in_every_text_that_is_typed() -> None:
    minutes = replace(
        MINUTES, place="Bei Ada Eins", not_held_because="Ben\nZwei war krank.",
        guests=(GuestPresent("Eva Lang", "Kita von Cem Drei", ()),), files=(replace(LETTER, name="Dora_Vier.odt"),),
        items=(replace(ITEMS[1], files=(replace(PLAN, name="Emil Fuenf.pdf"),)),),
    )  # fmt: skip
    said = all_that_was_written(minutes, SEALED)
    people = ["Ada Eins", "Ben Zwei", "Cem Drei", "Dora Vier", "Emil Fuenf"]
    assert [name for name in people if name not in said] == []
    public = public_version(minutes, (), people).to_json()
    assert [name for name in people if name.split()[1] in public] == []

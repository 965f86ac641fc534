"""Whatever is typed as a mail address is read to exactly one that a mail server takes, or refused in a sentence."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation.mail_addresses import BadAddress, read_address, spellings

GOOD = {
    "ada@test.example": "ada@test.example",
    " Ada.B+C@Test.Example\t": "ada.b+c@test.example",
    "anna@bücher.example": "anna@xn--bcher-kva.example",
    "anna@BÜCHER.example": "anna@xn--bcher-kva.example",
    "anna@bu\u0308cher.example": "anna@xn--bcher-kva.example",
    "anna@xn--bcher-kva.example": "anna@xn--bcher-kva.example",
    "anna@straße.example": "anna@xn--strae-oqa.example",
    "anna@مثال.example": "anna@xn--mgbh0fb.example",
    "o'neil@a-b.co.example": "o'neil@a-b.co.example",
    f"{'x' * 64}@test.example": f"{'x' * 64}@test.example",
}
NONE = [
    "", "ada", "@", "a@", "@a.example", "a@test", "a@b@c.example", "a@[x.y", "a@[192.0.2.1]", "a@192.0.2.1", "a@x.(",
    ";@a.b", "a,b@x.example", "undisclosed:;@x.y", "a b@x.example", "a@x .example", '"a b"@x.example', "a(c)@x.example",
    "Ada <a@x.example>", "<a@x.example>", "a@x.example, b@x.example", "a@x..example", ".a@x.example", "a.@x.example",
    "a..b@x.example", "a@-x.example", "a@x-.example", "a@x.example.", "a@x_y.example", "a@xn--.example",
    "a@xn--bcher-kv.example", "a@☃.exa mple", f"{'x' * 65}@test.example", f"a@{'x' * 64}.example",
    "a@x.example\r\nBcc: b@x.example", "a@\u200bx",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), GOOD.items())
def test_an_address_is_read_in_small_letters_with_its_domain_in_ascii(typed, read):
    assert read_address(typed) == read


@pytest.mark.parametrize("typed", NONE)
def test_what_is_not_exactly_one_address_is_refused(typed):
    with pytest.raises(BadAddress, match="Please check the address"):
        read_address(typed)


@pytest.mark.parametrize("typed", ["jörg.müller@test.example", "анна@test.example", "jo\u0308rg@test.example"])
def test_letters_that_not_every_server_carries_are_named(typed):
    with pytest.raises(BadAddress, match="Before the @"):
        read_address(typed)


@pytest.mark.parametrize(
    "typed",
    [f"a@{'.' * 12_000}@", "a" * 400_000, f"a@{'.' * 400_000}@", "@" * 400_000, f"a@{'ü' * 180}.{'ü' * 60}.example"],
)
def test_how_long_it_is_is_asked_first(typed):
    started = process_time()
    with pytest.raises(BadAddress):
        read_address(typed)
    assert process_time() - started < 0.3


@given(st.text(max_size=300) | st.emails())
def test_whatever_is_read_is_one_address_in_ascii_and_reads_the_same_again(text):
    try:
        address = read_address(text)
    except BadAddress:
        return
    assert (address.isascii(), address.count("@"), len(address.split())) == (True, 1, 1)
    assert read_address(address) == address


def test_an_address_is_looked_for_as_we_keep_it_and_as_it_was_kept_before():
    kept = ("anna@xn--bcher-kva.example", "anna@bücher.example")
    assert spellings("Anna@Bücher.example") == spellings("anna@xn--bcher-kva.example") == kept
    assert spellings(" Jörg@Test.example") == ("jörg@test.example",)

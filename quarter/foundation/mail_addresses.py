"""Mail addresses as people type them, read to exactly one, as every mail server takes it.

Names, comments, quotes and lists, which a mail's header may hold, are none of a single address; nor is one that
only some servers carry: letters beyond ASCII before the @. The domain may be typed in any script; it is kept in
the form that travels (`anna@xn--bcher-kva.example`), so that two ways to write it are one address.
"""

import re

from quarter.foundation.multilingual import N_

LONGEST = 254
_LONGEST_NAME = 64  # before the @
_NAME_SIGNS = frozenset("!#$%&'*+/=?^_`{|}~-")
_LABEL = re.compile(r"[a-z0-9-]{1,63}")


class BadAddress(ValueError):
    """This is no address that we can write to. `message` is English with placeholders, marked for translation."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


def read_address(text: str) -> str:
    """The one address in what somebody typed, in small letters, its domain in ASCII. BadAddress says what is wrong."""
    if len(text) > LONGEST:  # before anything else looks at it
        raise _too_long()
    name, at, domain = text.strip().partition("@")
    if not at or not name or "@" in domain:
        raise _unreadable()
    address = f"{_read_name(name)}@{_read_domain(domain)}"
    if len(address) > LONGEST:  # in ASCII a domain is longer
        raise _too_long()
    return address


def spellings(text: str) -> tuple[str, ...]:
    """Under which addresses an account may be kept that somebody calls so: as we keep it now, then as we used to.

    Who came before addresses were read, and has one that we refuse today, is found by the text as it was kept.
    """
    kept = text[: 2 * LONGEST].strip().casefold()
    try:
        address = read_address(text)
    except BadAddress:
        return (kept,)
    name, _at, domain = address.partition("@")
    return tuple(dict.fromkeys((address, f"{name}@{_in_its_script(domain)}", kept)))


def _read_name(name: str) -> str:
    if not name.isascii():
        raise BadAddress(
            N_("Before the @ there may be letters from a to z, digits and signs like . - _ only. "
               "Please write another address.")
        )  # fmt: skip
    parts = name.split(".")
    if len(name) > _LONGEST_NAME or not all(parts) or not all(_is_in_names(char) for part in parts for char in part):
        raise _unreadable()
    return name.lower()


def _is_in_names(char: str) -> bool:
    return char.isalnum() or char in _NAME_SIGNS


def _read_domain(domain: str) -> str:
    domain = _in_ascii(domain.lower())
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdecimal() or not all(_is_label(label) for label in labels):
        raise _unreadable()
    return domain


def _is_label(label: str) -> bool:
    return _LABEL.fullmatch(label) is not None and not label.startswith("-") and not label.endswith("-")


def _in_ascii(domain: str) -> str:
    if domain.isascii() and "xn--" not in domain:
        return domain
    import idna  # its tables are large, and few domains need them

    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode()
    except UnicodeError:  # which idna's own errors are
        raise _unreadable() from None


def _in_its_script(domain: str) -> str:
    if "xn--" not in domain:
        return domain
    import idna

    return idna.decode(domain)


def _too_long() -> BadAddress:
    return BadAddress(N_("Please shorten this to %(max)d characters."), max=LONGEST)


def _unreadable() -> BadAddress:
    return BadAddress(N_("Please check the address: name@example.org."))

"""People in what was written: their full names, and where a part of the name stands for them (`Frau Yıldız`).

The rule, for everybody who is not to be named:

- Their full name is shortened wherever it stands, its words however far apart and with whatever ending.
- After a word of address (Frau, Herr, Dr., Mrs, السيدة …) every part of the name is shortened, given names too, in
  whatever case.
- Alone, as a whole word with or without a genitive s and spelled as in the name, the surname is shortened if it has
  three letters or more, and so is each half of a double one. Not so what a record says of things (Weg, Berg, Klein;
  the list is `ordinary_words.txt`): alone these stay, because without them nobody could read it. A given name alone
  stays.
- Titles are no names: `Dr. Anna Koch` is Anna Koch.
- No surname is shortened that is also the surname of somebody who is named, no given name that is any part of such a
  name, and nothing within the full name of one of them.

What is shortened too much is harder to read, what is left is told to everybody: where the rule has to guess, it is
rather too much. Of people whom the minutes nowhere name in full nothing is known here, and a surname stays.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quarter.foundation.text import spellings
from quarter.groups.domain import initials, initials_of_all, without_titles
from quarter.minutes.domain import FORM

ORDINARY = frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())
_ADDRESSES = (
    "Frau", "Fräulein", "Fr", "Herr", "Herrn", "Hr", "Hrn", "Familie", "Fam", "Eheleute", "Ehepaar", "Nachbar",
    "Nachbarin", "Kollege", "Kollegen", "Kollegin", "Mr", "Mrs", "Ms", "Miss", "Mx", "Madame", "Mme", "Monsieur",
    "Bay", "Bayan", "Sayın", "Pan", "Pana", "Pani", "Panu", "Panią", "пан", "пані", "господин", "госпожа",
)  # fmt: skip
_TITLES = ("Dr", "Prof", "Professor", "Professorin", "Ing", "Dipl.-Ing", "med", "phil", "الدكتور", "الدكتورة")
_IN_ARABIC = "سيد|سيدة|آنسة|أستاذ|أستاذة|دكتور|دكتورة|مهندس|مهندسة|حاج|حاجة|جار|جارة|عائلة"
_SPACE = r"(?:(?<=\.)[\s_]*|[\s_]+)"  # in the names of files `_` stands between words
# Arabic writes article, "and", "to" and "by" onto the word that follows.
_ADDRESS = (
    rf"(?:(?:{'|'.join(map(re.escape, (*_ADDRESSES, *_TITLES)))})\.?|[وف]?(?:ب?ال|لل)?(?:{_IN_ARABIC})){_SPACE}"
    rf"(?:(?:{'|'.join(map(re.escape, _TITLES))})\.?{_SPACE}|[^\W\d_]\.-?[\s_]*){{0,4}}"
)
_BEGIN, _END = r"(?<![^\W_])", r"(?=s?(?![^\W_]))"  # of a whole word, and a genitive s may follow


@dataclass(frozen=True)
class SpokenNames:
    """Finds people in a text; `pattern` is None where nobody is to be shortened."""

    pattern: re.Pattern[str] | None
    named: frozenset[str]
    initials: Callable[[str], str] = initials

    @classmethod
    def of(cls, hidden: Collection[str], named: Collection[str], form: int = FORM) -> "SpokenNames":
        """For the names of those to be shortened, and of those who are named.

        A record of the first form knows of no titles, and finds names letter for letter.
        """
        if not hidden:
            return cls(None, frozenset())
        if form > 1:
            hidden, named = _as_written(hidden), _as_written(named)
        kept = {name for name in named if len(name.split()) > 1} - set(hidden)
        # The longest first, so that of two names that begin alike the right one is found.
        whole = (_whole(name, is_named=name in kept) for name in _longest_first(kept.union(hidden)))
        return cls(re.compile("|".join((*whole, *_parts(hidden, named)))), frozenset(folded(name) for name in kept),
                   initials if form > 1 else initials_of_all)  # fmt: skip

    def shorten(self, text: str) -> str:
        """A text with initials in place of each name, and of what stands for it."""
        return self.pattern.sub(self._in_short, text) if self.pattern else text

    def _in_short(self, found: re.Match[str]) -> str:
        if folded(found.group()) in self.named:
            return found.group()
        before = next(filter(None, found.groups()), "")
        return before + self.initials(folded(found.group()[len(before) :]))


def _as_written(names: Iterable[str]) -> set[str]:
    """With and without titles; and as names were kept before they were normalised, or texts."""
    return {each for name in names for called in (name, without_titles(name)) for each in spellings(called)}


def _whole(name: str, *, is_named: bool) -> str:
    """A single word, and the name of who is named, only where it stands alone."""
    return _alone(name) if is_named or len(name.split()) == 1 else _spelled(name)


def _parts(hidden: Collection[str], named: Collection[str]) -> Iterator[str]:
    """Patterns for what stands for a hidden name: behind a word of address, and alone."""
    given = _others(map(_given_names, hidden), (*map(_given_names, named), *map(_surnames, named)))
    surnames = _others(map(_surnames, hidden), map(_surnames, named))
    several = _others(map(_several, hidden), (map(folded, named),))
    whole = {folded(name) for name in hidden} - {""}
    addressed = {part for part in given | surnames if _letters(part) > 1} | several | whole
    alone = {part for part in surnames - ORDINARY if _letters(part) > 2} | several
    if addressed:
        yield f"{_BEGIN}(?i:({_ADDRESS})(?:{_any_of(addressed)}){_END})"
    if alone:
        yield f"{_BEGIN}([وفبل]?)(?:{_any_of(alone | {part[0].upper() + part[1:] for part in alone})}){_END}"


def _others(hidden: Iterable[Iterable[str]], named: Iterable[Iterable[str]]) -> set[str]:
    """The parts of hidden names that none of the named goes by."""
    theirs = {part.casefold() for parts in named for part in parts}
    return {part for parts in hidden for part in parts if part.casefold() not in theirs}


def _words(name: str) -> list[str]:
    """The words of a name without what stands around them: `(Kita)` is Kita."""
    return [word for word in (re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in without_titles(name).split()) if word]


def _given_names(name: str) -> Collection[str]:
    words = _words(name)
    return words[:-1] or words


def _surnames(name: str) -> Collection[str]:
    """The last word, and the halves of a double name."""
    return [
        part for last in _words(name)[-1:] for part in (last, *re.split("[-\N{NON-BREAKING HYPHEN}]", last)) if part
    ]


def _several(name: str) -> Iterator[str]:
    """Of a name of three words and more: `von Berg` and `Maria Koch`, and `Anna Koch`."""
    words = _words(name)
    if len(words) > 2:
        yield from (" ".join(words[begin:]) for begin in range(1, len(words) - 1))
        yield f"{words[0]} {words[-1]}"


def _letters(part: str) -> int:
    return sum(letter.isalpha() for letter in part)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _any_of(parts: Iterable[str]) -> str:
    return "|".join(map(_spelled, _longest_first(parts)))


def _alone(name: str) -> str:
    return f"{_BEGIN}{_spelled(name)}{_END}"


def _spelled(name: str) -> str:
    """Words however far apart."""
    return r"[\s_]+".join(map(re.escape, name.split()))


def folded(text: str) -> str:
    """With one blank between two words, whatever stood there; in the names of files it is `_`."""
    return re.sub(r"[\s_]+", " ", text).strip()

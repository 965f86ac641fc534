"""Passwords: hashed with argon2, slowly on purpose, and never inside a transaction; and which are guessed at once."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200

# What lists of stolen passwords begin with, in the languages that people here write; as `_folded` leaves it.
_COMMON = """
    password passwort kennwort passwd pass geheim hallo hello welcome willkommen admin administrator login master
    letmein dragon monkey football fussball baseball sunshine sonnenschein princess prinzessin iloveyou ichliebedich
    liebe liebling schatz schatzi sommer winter frühling fruehling herbst summer spring autumn deutschland germany
    test tester user computer internet superman batman pokemon starwars secret changeme trustno shadow killer hunter
    michael daniel thomas andreas stefan alexander sandra jessica nicole charlie ashley jordan monika sabine peter
    januar februar märz april juni juli august september oktober november dezember january february march june july
    october december montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday
    friday saturday sunday quarter quartier stadtteil arbeitskreis nachbar nachbarschaft berlin hamburg münchen
    كلمةالسر كلمةالمرور كلمة السر المرور مرحبا حبيبي حبيبتي محمد احمد الله بسمالله السلامعليكم سوريا
    habibi habibti mohammed mohamed muhammad ahmed allah bismillah inshallah syria
    şifre sifre parola galatasaray fenerbahçe fenerbahce beşiktaş besiktas seniseviyorum türkiye turkiye istanbul
    пароль привіт україна кохання кохаю привет любовь россия солнце пароли parol ukraina privet
    hasło haslo polska kochamcie kocham misiek motdepasse bonjour soleil jetaime doudou france marseille
"""
_KEYS = (
    "1234567890", "qwertzuiopü", "asdfghjklöä", "yxcvbnm", "qwertyuiop", "zxcvbnm", "azertyuiop", "qsdfghjklm",
    "wxcvbn", "1qay2wsx3edc4rfv5tgb", "1qaz2wsx3edc4rfv5tgb", "йцукенгшщзхї", "фівапролджє", "фывапролджэ", "ячсмитьбю",
    "ضصثقفغعهخحجد", "شسيبلاتنمكط",
)  # fmt: skip
_NEXT_KEYS = frozenset(pair for row in _KEYS for way in (row, row[::-1]) for pair in pairwise(way))
_OF_NUMBERS = frozenset("./-+:")
_FIGURES_AS_LETTERS = str.maketrans("013457@$!", "oieastasi")
_WITHOUT_DOTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_OF_ITS_OWN = 4  # characters, beside what anybody would try

_hasher = PasswordHasher()
# A hash takes a fifth of a second of CPU and 64 MB: a burst of sign-ins must not stop everything else.
_at_once = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The hash to store. About 0.2 s of CPU."""
    with _at_once:
        return _hasher.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Whether `password` belongs to the stored hash; without one it takes as long and is False."""
    with _at_once:
        try:
            return _hasher.verify(stored or _nobodys_hash(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody's password")


def is_guessable(password: str, about: Iterable[str]) -> bool:
    """Whether little is left of a password without common words, rows of keys and numbers, and words `about` its owner.

    Those are the name, the address, the town: what somebody who knows them would try first.
    """
    if len(password) > LONGEST:  # before anything else looks at it; it is refused for that
        return False
    known = sorted({*_COMMON.split()}.union(*map(_words, about)), key=len, reverse=True)
    folded = _folded(password)
    if all(char.isdigit() or char in _OF_NUMBERS for char in folded):  # a birthday, a telephone number
        return len(folded) < 16 or _own_part(folded, known) < _FEWEST_OF_ITS_OWN
    return any(_own_part(way, known) < _FEWEST_OF_ITS_OWN for way in (folded, folded.translate(_FIGURES_AS_LETTERS)))


def _own_part(folded: str, known: Iterable[str]) -> int:
    """How many different characters are left without what is known."""
    for word in known:
        folded = folded.replace(word, " ")
    rows = [row for row in _rows_of_keys(_A_YEAR.sub(" ", folded)) if len(row) < 3]
    return len(set("".join(rows)) - {" "})


def _rows_of_keys(text: str) -> Iterator[str]:
    """The text in pieces, each of which goes on in one way: the same, the next or the one before, the key beside."""
    row, way = "", ""
    for char in text:
        step = _step(row[-1:], char)
        if row and step and step == (way or step):
            row, way = row + char, step
        else:
            yield row
            row, way = char, ""
    yield row


def _step(before: str, char: str) -> str:
    if not before:
        return ""
    distance = ord(char) - ord(before)
    if distance in (-1, 0, 1):
        return f"letters {distance}"
    return "keys" if (before, char) in _NEXT_KEYS else ""


def _words(text: str) -> set[str]:
    """The words of a name or address, as they may stand in a password."""
    words = {_folded(word) for word in re.split(r"[\W_]", text[:500])}
    plain = {"".join(char for char in unicodedata.normalize("NFD", word) if char.isalpha()) for word in words}
    return {word for word in words | plain | {word.translate(_WITHOUT_DOTS) for word in words} if len(word) > 2}


def _folded(text: str) -> str:
    """Without differences that nobody who guesses minds: case, width, blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

"""Passwords: slow hashes, any characters, and the same effort whether there is an account or not."""

import pytest
from argon2 import PasswordHasher

from quarter.accounts import passwords
from quarter.accounts.passwords import hash_password, is_guessable, is_right
from tests.factories.world import PASSWORD, QUICK_HASH


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Little work instead of a fifth of a second."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


@pytest.mark.parametrize("password", ["correct horse", "كلمة المرور الطويلة", " blanks around ", "🦊" * 10, "x" * 200])
def test_a_password_fits_its_own_hash_and_no_other(password):
    stored = hash_password(password)
    assert is_right(password, stored)
    assert not is_right(password + "x", stored)
    assert not is_right(password[:-1], stored)


def test_the_same_password_has_another_hash_each_time():
    assert hash_password("correct horse") != hash_password("correct horse")


def test_the_whole_password_counts():
    assert not is_right("a" * 199 + "b", hash_password("a" * 200))


def test_a_hash_of_other_strength_still_fits():
    assert is_right(PASSWORD, QUICK_HASH)


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$"])
def test_without_a_usable_hash_no_password_is_right(stored):
    assert not is_right("correct horse", stored)
    assert not is_right("nobody's password", stored)


def test_an_unknown_address_costs_as_much_as_a_wrong_password(monkeypatch):
    """Else the time of the answer would tell who has an account."""
    verified = []

    class Counting:
        def hash(self, password: str) -> str:
            return QUICK_HASH

        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return True

    monkeypatch.setattr(passwords, "_hasher", Counting())
    assert not is_right("anything", None)
    assert verified == [QUICK_HASH]


def test_the_hashes_we_store_are_slow_on_purpose():
    parameters = PasswordHasher()
    assert (parameters.memory_cost, parameters.time_cost) >= (65536, 3)


ABOUT = ("Jörg Müller-Demir", "joerg.m84@nachbarn.example", "Beispielhafen")


@pytest.mark.parametrize(
    "password",
    ["1234567890", "passwort12", "Passwort2026", "PASSWORD!!", "p4ssw0rt12", "qwertzuiop", "azertyuiop",
     "1qay2wsx3edc", "aaaaaaaaaa", "ababababab", "abcabcabcabc", "Sommer2026!", "ichliebedich", "hallohallo1",
     "geheim geheim", "9876543210", "12.05.1984", "0176123456", "joergmueller", "MüllerDemir1", "Muller1984",
     "Beispielhafen1", "nachbarn84", "йцукенгшщз", "пароль2026", "كلمةالمرور12", "habibi12345", "şifre12345",
     "motdepasse1", "kochamcie1", "          1", "abcdefghij"],
)  # fmt: skip
def test_what_anybody_would_try_is_guessable(password):
    assert is_guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "long enough for us", "a long password", "long enough", "kiste wolke zange", "xK9#mQ2v!p", "Tr0ub4dor&3",
     "كلمة لا يعرفها احد", "мій кіт любить рибу", "Mein Rad hat 3 Gänge", "🦊🐙🌵🚲🧀🎺🪁🧦🥨🧭", "8305917264401958"],
)  # fmt: skip
def test_what_one_has_made_up_is_not(password):
    assert not is_guessable(password, ABOUT)

"""How people are called, and who is named to everybody."""

import pytest

from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey, acts_in_function, initials


@pytest.mark.parametrize(
    ("name", "short"),
    [("Fatma Yıldız", "F. Y."), ("Anna Maria Koch", "A. K."), ("neli", "N."), ("123", "N. N."), ("ليلى حداد", "ل. ح.")],
)
def test_initials(name, short):
    assert initials(name) == short


@pytest.mark.parametrize(
    ("role", "bench", "organisation", "is_named"),
    [
        (Role.MODERATOR, None, None, True),
        (Role.SECRETARY, BenchKey.RESIDENTS, "", True),
        (Role.MEMBER, BenchKey.CITY, "Amt", True),
        (Role.SUBSTITUTE, BenchKey.COOPERATIVES, "Bauverein", True),
        (Role.MEMBER, BenchKey.CITY, None, False),
        (Role.MEMBER, BenchKey.RESIDENTS, "Initiative", False),
        (Role.OBSERVER, None, "Amt", False),
    ],
)
def test_who_is_named_to_everybody_for_what_they_are(role, bench, organisation, is_named):
    assert acts_in_function(role, bench, organisation) is is_named


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dr. Müller", "M."),
        ("Dr. Anna Müller", "A. M."),
        ("Prof. Dr.-Ing. Anna Müller", "A. M."),
        ("Dipl.-Ing. (FH) Anna Müller", "A. M."),
        ("Dr. med. Anna Müller", "A. M."),
        ("Prof. Dr. h. c. Anna Müller", "A. M."),
        ("Dr Anna Müller", "A. M."),
        ("الدكتورة ليلى حداد", "ل. ح."),
        ("Drew Phil", "D. P."),
        ("H. Müller", "H. M."),
        ("Doktor", "D."),
    ],
)
def test_titles_are_no_names(name, short):
    assert initials(name) == short

"""The sides of a group and who stands for them; how somebody is called in public."""

import re
from enum import StrEnum

from quarter.foundation.actors import Role

NOBODY = "N. N."  # of a name without letters
# What stands before a name and is none: in full, or cut short with a point. A bare `Phil` or `Nat` is a given name.
_TITLES = re.compile(
    r"(?<!\S)(?:(?:dr|prof|professor|professorin|doktor|doç|الدكتور|الدكتورة|دكتور|دكتورة)(?![^\W_])\.?[\s-]*"
    r"|(?:dipl|ing|med|dent|vet|phil|jur|iur|rer|nat|pol|oec|theol|habil|mag|priv|doz|univ|mgr|inż|av|د)\.[\s-]*"
    r"|(?:e\.\s*)?h\.\s*c\.\s*)+",
    re.IGNORECASE,
)


class OrganisationKind(StrEnum):
    CITY_DEPARTMENT = "city_department"
    COOPERATIVE = "cooperative"
    HOUSING_COMPANY = "housing_company"
    INITIATIVE = "initiative"
    ASSOCIATION = "association"


# Who acts for one of these is named to everybody.
PUBLIC_BODIES = (OrganisationKind.CITY_DEPARTMENT, OrganisationKind.COOPERATIVE, OrganisationKind.HOUSING_COMPANY)


class SeatRefusal(StrEnum):
    """Why a seat cannot be given or asked for."""

    HAS_VOTE_ALREADY = "has_vote_already"
    ASKED_ALREADY = "asked_already"
    ANSWERED_ALREADY = "answered_already"


class SeatRequestState(StrEnum):
    """How it stands with somebody's wish to sit in the group."""

    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"


class BenchKey(StrEnum):
    """The three sides that a group has by default."""

    CITY = "city"
    COOPERATIVES = "cooperatives"
    RESIDENTS = "residents"


def acts_in_function(role: Role, bench: BenchKey | None, organisation: str | None) -> bool:
    """Whether somebody is named to everybody for what they are: chair, secretary, or there for the city or a landlord.

    All others only if they have agreed.
    """
    return role in (Role.MODERATOR, Role.SECRETARY) or (
        bench in (BenchKey.CITY, BenchKey.COOPERATIVES) and bool(organisation)
    )


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name, for a sign beside it: Aylin Demir is AD.

    Letters that would join, as Arabic ones do, are kept apart.
    """
    return "\N{ZERO WIDTH NON-JOINER}".join(_ends(without_titles(name)))


def initials(name: str) -> str:
    """`F. Y.` for Fatma Yıldız: what stands in public in place of a name that its owner has not agreed to."""
    return " ".join(f"{letter}." for letter in _ends(without_titles(name))) or NOBODY


def initials_of_all(name: str) -> str:
    """The same, a title counted as a word of the name: so it stood in what was recorded before titles were known."""
    return " ".join(f"{letter}." for letter in _ends(name)) or NOBODY


def without_titles(name: str) -> str:
    """`Anna Müller` for Dr.-Ing. Anna Müller; a name of nothing else stays."""
    return _TITLES.sub("", name).strip() or name


def _ends(name: str) -> list[str]:
    """The first letters of the first and the last word, in capitals."""
    words = [word for word in name.split() if word[0].isalpha()]
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return [word[0].upper() for word in ends]

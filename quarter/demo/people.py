"""Who lives and works in the demonstration. Seven people can sign in; the others only hold seats."""

from dataclasses import dataclass

from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey, OrganisationKind

NOBODY_SIGNS_IN = "!"  # no hash: no password fits

ORGANISATIONS = {
    "green": ("Amt für Grün und Verkehr", OrganisationKind.CITY_DEPARTMENT),
    "housing": ("Amt für Wohnen", OrganisationKind.CITY_DEPARTMENT),
    "canal": ("Bauverein Kanal eG", OrganisationKind.COOPERATIVE),
    "lock": ("Genossenschaft Schleuse eG", OrganisationKind.COOPERATIVE),
    "company": ("Wohnbau Beispielhafen", OrganisationKind.HOUSING_COMPANY),
    "children": ("Initiative Kanalkinder", OrganisationKind.INITIATIVE),
    "bank": ("Nachbarschaft Uferstraße", OrganisationKind.INITIATIVE),
    "house": ("Bürgertreff Kanalviertel e. V.", OrganisationKind.ASSOCIATION),
}


# Who has agreed to be named in public minutes, besides those who are named in their function.
NAMED_PUBLICLY = frozenset({"initiative", "yildiz"})


@dataclass(frozen=True)
class Persona:
    """Someone of the demonstration; those without an address cannot sign in."""

    name: str
    address: str | None = None
    language: str = "de"
    role: Role | None = None
    bench: BenchKey | None = None
    organisation: str | None = None


def _member(name: str, bench: BenchKey, organisation: str | None, address: str | None = None) -> Persona:
    return Persona(name, address, "de", Role.MEMBER, bench, organisation)


PEOPLE = {
    "resident": Persona("Mira Kaya", "resident@demo.example"),
    "initiative": _member("Jonas Brandt", BenchKey.RESIDENTS, "children", "initiative@demo.example"),
    "cooperative": _member("Renate Voss", BenchKey.COOPERATIVES, "canal", "cooperative@demo.example"),
    "city": _member("Thomas Lindner", BenchKey.CITY, "green", "city@demo.example"),
    "secretary": Persona("Olena Kowalenko", "secretary@demo.example", role=Role.SECRETARY),
    "moderator": Persona("Samira Haddad", "moderator@demo.example", role=Role.MODERATOR),
    "admin": Persona("Technik Beispielhafen", "admin@demo.example"),
    "demir": _member("Aylin Demir", BenchKey.CITY, "housing"),
    "hansen": _member("Peter Hansen", BenchKey.CITY, "green"),
    "petersen": _member("Klaus Petersen", BenchKey.COOPERATIVES, "lock"),
    "albrecht": _member("Nina Albrecht", BenchKey.COOPERATIVES, "company"),
    "yildiz": _member("Fatma Yıldız", BenchKey.RESIDENTS, "bank"),
    "saleh": _member("Ahmad Saleh", BenchKey.RESIDENTS, "house"),
    "sommer": _member("Lena Sommer", BenchKey.RESIDENTS, None),
    "bondar": Persona("Iryna Bondar"),
    "walker": Persona("Grace Walker"),
    "krueger": Persona("Ilse Krüger"),
    "wendt": Persona("Björn Wendt"),
    "nowak": Persona("Beata Nowak"),
    "okoro": Persona("Daniel Okoro"),
    "celik": Persona("Gülsüm Çelik"),
    "tuna": Persona("Kemal Tuna"),
    "melnyk": Persona("Halyna Melnyk"),
    "lysenko": Persona("Taras Lysenko"),
    "omar": Persona("Layla Omar"),
    "khalil": Persona("Yusuf Khalil"),
}
ADDRESSES = tuple(person.address for person in PEOPLE.values() if person.address)

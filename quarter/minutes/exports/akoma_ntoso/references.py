"""Whom and what a document speaks of: each person, organisation, role, concept and decision is listed once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import Words
from quarter.groups.domain import BenchKey
from quarter.minutes.document import GuestPresent, SeatedPerson
from quarter.minutes.exports.akoma_ntoso.nodes import Element, node

# The kinds of things that the standard knows, as they are named in ids and in addresses.
KINDS = {
    "person": "TLCPerson",
    "organization": "TLCOrganization",
    "role": "TLCRole",
    "concept": "TLCConcept",
    "object": "TLCObject",
    "event": "TLCEvent",
    "location": "TLCLocation",
}


@dataclass
class References:
    """Grows while the document is written; `scope` keeps its people apart from those of other documents.

    No address carries a person's name: an address stays, and a name can have to go.
    """

    scope: str
    words: Words
    _listed: dict[tuple[str, str], Element] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def to(self, kind: str, key: str, shown: str) -> str:
        """The anchor of a thing that exists in every document, like a role: `#role_member`."""
        return self._anchor(kind, key, shown, f"{kind}_{key}", key)

    def to_own(self, kind: str, key: str, shown: str) -> str:
        """The anchor of a thing of this document, counted: `#person_3`."""
        number = self._counts[kind] + ((kind, key) not in self._listed)
        self._counts[kind] = max(number, self._counts[kind])
        return self._anchor(kind, key, shown, f"{kind}_{number}", f"{self.scope}/{number}")

    def to_seats(self, seats: Iterable[SeatedPerson]) -> list[str]:
        """Who holds each seat; two seats are two people, for nothing in the minutes says otherwise."""
        held: Counter[tuple[str, str]] = Counter()
        anchors = []
        for seat in seats:
            anchors.append(self.to_person(seat.name, seat.organisation, namesake=held[seat.name, seat.organisation]))
            held[seat.name, seat.organisation] += 1
        return anchors

    def to_guests(self, guests: Iterable[GuestPresent]) -> list[str]:
        """Guests hold no seat, so they are nobody who does, even of the same name."""
        return [self.to_own("person", f"guest\n{each.name}\n{each.organisation}", each.name) for each in guests]

    def to_person(self, name: str, organisation: str, *, namesake: int = 0) -> str:
        """Who is named: by name and organisation, since two people can share a name."""
        return self.to_own("person", f"{name}\n{organisation}\n{namesake}", name)

    def to_organisation(self, name: str) -> str:
        return self.to_own("organization", name, name)

    def to_role(self, role: Role) -> str:
        return self.to("role", role.value, self.words.label(role))

    def to_bench(self, bench: BenchKey) -> str:
        return self.to("concept", bench.value, self.words.label(bench))

    def listed(self) -> Iterable[Element]:
        return self._listed.values()

    def _anchor(self, kind: str, key: str, shown: str, identifier: str, address: str) -> str:
        found = self._listed.get((kind, key))
        if found is None:
            found = node(KINDS[kind], eId=identifier, href=f"/ontology/{kind}/{address}", showAs=shown or "–")
            self._listed[kind, key] = found
        return f"#{found.get('eId')}"

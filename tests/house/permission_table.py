"""Who may do what, written out: every permission, every state that matters, every role.

`python -m tests.house.permission_table` writes the table anew; read the difference before you commit it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from quarter.actions.domain import ActionState
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows, known_rules
from quarter.issues.domain import IssueState
from quarter.minutes.domain import SIGNERS, MinutesState
from quarter.rooms import ROOMS, furnish

TABLE = Path(__file__).with_name("permissions.md")
HERE, ELSEWHERE = 1, 2  # groups
CITY, COOPERATIVE, INITIATIVE = 1, 2, 3  # organisations


def _sitting(role: Role, organisation: int | None = None, group: int = HERE) -> Actor:
    bench = 1 if role in (Role.MEMBER, Role.SUBSTITUTE) else None
    return Actor(1, "somebody", seats=(SeatHeld(1, group, bench, organisation, role),))


ROLES: dict[str, Actor] = {
    "not signed in": ANONYMOUS,
    "resident": Actor(1, "somebody"),
    "member, residents": _sitting(Role.MEMBER, INITIATIVE),
    "member, cooperatives": _sitting(Role.MEMBER, COOPERATIVE),
    "member, city": _sitting(Role.MEMBER, CITY),
    "substitute": _sitting(Role.SUBSTITUTE, INITIATIVE),
    "observer": _sitting(Role.OBSERVER),
    "secretary": _sitting(Role.SECRETARY),
    "moderator": _sitting(Role.MODERATOR),
    "moderator elsewhere": _sitting(Role.MODERATOR, group=ELSEWHERE),
    "member elsewhere": _sitting(Role.MEMBER, group=ELSEWHERE),
    "administrator": Actor(1, "somebody", is_admin=True),
}


def _of_group(**about: Any) -> SimpleNamespace:
    return SimpleNamespace(group_id=HERE, **about)


SOMEBODY_ELSE = 2
UNSIGNED = {
    "both signatures missing": _of_group(minutes_state=MinutesState.APPROVED, unsigned=set(SIGNERS), signers=set()),
    "only the chair's missing": _of_group(
        minutes_state=MinutesState.APPROVED, unsigned={Role.MODERATOR}, signers={SOMEBODY_ELSE}
    ),
    "signed as the other": _of_group(minutes_state=MinutesState.APPROVED, unsigned=set(SIGNERS), signers={1}),
    "not approved": _of_group(minutes_state=MinutesState.CIRCULATED, unsigned=set(SIGNERS), signers=set()),
}
MINUTES = {f"minutes {state.value}": _of_group(minutes_state=state) for state in MinutesState}
VARIANTS = {
    "own variant": _of_group(is_groups=False, author_id=1),
    "another's variant": _of_group(is_groups=False, author_id=SOMEBODY_ELSE),
    "group's variant": _of_group(is_groups=True, author_id=1),
}
OWN_ISSUES = {"own issue": _of_group(reporter_id=1), "another's issue": _of_group(reporter_id=SOMEBODY_ELSE)}
# The states in which a permission is asked, where there is more than one.
STATES: dict[str, dict[str, Any]] = {
    "issues:support": OWN_ISSUES,
    "issues:change": {
        "own issue, new": _of_group(reporter_id=1, state=IssueState.NEW),
        "own issue, answered": _of_group(reporter_id=1, state=IssueState.ANSWERED),
        "another's issue": _of_group(reporter_id=SOMEBODY_ELSE, state=IssueState.NEW),
    },
    "issues:add_photo": OWN_ISSUES,
    "issues:remove_photo": OWN_ISSUES,
    "issues:answer": {
        "city asked": _of_group(organisation_id=CITY),
        "cooperative asked": _of_group(organisation_id=COOPERATIVE),
        "nobody asked": _of_group(organisation_id=None),
    },
    "actions:see_person": {
        "city owes": _of_group(organisation_id=CITY),
        "cooperative of another group owes": SimpleNamespace(group_id=ELSEWHERE, organisation_id=COOPERATIVE),
    },
    "actions:report": {
        "city owes": _of_group(organisation_id=CITY),
        "cooperative owes": _of_group(organisation_id=COOPERATIVE),
    },
    "actions:confirm": {
        "reported as done": _of_group(state=ActionState.DONE),
        "in progress": _of_group(state=ActionState.IN_PROGRESS),
    },
    "coordination:desk": {
        "city's desk": _of_group(organisation_id=CITY),
        "cooperative's desk": _of_group(organisation_id=COOPERATIVE),
    },
    "planning:change": VARIANTS,
    "planning:reword": VARIANTS,
    "planning:withdraw": VARIANTS,
    "meetings:reply": {
        "own seat": _of_group(seat_id=1),
        "another's seat": _of_group(seat_id=2),
    },
    "meetings:ask_to_speak": {
        "own seat": _of_group(seat_id=1),
        "another's seat": _of_group(seat_id=2),
        "guest": _of_group(seat_id=None),
    },
    "meetings:attach": {
        "minutes not approved": _of_group(record_closed_at=None),
        "minutes approved": _of_group(record_closed_at=datetime(2026, 11, 23, tzinfo=UTC)),
    },
    "meetings:see_file": {
        "public item": _of_group(is_public=True),
        "item not public": _of_group(is_public=False),
    },
    "meetings:see_proposal": {
        "own proposal": _of_group(proposer_id=1),
        "another's proposal": _of_group(proposer_id=SOMEBODY_ELSE),
    },
    "minutes:see": MINUTES,
    "minutes:circulate": MINUTES,
    "minutes:translate": MINUTES,
    "minutes:object": MINUTES,
    "minutes:answer_objection": MINUTES,
    "minutes:approve": MINUTES,
    "minutes:sign": UNSIGNED,
    "minutes:seal": MINUTES,
}


def permissions() -> Iterator[StrEnum]:
    """All permissions of the house, in floor order."""
    for room in ROOMS:
        yield from room.permissions or ()


def write_table() -> str:
    """The table in Markdown: a row for each permission and state, a column for each role."""
    head = ["permission", "state", *ROLES]
    lines = ["# Who may do what", "", _row(head), _row(["---"] * len(head))]
    for permission in permissions():
        for state, subject in STATES.get(permission.value, {"": _of_group()}).items():
            marks = ["yes" if allows(actor, permission, subject) else "·" for actor in ROLES.values()]
            lines.append(_row([f"`{permission.value}`", state, *marks]))
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    furnish()
    TABLE.write_text(write_table())
    print(f"{len(known_rules())} permissions written")

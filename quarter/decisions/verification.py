"""The file with which anybody can check a decision: rule, counts, findings, ballots, and a fingerprint."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quarter.decisions.domain import Result, count
from quarter.decisions.models import Decision
from quarter.decisions.queries.voting import NamedBallot

FORMAT = "quarter-decision/1"
HOW_TO_CHECK = (
    "A finding has passed if count is at least needed; the decision is carried if all findings have passed. "
    "The numbers under votes come from the ballots, or were counted in the room. sha256 is taken over this "
    "document without the key sha256, as JSON in UTF-8 with sorted keys and no blanks between tokens."
)


def verification_document(decision: Decision, group_name: str, ballots: Sequence[NamedBallot]) -> dict[str, Any]:
    """All that a decision rests on, with its fingerprint."""
    document = {
        "format": FORMAT,
        "how_to_check": HOW_TO_CHECK,
        "decision": _about(decision, group_name),
        "result": decision.result,
        "ballots": [_ballot(row) for row in ballots],
    }
    return {**document, "sha256": fingerprint(document)}


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical form, the key `sha256` left out."""
    plain = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(canonical(plain)).hexdigest()


def canonical(document: dict[str, Any]) -> bytes:
    """One form only: sorted keys, no blanks, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def recount(document: dict[str, Any]) -> Result:
    """Apply the rule to the votes in a file once more."""
    stored = Result.from_dict(document["result"])
    return count(stored.votes, stored.rule)


def _about(decision: Decision, group_name: str) -> dict[str, Any]:
    return {
        "id": decision.id,
        "number": decision.number,
        "group": group_name,
        "title": decision.title,
        "question": decision.question,
        "lang": decision.lang,
        "method": decision.method.value,
        "charter": decision.charter_id,
        "reworded_from": decision.reworded_from_id,
        "proposed_at": _stamp(decision.proposed_at),
        "opened_at": _stamp(decision.opened_at),
        "closes_at": _stamp(decision.closes_at),
        "decided_at": _stamp(decision.decided_at),
    }


def _stamp(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _ballot(row: NamedBallot) -> dict[str, Any]:
    return {
        "seat": row.seat_id,
        "person": row.person_name,
        "organisation": row.organisation_name,
        "bench": row.bench.value,
        "choice": row.choice.value,
    }

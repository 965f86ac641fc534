"""What lies ahead in a matter because of decisions."""

from quarter.decisions.domain import DecisionState
from quarter.decisions.labels import VOTE_CLOSES
from quarter.decisions.models import Decision
from quarter.topics.coming import TOPIC, source

DECISION = Decision.__table__.c

COMING = (
    source(
        "decision", VOTE_CLOSES, Decision.__table__, DECISION.id,
        DECISION.topic_id == TOPIC, DECISION.state == DecisionState.OPEN, DECISION.closes_at.is_not(None),
        title=DECISION.title, at=DECISION.closes_at,
    ),
)  # fmt: skip

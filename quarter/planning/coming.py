"""What lies ahead in a matter because of plans."""

from quarter.planning.domain import PlanState
from quarter.planning.labels import PLANNING_CLOSES
from quarter.planning.models import Plan
from quarter.topics.coming import TOPIC, source

PLAN = Plan.__table__.c

COMING = (
    source(
        "plan", PLANNING_CLOSES, Plan.__table__, PLAN.id, PLAN.topic_id == TOPIC, PLAN.state == PlanState.OPEN,
        title=PLAN.title, on=PLAN.until_on,
    ),
)  # fmt: skip

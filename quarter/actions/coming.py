"""What lies ahead in a matter because of actions."""

from quarter.actions.domain import ActionState
from quarter.actions.labels import TO_DO
from quarter.actions.models import Action
from quarter.groups.models import Organisation
from quarter.topics.coming import TOPIC, source

ACTION, ORGANISATION = Action.__table__.c, Organisation.__table__.c

COMING = (
    source(
        "action", TO_DO,
        Action.__table__.join(Organisation.__table__, ORGANISATION.id == ACTION.organisation_id), ACTION.id,
        ACTION.topic_id == TOPIC, ACTION.state != ActionState.DONE,
        title=ACTION.title, organisation=ORGANISATION.name, on=ACTION.due_on,
    ),
)  # fmt: skip

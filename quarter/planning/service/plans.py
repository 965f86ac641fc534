from datetime import date, datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.events import record
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Group
from quarter.planning.domain import PlanningRefusal, PlanState, VariantState
from quarter.planning.events import GroupsVariantAdopted, PlanOpened, VariantAdopted
from quarter.planning.models import Plan, Variant
from quarter.planning.queries import Sheet
from quarter.planning.service.guards import about_variant, must_be_open
from quarter.topics.models import Topic


def open_plan(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    aim: str,
    lang: str,
    from_on: date,
    until_on: date,
    topic_id: int | None = None,
    area: str | None = None,
    picture: tuple[str, int, int] | None = None,
    criteria: list[str] | None = None,
    now: datetime,
) -> Plan:
    """Ask what a place could become, with an empty variant of the group to start from.

    `picture` is a storage key with its width and height; without it the base is the map.
    """
    if topic_id is not None and session.get_one(Topic, topic_id).group_id != group.id:
        raise Refusal(PlanningRefusal.OTHER_GROUP)
    key, width, height = picture or (None, None, None)
    plan = Plan(
        quarter_id=group.quarter_id, group_id=group.id, topic_id=topic_id, title=title, aim=aim, lang=lang,
        from_on=from_on, until_on=until_on, area=area, picture=key, picture_width=width, picture_height=height,
        criteria=criteria or [], opened_by_id=actor.person_id, opened_at=now,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    session.add(Variant(plan_id=plan.id, author_id=actor.person_id, is_groups=True, lang=lang, created_at=now))
    session.flush()
    record(session, actor, PlanOpened(**plan.as_subject()), now=now)
    return plan


def adopt_variant(
    session: Session, actor: Actor, sheet: Sheet, *, decision_id: int | None = None, now: datetime
) -> None:
    """The group goes on with this variant, perhaps by a decision of its own; nothing in the plan changes any more."""
    session.refresh(sheet.plan, with_for_update=True)
    must_be_open(session, sheet)
    sheet.variant.state, sheet.plan.state = VariantState.ADOPTED, PlanState.CLOSED
    sheet.plan.decision_id = decision_id
    session.flush()
    event = GroupsVariantAdopted if sheet.is_groups else VariantAdopted
    record(session, actor, about_variant(event, sheet.plan, sheet.variant), now=now)

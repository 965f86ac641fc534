"""Who may do what with issues. Everybody who has signed in takes part; answers come from the body asked."""

from enum import StrEnum
from typing import Protocol

from quarter.foundation.actors import Actor
from quarter.foundation.policy import OfBody, OfGroup, Rules, anyone, is_signed_in
from quarter.groups.policy import moderates, runs_the_group
from quarter.issues.domain import IssueState


class Permission(StrEnum):
    SEE = "issues:see"  # read issues, their answers and comments
    POST = "issues:post"  # report an issue
    COMMENT = "issues:comment"
    SUPPORT = "issues:support"  # say "I want this too" of what others reported, and take it back
    FOLLOW = "issues:follow"  # get a mail when something happens, and stop that
    CHANGE = "issues:change"  # reword what one reported, as long as nobody has answered it
    ADD_PHOTO = "issues:add_photo"  # show more of what one reported
    REMOVE_PHOTO = "issues:remove_photo"
    ANSWER = "issues:answer"  # answer officially, for the organisation that was asked
    ASK = "issues:ask"  # say which organisation is to answer
    ATTACH = "issues:attach"  # put the issue under a topic of its group


class Reported(OfGroup, OfBody, Protocol):
    """An issue, or a row that tells as much of one."""

    @property
    def reporter_id(self) -> int: ...
    @property
    def state(self) -> IssueState: ...


def speaks_for_asked_body(actor: Actor, issue: Reported) -> bool:
    """Holds a seat in the issue's group for the very organisation that is asked to answer."""
    return issue.organisation_id is not None and any(
        seat.group_id == issue.group_id and seat.organisation_id == issue.organisation_id for seat in actor.seats
    )


def reported_it(actor: Actor, issue: Reported) -> bool:
    return actor.is_signed_in and issue.reporter_id == actor.person_id


def waits_for_answer(_actor: Actor, issue: Reported) -> bool:
    return issue.state is IssueState.NEW


def reported_by_another(actor: Actor, issue: Reported | None) -> bool:
    """Who reports something wants it anyway, so the count is of the others. Asked of no issue, all are others'."""
    return issue is None or issue.reporter_id != actor.person_id


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.POST: ((is_signed_in,),),
    Permission.COMMENT: ((is_signed_in,),),
    Permission.SUPPORT: ((is_signed_in, reported_by_another),),
    Permission.FOLLOW: ((is_signed_in,),),
    Permission.CHANGE: ((reported_it, waits_for_answer),),
    Permission.ADD_PHOTO: ((reported_it,),),
    Permission.REMOVE_PHOTO: ((reported_it,), (moderates,)),
    Permission.ANSWER: ((speaks_for_asked_body,),),
    Permission.ASK: ((runs_the_group,),),
    Permission.ATTACH: ((runs_the_group,),),
}

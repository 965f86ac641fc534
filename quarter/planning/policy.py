"""Who may do what with plans. Everybody who has signed in proposes; the group's own variant is the moderator's."""

from enum import StrEnum
from typing import Protocol

from quarter.foundation.actors import Actor
from quarter.foundation.policy import OfGroup, Rules, anyone, is_signed_in
from quarter.groups.policy import runs_the_group


class Permission(StrEnum):
    SEE = "planning:see"
    OPEN = "planning:open"  # open a plan in a group
    DESCRIBE = "planning:describe"  # say anew what a plan is about, until when, and what it is rated on
    CLOSE = "planning:close"  # end a plan without a variant, and open it again
    BRANCH = "planning:branch"  # start a variant of one's own from another
    CHANGE = "planning:change"  # add, change, move and remove what stands in a variant
    REWORD = "planning:reword"  # say anew what a variant of one's own is about
    WITHDRAW = "planning:withdraw"  # take a variant back
    MERGE = "planning:merge"  # take an element over into the group's variant
    ADOPT = "planning:adopt"  # say which variant the group goes on with; the planning is finished then
    COMMENT = "planning:comment"
    SUPPORT = "planning:support"
    RATE = "planning:rate"  # rate a variant for one's bench


class Drawn(Protocol):
    """A variant: the group's own, or somebody's."""

    @property
    def is_groups(self) -> bool: ...
    @property
    def author_id(self) -> int: ...


def is_groups(_actor: Actor, of: Drawn) -> bool:
    """The variant is the group's own."""
    return of.is_groups


def owns_variant(actor: Actor, of: Drawn) -> bool:
    return actor.is_signed_in and not of.is_groups and of.author_id == actor.person_id


def sits_on_bench(actor: Actor, subject: OfGroup) -> bool:
    """Holds a seat on one of the group's benches today."""
    return any(seat.group_id == subject.group_id and seat.bench_id is not None for seat in actor.seats)


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.OPEN: ((runs_the_group,),),
    Permission.DESCRIBE: ((runs_the_group,),),
    Permission.CLOSE: ((runs_the_group,),),
    Permission.BRANCH: ((is_signed_in,),),
    Permission.CHANGE: ((owns_variant,), (is_groups, runs_the_group)),
    Permission.REWORD: ((owns_variant,),),
    Permission.WITHDRAW: ((owns_variant,), (runs_the_group,)),
    Permission.MERGE: ((runs_the_group,),),
    Permission.ADOPT: ((runs_the_group,),),
    Permission.COMMENT: ((is_signed_in,),),
    Permission.SUPPORT: ((is_signed_in,),),
    Permission.RATE: ((sits_on_bench,),),
}

"""Who may do what with decisions."""

from enum import StrEnum

from quarter.foundation.policy import Rules, anyone
from quarter.groups.policy import is_member, runs_the_group


class Permission(StrEnum):
    SEE = "decisions:see"  # read the question, the outcome and the votes
    PROPOSE = "decisions:propose"  # put a question to the group, or put a failed one again in new words
    OPEN = "decisions:open"  # open the online vote and so freeze its roll
    CAST = "decisions:cast"  # vote. The roll of the decision says which seat counts
    COUNT = "decisions:count"  # record the votes counted in the room
    CLOSE = "decisions:close"  # count an online vote after its deadline


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.PROPOSE: ((is_member,), (runs_the_group,)),
    Permission.OPEN: ((runs_the_group,),),
    Permission.CAST: ((is_member,),),
    Permission.COUNT: ((runs_the_group,),),
    Permission.CLOSE: ((runs_the_group,),),
}

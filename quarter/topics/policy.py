from enum import StrEnum

from quarter.foundation.policy import Rules, anyone, is_signed_in
from quarter.groups.policy import runs_the_group


class Permission(StrEnum):
    SEE = "topics:see"
    FOLLOW = "topics:follow"  # get a mail when something happens, and stop that
    OPEN = "topics:open"  # open a topic in a group
    DESCRIBE = "topics:describe"  # change title and description
    ANNOUNCE = "topics:announce"  # say something in public about a thing that stays closed


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.FOLLOW: ((is_signed_in,),),
    Permission.OPEN: ((runs_the_group,),),
    Permission.DESCRIBE: ((runs_the_group,),),
    Permission.ANNOUNCE: ((runs_the_group,),),
}

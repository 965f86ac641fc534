from enum import StrEnum

from quarter.foundation.policy import anyone, declare
from quarter.groups.policy import keeps_minutes


class Permission(StrEnum):
    SEE = "topics:see"
    OPEN = "topics:open"  # open a topic in a group
    DESCRIBE = "topics:describe"  # change title and description


RULES = declare(
    {
        Permission.SEE: ((anyone,),),
        Permission.OPEN: ((keeps_minutes,),),
        Permission.DESCRIBE: ((keeps_minutes,),),
    }
)

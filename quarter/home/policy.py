from enum import StrEnum

from quarter.foundation.policy import anyone, declare


class Permission(StrEnum):
    SEE = "home:see"


RULES = declare({Permission.SEE: ((anyone,),)})

from enum import StrEnum

from quarter.foundation.policy import Rules, anyone


class Permission(StrEnum):
    SEE = "home:see"


RULES: Rules = {Permission.SEE: ((anyone,),)}

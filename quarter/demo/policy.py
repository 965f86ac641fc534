from enum import StrEnum

from quarter.foundation.policy import anyone, declare


class Permission(StrEnum):
    TOUR = "demo:tour"  # walk through the demonstration; elsewhere there is no such page


RULES = declare({Permission.TOUR: ((anyone,),)})

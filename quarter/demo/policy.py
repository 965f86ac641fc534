from enum import StrEnum

from quarter.foundation.policy import Rules, anyone


class Permission(StrEnum):
    TOUR = "demo:tour"  # walk through the demonstration; elsewhere there is no such page

    STYLEGUIDE = "demo:styleguide"  # look at every part of the pages, while developing


RULES: Rules = {Permission.TOUR: ((anyone,),), Permission.STYLEGUIDE: ((anyone,),)}

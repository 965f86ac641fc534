from enum import StrEnum

from quarter.foundation.policy import Rules, anyone, is_admin


class Permission(StrEnum):
    SEE = "places:see"  # read about the quarters
    SET_THEME = "places:set_theme"  # the name, logo and colour of the municipality


RULES: Rules = {
    Permission.SEE: ((anyone,),),
    Permission.SET_THEME: ((is_admin,),),
}

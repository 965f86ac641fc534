from enum import StrEnum

from quarter.foundation.policy import declare, is_signed_in


class Permission(StrEnum):
    SEE_OWN = "notifications:see_own"  # see what one follows


RULES = declare({Permission.SEE_OWN: ((is_signed_in,),)})

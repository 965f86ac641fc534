from enum import StrEnum

from quarter.foundation.policy import Rules, is_signed_in


class Permission(StrEnum):
    SEE_OWN = "notifications:see_own"  # see what one follows


RULES: Rules = {Permission.SEE_OWN: ((is_signed_in,),)}

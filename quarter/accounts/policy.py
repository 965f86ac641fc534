from enum import StrEnum

from quarter.foundation.policy import Rules, is_signed_in


class Permission(StrEnum):
    PROFILE = "accounts:profile"  # see and change one's own profile, end one's own sign-ins


RULES: Rules = {Permission.PROFILE: ((is_signed_in,),)}

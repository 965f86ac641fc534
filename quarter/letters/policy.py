from enum import StrEnum

from quarter.foundation.policy import Rules, is_admin, is_signed_in
from quarter.groups.policy import runs_the_group


class Permission(StrEnum):
    SEE_OWN = "letters:see_own"  # see what one gets and follows, and choose how often news comes
    SEE_OUTGOING = "letters:see_outgoing"  # see which letters of the group did not arrive, and which wait on paper
    SEND_AGAIN = "letters:send_again"
    PRINT = "letters:print"  # and note that a printed letter is handed over
    TRY_MAIL = "letters:try_mail"  # send a test letter and read the server's answer


RULES: Rules = {
    Permission.SEE_OWN: ((is_signed_in,),),
    Permission.SEE_OUTGOING: ((runs_the_group,),),
    Permission.SEND_AGAIN: ((runs_the_group,),),
    Permission.PRINT: ((runs_the_group,),),
    Permission.TRY_MAIL: ((is_admin,),),
}

"""The finding about the invitation, in words."""

from quarter.foundation.multilingual import Words
from quarter.meetings.domain import Convening


def say_convening(convening: Convening, words: Words) -> str:
    """The finding about the invitation: when it went out, whether that was in due time, how many letters left."""
    if convening.invited_at is None:
        return words.gettext("No invitation was sent.")
    said = [words.gettext("The invitation went out on %(day)s.", day=words.date(convening.invited_at))]
    if convening.days_late:
        said.append(
            words.ngettext("That was %(num)d day too late.", "That was %(num)d days too late.", convening.days_late)
        )
    else:
        said.append(words.gettext("That was in due time."))
    said.append(
        words.ngettext("The charter asks for %(num)d day.", "The charter asks for %(num)d days.", convening.notice_days)
    )
    taken = sum(letter.handed_over_at is not None for letter in convening.letters)
    if taken:
        said.append(
            words.ngettext(
                "The mail server took the letter to %(num)d of %(all)s people.",
                "The mail server took the letters to %(num)d of %(all)s people.", taken, all=len(convening.letters),
            )
        )  # fmt: skip
    return " ".join(said)

"""One matter as five people: who goes where, and what is to be seen there."""

from dataclasses import dataclass

from quarter.foundation.multilingual import N_


@dataclass(frozen=True)
class Stop:
    """A stop of the tour. The numbers in addresses are those that `story.load` gives an empty instance."""

    person: str  # of people.PEOPLE; empty: without an account
    address: str
    title: str
    text: str


STOPS = (
    Stop(
        "",
        "/issues/3",
        N_("A resident asked for a ramp. What became of it?"),
        N_("Read the issue from top to bottom: answer, meeting, decision, action, sealed minutes. Nobody had to ask."),
    ),
    Stop(
        "city",
        "/issues/7/answer",
        N_("The city answers"),
        N_("An issue in Arabic waits for the parks department. Write an answer and say what becomes of it."),
    ),
    Stop(
        "moderator",
        "/issues/11/topic",
        N_("The moderator makes a topic of it"),
        N_("Open a topic from an issue, then put it on the agenda of the next meeting."),
    ),
    Stop(
        "secretary",
        "/meetings/2",
        N_("The meeting is running, the secretary writes"),
        N_("Take notes, count the hands on the play street, and see at once whether it is carried."),
    ),
    Stop(
        "cooperative",
        "/decisions/3",
        N_("The cooperative votes from home"),
        N_("A vote is open for three days. Cast your vote; you can change it until the deadline."),
    ),
    Stop(
        "resident",
        "/actions/1",
        N_("A neighbour confirms that it is done"),
        N_("The ramp is reported as done. Whoever supported the issue says whether it really is."),
    ),
)

"""The words of benches, roles, organisations and rules."""

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.groups.domain import BenchKey, OrganisationKind, SeatRefusal, SeatRequestState

SUBJECT_PAGES = {
    "seat_request": SubjectPage("groups.answer_seat_request", "request_id"),
}
LABELS: Labels = (
    {
        BenchKey.CITY: N_("City administration"),
        BenchKey.COOPERATIVES: N_("Cooperatives"),
        BenchKey.RESIDENTS: N_("Residents"),
    },
    {
        Role.MEMBER: N_("Member"),
        Role.SUBSTITUTE: N_("Substitute"),
        Role.MODERATOR: N_("Moderator"),
        Role.SECRETARY: N_("Secretary"),
        Role.OBSERVER: N_("Observer"),
    },
    {
        SeatRefusal.HAS_VOTE_ALREADY: N_(
            "This person has a vote in the group at that time already. One person, one vote: end the other seat first."
        ),
        SeatRefusal.ASKED_ALREADY: N_("You have asked for a seat in this group already. The moderator will answer."),
        SeatRefusal.ANSWERED_ALREADY: N_("Somebody else has answered this request meanwhile."),
    },
    {
        SeatRequestState.OPEN: N_("Waiting for an answer"),
        SeatRequestState.GIVEN: N_("Seat given"),
        SeatRequestState.DECLINED: N_("No seat for now"),
    },
    {
        OrganisationKind.CITY_DEPARTMENT: N_("City department"),
        OrganisationKind.COOPERATIVE: N_("Housing cooperative"),
        OrganisationKind.HOUSING_COMPANY: N_("Municipal housing company"),
        OrganisationKind.INITIATIVE: N_("Resident initiative"),
        OrganisationKind.ASSOCIATION: N_("Association"),
    },
)

"""The words of benches, roles, organisations and rules."""

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import N_, declare_labels
from quarter.foundation.subjects import declare_subject
from quarter.groups.domain import BenchKey, BenchRule, Majority, OrganisationKind, SeatRefusal, SeatRequestState

declare_subject("seat_request", endpoint="groups.answer_seat_request", parameter="request_id")

declare_labels(
    {
        BenchKey.CITY: N_("City administration"),
        BenchKey.COOPERATIVES: N_("Cooperatives"),
        BenchKey.RESIDENTS: N_("Residents"),
    }
)
declare_labels(
    {
        Role.MEMBER: N_("Member"),
        Role.SUBSTITUTE: N_("Substitute"),
        Role.MODERATOR: N_("Moderator"),
        Role.SECRETARY: N_("Secretary"),
        Role.OBSERVER: N_("Observer"),
    }
)
declare_labels(
    {
        SeatRefusal.HAS_VOTE_ALREADY: N_(
            "This person has a vote in the group at that time already. One person, one vote: end the other seat first."
        ),
        SeatRefusal.ASKED_ALREADY: N_("You have asked for a seat in this group already. The moderator will answer."),
        SeatRefusal.ANSWERED_ALREADY: N_("Somebody else has answered this request meanwhile."),
    }
)
declare_labels(
    {
        SeatRequestState.OPEN: N_("Waiting for an answer"),
        SeatRequestState.GIVEN: N_("Seat given"),
        SeatRequestState.DECLINED: N_("No seat for now"),
    }
)
declare_labels(
    {
        OrganisationKind.CITY_DEPARTMENT: N_("City department"),
        OrganisationKind.COOPERATIVE: N_("Housing cooperative"),
        OrganisationKind.HOUSING_COMPANY: N_("Municipal housing company"),
        OrganisationKind.INITIATIVE: N_("Resident initiative"),
        OrganisationKind.ASSOCIATION: N_("Association"),
    }
)
declare_labels(
    {
        Majority.SIMPLE: N_("More votes in favour than against. Abstentions do not count."),
        Majority.ABSOLUTE: N_("More than half of all who may vote are in favour."),
        Majority.TWO_THIRDS: N_("At least two thirds of the votes in favour and against are in favour."),
    }
)
declare_labels(
    {
        BenchRule.EACH_IN_FAVOUR: N_("In each bench, more are in favour than against."),
        BenchRule.NONE_AGAINST: N_("In no bench are more against than in favour."),
        BenchRule.TOTAL_ONLY: N_("Only the total counts, not the single benches."),
    }
)

"""More issues, reported in English."""

from quarter.demo.issues.reported import Answered, Reported
from quarter.issues.domain import Category, IssueState

ENGLISH = (
    Reported(
        "walker", 46, "The new bins behind house 7 are too small",
        "Since the bins were changed they are full by Wednesday. People leave bags on the ground because there is "
        "nowhere else to put them. Please bring the big ones back, or empty these twice a week.",
        Category.WASTE, "Müllplatz hinter Haus 7", (53.5469, 8.5920), "company", lang="en",
        supporters=("resident", "celik", "sommer", "wendt"),
        comments=(("celik", "tr", "Bizim evde de durum aynı, her hafta çöpü geri eve taşıyoruz."),),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Die kleineren Tonnen sollten Kosten sparen. Das "
                          "hat nicht funktioniert. Wir suchen mit dem Arbeitskreis eine Lösung, die niemanden "
                          "zusätzlich belastet.", 6),),
        topic="waste",
    ),
    Reported(
        "okoro", 31, "Loose handrail on the steps to the canal",
        "The handrail moves when you lean on it. I nearly fell last night.",
        Category.SAFETY, "Treppe am Uferweg", (53.5482, 8.5885), "green", lang="en",
        supporters=("saleh",),
        answers=(Answered("hansen", IssueState.DONE, "Das Geländer ist neu verankert. Danke, dass Sie so schnell "
                          "Bescheid gegeben haben.", 3),),
    ),
    Reported(
        "okoro", 17, "Delivery vans park on the pavement by the bakery",
        "Every morning between six and eight there is no way through with a pram or a wheelchair. You have to walk "
        "on the road, in the dark, with lorries behind you. A loading bay on the other side would solve it.",
        Category.TRAFFIC, "Kanalstraße 15", (53.5463, 8.5905), "green", lang="en",
        supporters=("walker", "yildiz", "initiative"),
        comments=(("walker", "en", "There is plenty of room across the street, I measured it."),),
    ),
    Reported(
        "okoro", 5, "Could we have the house rules in plain words?",
        "Nobody on our floor understands the sheet in the hallway. A shorter version in a few languages would help.",
        Category.HOUSING, "", None, "company", lang="en",
        supporters=("celik", "khalil", "melnyk", "resident"),
        comments=(
            ("yildiz", "de", "Die Nachbarschaft Uferstraße kann beim Übersetzen helfen."),
            ("melnyk", "uk", "Я можу перекласти українською."),
        ),
    ),
)  # fmt: skip

"""More issues, reported in Ukrainian."""

from quarter.demo.issues.reported import Answered, Reported
from quarter.issues.domain import Category, IssueState

UKRAINIAN = (
    Reported(
        "melnyk", 49, "На дитячому майданчику немає де сховатися від сонця",
        "Удень малеча сидить просто на сонці. Навіс над пісочницею дуже допоміг би, а ще кілька лавок у затінку "
        "для батьків.",
        Category.PLAYGROUND, "Spielplatz Nord", (53.5499, 8.5918), "green", lang="uk",
        supporters=("bondar", "lysenko", "nowak"),
        answers=(
            Answered("hansen", IssueState.IN_PROGRESS, "Wir planen ein Sonnensegel und wollen auch an Bänke im "
                     "Schatten denken. Danke für den Vorschlag.", 5),
            Answered("hansen", IssueState.DONE, "Segel und Bänke sind da.", 43),
        ),
        topic="shade",
    ),
    Reported(
        "lysenko", 28, "Де можна потренувати німецьку у невимушеній розмові?",
        "На курсах ми вчимо граматику, а говорити немає з ким. Можливо, хтось із сусідів погодився б зустрічатися "
        "раз на тиждень?",
        Category.OTHER, "", None, "house", lang="uk",
        supporters=("bondar", "melnyk", "omar"),
        comments=(("krueger", "de", "Da komme ich gern dazu, ich rede ja ohnehin viel."),),
        answers=(Answered("saleh", IssueState.ANSWERED, "Bei uns gibt es dienstags um 17 Uhr einen Sprechtisch mit "
                          "Tee. Sie brauchen sich nicht anzumelden, kommen Sie einfach vorbei.", 3),),
    ),
    Reported(
        "melnyk", 18, "У будинку 31 не працює домофон",
        "Уже три тижні гості телефонують нам, щоб ми спустилися й відчинили двері. Кур'єри залишають посилки надворі.",
        Category.HOUSING, "Haus 31, Eingang", (53.5482, 8.5948), "company", lang="uk",
        supporters=("sommer", "bondar"),
    ),
    Reported(
        "lysenko", 3, "Поблизу немає контейнера для скла",
        "Найближчий стоїть аж за каналом. Чи можна поставити ще один біля зупинки?",
        Category.WASTE, "Haltestelle Uferstraße", (53.5507, 8.5924), "green", lang="uk",
    ),
)  # fmt: skip

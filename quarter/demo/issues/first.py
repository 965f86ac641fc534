"""The issues the story began with. Tests and the guided tour know them by number: 1 to 12."""

from quarter.demo.issues.reported import Answered, Drawn, Reported
from quarter.issues.domain import Category, IssueState

FIRST = (
    Reported(
        "initiative", 75, "Autos rasen an der Kita vorbei",
        "Morgens zwischen halb acht und neun fahren viele Eltern und Lieferwagen viel zu schnell durch die "
        "Schleusengasse. Zwei Kinder wurden dieses Jahr schon angefahren. Wir wünschen uns, dass die Straße vor "
        "der Kita wieder den Kindern gehört.",
        Category.TRAFFIC, "Schleusengasse, vor der Kita Kanalkinder", (53.5492, 8.5931), "green",
        supporters=("resident", "yildiz", "saleh", "sommer", "bondar", "cooperative"),
        comments=(
            ("resident", "de", "Ich bringe meine Tochter inzwischen mit dem Rad über den Hof, weil es vorne zu "
             "gefährlich ist."),
            ("walker", "en", "Same here. The delivery vans also park on the pavement."),
        ),
        answers=(Answered("city", IssueState.ANSWERED, "Danke für den Hinweis. Wir haben eine Woche lang gemessen: "
                          "Jedes fünfte Auto fährt schneller als 40. Ein Tempolimit ist rechtlich schwierig, wir "
                          "bringen das Thema in den Arbeitskreis.", 12),),
        topic="street",
    ),
    Reported(
        "yildiz", 70, "Anaokulunun önünde kaldırım çok dar",
        "Bebek arabasıyla geçmek mümkün değil. Kaldırıma park eden arabalar yüzünden yola inmek zorunda kalıyoruz.",
        Category.TRAFFIC, "Schleusengasse 9", (53.5490, 8.5937), "green", lang="tr",
        supporters=("resident", "initiative"), topic="street",
    ),
    Reported(
        "saleh", 68, "Der Bürgertreff ist mit Rollstuhl nicht erreichbar",
        "Am Eingang sind drei Stufen. Einige aus der Nachbarschaft kommen deshalb gar nicht mehr zu uns. "
        "Eine Rampe würde reichen, Platz ist da.",
        Category.HOUSING, "Bürgertreff, Kanalstraße 4", (53.5478, 8.5902), "canal",
        supporters=("resident", "yildiz", "sommer", "secretary"),
        comments=(("sommer", "de", "Auch für Kinderwagen wäre das eine große Hilfe."),),
        answers=(
            Answered("cooperative", IssueState.IN_PROGRESS, "Wir haben uns den Eingang angesehen. Eine Rampe ist "
                     "möglich, wenn die Stadt den Gehweg anpasst. Wir bringen einen Vorschlag in die Sitzung.", 8),
            Answered("cooperative", IssueState.DONE, "Die Rampe ist gebaut, mit zwei Handläufen. Kommen Sie gern "
                     "vorbei und probieren Sie sie aus!", 63,
                     Drawn("ramp", "Die Eingangstür des Bürgertreffs mit einer Rampe und zwei roten Handläufen.")),
        ),
        topic="ramp",
        photo=Drawn("steps", "Die Eingangstür des Bürgertreffs, davor drei Stufen."),
    ),
    Reported(
        "resident", 61, "Weg zum Bürgertreff ist abends stockdunkel",
        "Zwischen Haus 12 und dem Bürgertreff brennt seit Wochen keine Lampe. Viele gehen deshalb abends nicht "
        "mehr zum Deutschkurs.",
        Category.LIGHTING, "Weg hinter Haus 12", (53.5474, 8.5909), "green",
        supporters=("saleh", "yildiz", "bondar"),
        answers=(Answered("city", IssueState.IN_PROGRESS, "Das Kabel ist beschädigt. Die Reparatur ist "
                          "beauftragt.", 3),),
    ),
    Reported(
        "resident", 24, "Müllplatz hinter Haus 7 läuft über",
        "Seit die Tonnen kleiner sind, liegt jede Woche Müll daneben. Es gibt schon Ratten.",
        Category.WASTE, "Müllplatz hinter Haus 7", (53.5468, 8.5921), "company",
        supporters=("walker", "sommer"),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Die großen Tonnen sind bestellt. Gegen die Ratten "
                          "war am Montag eine Fachfirma da, bitte lassen Sie die Köder liegen.", 9),),
        topic="waste",
        photo=Drawn("bins", "Drei Mülltonnen, die nicht mehr zugehen, davor liegt Müll auf dem Boden."),
    ),
    Reported(
        "bondar", 12, "Зламана гойдалка на дитячому майданчику",
        "Одне сидіння висить на одному ланцюгу. Діти все одно катаються, це небезпечно.",
        Category.PLAYGROUND, "Spielplatz Nord", (53.5501, 8.5915), "green", lang="uk",
        supporters=("resident", "initiative"),
        answers=(Answered("city", IssueState.DONE, "Die Schaukel wurde am selben Tag gesperrt und ist jetzt "
                          "repariert. Danke für die schnelle Nachricht!"),),
        photo=Drawn("swing", "Гойдалка з двома сидіннями; одне висить на одному ланцюгу."),
    ),
    Reported(
        "saleh", 10, "لا توجد مقاعد لكبار السن على ضفة القناة",
        "يمشي كثير من كبار السن على ضفة القناة كل يوم، ولا يجدون مكانًا يجلسون فيه. نقترح ثلاثة مقاعد في الظل.",
        Category.GREENERY, "Uferweg", (53.5486, 8.5889), "green", lang="ar",
        supporters=("yildiz", "resident", "sommer"),
    ),
    Reported(
        "walker", 8, "Bikes block the entrance of house 18",
        "There are about twenty bikes and no stands. People with prams cannot get in.",
        Category.HOUSING, "Haus 18", (53.5471, 8.5928), "lock", lang="en",
        comments=(("cooperative", "de", "Bei uns haben Bügel vor dem Haus gut geholfen."),),
    ),
    Reported(
        "sommer", 6, "Aufzug in Haus 31 steht seit Montag",
        "Der Aufzug fährt nicht. Im sechsten Stock wohnt eine Familie mit einem Kind im Rollstuhl.",
        Category.HOUSING, "Haus 31", (53.5483, 8.5946), "company",
        supporters=("resident", "walker", "bondar", "yildiz"), followers=("resident", "walker"),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Das Ersatzteil kommt am Mittwoch. Bis dahin hilft "
                          "unser Hausmeister beim Tragen, Telefon am Aushang.", 1),),
    ),
    Reported(
        "initiative", 5, "Bäume in der Uferstraße vertrocknen",
        "Die drei jungen Linden vor Haus 2 bis 6 haben kaum noch Blätter. Wir würden beim Gießen helfen, "
        "brauchen aber einen Wasseranschluss.",
        Category.GREENERY, "Uferstraße 2 bis 6", (53.5495, 8.5896), "green",
        supporters=("yildiz",),
    ),
    Reported(
        "resident", 3, "Können wir abends im Hof Musik machen?",
        "Einige von uns möchten im Sommer einmal im Monat im Hof zusammen musizieren. Wen müssen wir fragen?",
        Category.OTHER, "Hof zwischen Haus 12 und 18", None, None,
    ),
    Reported(
        "yildiz", 2, "Glasscherben auf dem Spielplatz Nord",
        "Nach dem Wochenende liegen überall Scherben im Sand.",
        Category.SAFETY, "Spielplatz Nord", (53.5502, 8.5917), "green",
    ),
)  # fmt: skip

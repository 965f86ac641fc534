"""More issues, reported in German."""

from quarter.demo.issues.reported import Answered, Reported
from quarter.issues.domain import Category, IssueState

GERMAN = (
    Reported(
        "nowak", 52, "Auf dem Spielplatz Nord gibt es mittags keinen Schatten",
        "Ab elf Uhr liegt der Sandkasten voll in der Sonne, die Rutsche wird so heiß, dass man sie nicht anfassen "
        "kann. Wir gehen dann nach Hause, obwohl die Kinder gern bleiben würden. Ein großes Tuch über dem Sand "
        "würde schon helfen.",
        Category.PLAYGROUND, "Spielplatz Nord, Sandkasten", (53.5500, 8.5913), "green",
        supporters=("bondar", "walker", "initiative", "omar", "celik"),
        comments=(("initiative", "de", "Mit unserer Kitagruppe gehen wir deshalb nur noch früh am Morgen hin."),),
        answers=(
            Answered("hansen", IssueState.IN_PROGRESS, "Ein Sonnensegel ist möglich, die Pfosten dafür können wir "
                     "selbst setzen. Wir bitten den Arbeitskreis um einen Beschluss.", 6),
            Answered("hansen", IssueState.DONE, "Das Segel hängt, und zwei Bänke stehen jetzt unter den Kastanien. "
                     "Wir wünschen allen Kindern viel Freude damit.", 46),
        ),
        topic="shade",
    ),
    Reported(
        "krueger", 41, "Keller in Haus 24 steht nach jedem Regen unter Wasser",
        "Beim letzten Gewitter stand das Wasser knöchelhoch. Ich habe Fotos gemacht und dem Hausmeister gezeigt. "
        "Mehrere Nachbarn haben Möbel und Winterkleidung verloren. Bitte prüfen Sie endlich die Abläufe.",
        Category.HOUSING, "Haus 24, Kellergang", (53.5466, 8.5943), "company",
        supporters=("tuna", "wendt", "sommer"),
        comments=(
            ("tuna", "tr", "Bizim bölmemizde de aynı sorun var. Çocuğun bebek arabası kullanılamaz hâle geldi."),
            ("wendt", "de", "Ich kann am Wochenende mit einer Pumpe aushelfen, wenn es wieder so weit ist."),
        ),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Eine Firma hat die Rohre mit einer Kamera "
                          "untersucht. Ein Abfluss ist eingebrochen und wird ersetzt. Bitte melden Sie uns Schäden "
                          "an Ihren Sachen, wir geben sie an die Versicherung weiter.", 9),),
    ),
    Reported(
        "wendt", 38, "Sperrmüll steht seit Wochen neben den Tonnen",
        "Zwei Sofas, ein Kühlschrank und ein Haufen Bretter. Niemand fühlt sich zuständig.",
        Category.WASTE, "Müllplatz hinter Haus 7", (53.5467, 8.5919), "company",
        supporters=("resident", "krueger", "walker"),
        answers=(Answered("albrecht", IssueState.ANSWERED, "Für Sperrmüll sind eigentlich die Haushalte "
                          "zuständig. Wir sehen aber, dass es so nicht weitergeht, und nehmen das Thema mit in den "
                          "Arbeitskreis.", 7),),
        topic="waste",
    ),
    Reported(
        "sommer", 33, "Licht in der Durchfahrt von Haus 20 geht nicht an",
        "Der Bewegungsmelder reagiert erst, wenn man schon in der Mitte steht.",
        Category.LIGHTING, "Durchfahrt Haus 20", (53.5475, 8.5935), "lock",
        supporters=("yildiz",),
        answers=(Answered("petersen", IssueState.DONE, "Danke für den Hinweis. Der Melder ist neu eingestellt und "
                          "schaltet jetzt schon am Eingang.", 5),),
    ),
    Reported(
        "wendt", 29, "Zebrastreifen an der Ecke Kanalstraße und Uferstraße",
        "Wer vom Bus kommt, muss dort über die Straße. Für ältere Leute ist das eine Mutprobe.",
        Category.TRAFFIC, "Ecke Kanalstraße und Uferstraße", (53.5484, 8.5898), "green",
        supporters=("krueger", "saleh", "nowak"),
        comments=(("krueger", "de", "Wenigstens eine Insel in der Mitte, dann könnte man dort kurz stehen."),),
        answers=(Answered("city", IssueState.DECLINED, "Für einen Zebrastreifen gehen dort zu wenige Menschen "
                          "über die Straße: Wir haben an zwei Tagen gezählt. Wir schlagen stattdessen eine Insel in "
                          "der Mitte vor und melden uns, sobald die Kosten feststehen.", 12),),
    ),
    Reported(
        "nowak", 27, "Öffnungszeiten am Bürgertreff stimmen nicht",
        "Am Aushang steht mittwochs bis 20 Uhr, die Tür war aber um halb sieben schon zu.",
        Category.OTHER, "Bürgertreff, Kanalstraße 4", (53.5477, 8.5904), "house",
        answers=(Answered("saleh", IssueState.DONE, "Das tut uns leid, der Aushang war alt. Mittwochs schließen "
                          "wir um 18 Uhr, freitags ist bis 21 Uhr offen. Der neue Zettel hängt.", 1),),
    ),
    Reported(
        "krueger", 21, "Grünphase an der Kanalstraße ist zu kurz",
        "Mit dem Rollator komme ich nur bis zur Mitte, dann wird es rot und die Autos fahren an. Fünf Sekunden "
        "mehr würden reichen.",
        Category.TRAFFIC, "Fußgängerampel Kanalstraße", (53.5472, 8.5897), "green",
        supporters=("saleh", "wendt", "khalil", "resident"),
        comments=(("saleh", "de", "Das höre ich im Bürgertreff fast jede Woche."),),
    ),
    Reported(
        "sommer", 16, "Briefkästen in Haus 9 sind aufgebrochen",
        "Sechs Klappen sind verbogen, Post liegt auf dem Boden. Wann werden die Kästen ausgetauscht?",
        Category.SAFETY, "Haus 9, Eingang", (53.5461, 8.5926), "company",
        supporters=("nowak", "celik"),
    ),
    Reported(
        "wendt", 14, "Hecke wächst in den Radweg",
        "Am Uferweg muss man inzwischen absteigen.",
        Category.GREENERY, "Uferweg, Höhe Haus 2", (53.5491, 8.5891), "green",
        answers=(Answered("hansen", IssueState.DONE, "Am Dienstag geschnitten. Gute Fahrt!", 4),),
    ),
    Reported(
        "nowak", 9, "Schimmel im Treppenhaus von Haus 24",
        "Im zweiten Stock wird der Fleck über dem Fenster jede Woche größer. Ich vermute, dass es mit dem "
        "feuchten Keller zusammenhängt.",
        Category.HOUSING, "Haus 24, zweiter Stock", (53.5465, 8.5941), "company",
        supporters=("krueger",),
    ),
    Reported(
        "krueger", 7, "Wer hilft mir mit dem neuen Telefon?",
        "Ich möchte mit meinen Enkeln schreiben können. Gibt es im Viertel jemanden, der das in Ruhe erklärt? "
        "Kuchen bringe ich mit.",
        Category.OTHER, "", None, None,
        comments=(
            ("okoro", "en", "Happy to help. Thursday afternoon at the community house?"),
            ("krueger", "de", "Sehr gern, Donnerstag um drei bin ich da!"),
        ),
    ),
    Reported(
        "initiative", 4, "Ein Lastenrad zum Ausleihen für alle",
        "Viele im Viertel haben kein Auto und schleppen Einkäufe und Kinder. Ein Lastenrad, das man stundenweise "
        "leihen kann, wäre für alle da. Ein trockener Stellplatz würde genügen, um die Pflege kümmern wir uns.",
        Category.TRAFFIC, "Standort noch offen", None, "canal",
        supporters=("okoro", "nowak", "lysenko"),
    ),
    Reported(
        "wendt", 1, "Laterne blinkt die ganze Nacht",
        "Sie steht direkt vor unserem Schlafzimmer. Bitte schauen Sie nach.",
        Category.LIGHTING, "Uferstraße 11", (53.5504, 8.5907), "green",
    ),
)  # fmt: skip

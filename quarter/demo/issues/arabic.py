"""More issues, reported in Arabic."""

from quarter.demo.issues.reported import Answered, Reported
from quarter.issues.domain import Category, IssueState

ARABIC = (
    Reported(
        "omar", 47, "مقاعد ساحة اللعب تحت الشمس مباشرة",
        "لا يستطيع الأهل الجلوس قرب أطفالهم وقت الظهيرة لأن المقعدين الوحيدين في الشمس طوال النهار. هناك ظل تحت "
        "الأشجار على بُعد خطوات، ويكفي نقلهما إليه.",
        Category.PLAYGROUND, "Spielplatz Nord", (53.5503, 8.5914), "lock", lang="ar",
        supporters=("bondar", "saleh", "celik"),
        answers=(
            Answered("petersen", IssueState.IN_PROGRESS, "Die Bänke gehören uns, wir können sie versetzen. Wir "
                     "stimmen uns mit dem Amt für Grün und Verkehr ab.", 7),
            Answered("petersen", IssueState.DONE, "Beide Bänke stehen jetzt unter den Kastanien.", 35),
        ),
        topic="shade",
    ),
    Reported(
        "khalil", 26, "التدفئة في المبنى 14 لا تعمل مساءً",
        "تتوقف التدفئة كل يوم قرابة الثامنة مساءً وتعود في الصباح. لدينا طفل رضيع. نرجو فحص الجهاز في أقرب وقت.",
        Category.HOUSING, "Haus 14", (53.5479, 8.5912), "canal", lang="ar",
        supporters=("omar", "saleh", "yildiz"),
        comments=(("omar", "ar", "والأمر نفسه عندنا في الطابق الرابع."),),
        answers=(Answered("cooperative", IssueState.DONE, "Die Nachtabsenkung war falsch eingestellt. Sie beginnt "
                          "jetzt erst um 23 Uhr. Bitte sagen Sie uns Bescheid, falls es noch einmal kalt wird.", 1),),
    ),
    Reported(
        "khalil", 15, "حفرة عميقة في الرصيف أمام الحضانة",
        "تعثّر فيها أكثر من شخص، وهي لا تُرى ليلًا.",
        Category.SAFETY, "Schleusengasse, Ecke Kanalstraße", (53.5488, 8.5927), "green", lang="ar",
        supporters=("initiative", "saleh", "omar", "yildiz"),
    ),
)  # fmt: skip

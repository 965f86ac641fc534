"""More issues, reported in Turkish."""

from quarter.demo.issues.reported import Answered, Reported
from quarter.issues.domain import Category, IssueState

TURKISH = (
    Reported(
        "celik", 43, "Çöp alanı çok kötü kokuyor",
        "Pencereyi açamıyoruz. Torbalar yere bırakılıyor, yağmurda her şey dağılıyor. Zemin de toprak olduğu için "
        "temizlemek mümkün değil.",
        Category.WASTE, "Müllplatz hinter Haus 7", (53.5467, 8.5923), "company", lang="tr",
        supporters=("yildiz", "tuna", "resident"),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Der Platz bekommt einen festen Boden, damit er "
                          "sich reinigen lässt. Bis dahin spritzen wir ihn jeden Freitag ab.", 27),),
        topic="waste",
    ),
    Reported(
        "tuna", 36, "24 numarada merdiven ışığı çok çabuk sönüyor",
        "Üçüncü kata varmadan ışık sönüyor, karanlıkta düğmeyi arıyoruz. Annem geçen hafta düştü.",
        Category.LIGHTING, "Haus 24", (53.5467, 8.5945), "company", lang="tr",
        supporters=("krueger", "nowak", "celik"),
        comments=(("krueger", "de", "Gute Besserung an Ihre Mutter! Mir geht es auf der Treppe genauso."),),
        answers=(Answered("albrecht", IssueState.IN_PROGRESS, "Wir stellen die Zeit von einer auf drei Minuten um "
                          "und setzen beleuchtete Schalter ein.", 8),),
    ),
    Reported(
        "celik", 20, "Birlikte sebze yetiştirebileceğimiz bir yer var mı?",
        "Mahallede bahçesi olmayan çok aile var. Birkaç yükseltilmiş tarh yeter; bakımını sırayla yaparız.",
        Category.GREENERY, "", None, "canal", lang="tr",
        supporters=("yildiz", "omar", "melnyk", "krueger"),
        comments=(("melnyk", "uk", "Чудова ідея! Ми із сусідками з радістю долучимося."),),
        answers=(Answered("cooperative", IssueState.ANSWERED, "Eine schöne Idee. Hinter Haus 14 ist eine Wiese "
                          "frei, die wir kaum nutzen. Kommen Sie am Freitag zwischen 15 und 17 Uhr in unser Büro, "
                          "dann sehen wir sie uns zusammen an.", 5),),
    ),
    Reported(
        "tuna", 6, "Otobüs durağında oturacak yer yok",
        "Yaşlılar ayakta bekliyor.",
        Category.TRAFFIC, "Haltestelle Uferstraße", (53.5506, 8.5921), "green", lang="tr",
        supporters=("krueger", "khalil"),
    ),
)  # fmt: skip

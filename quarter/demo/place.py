"""Where the demonstration plays: a town and a quarter that do not exist."""

import json

TOWN = "Stadt Beispielhafen"
QUARTER = "Kanalviertel"
PUBLISHER = "Stadt Beispielhafen\nAmt für Wohnen\nRathausplatz 1\n00000 Beispielhafen\n(erfunden)"
PURPOSE = (
    "Stadtverwaltung, Genossenschaften und Bewohnerschaft besprechen hier, was im Kanalviertel rund um Wohnen und "
    "Umfeld geschieht. Was vereinbart wird, halten wir gemeinsam nach, bis es erledigt ist."
)
BOUNDARY = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [
            [
                [8.5868, 53.5512], [8.5893, 53.5519], [8.5927, 53.5513], [8.5951, 53.5516], [8.5968, 53.5497],
                [8.5963, 53.5478], [8.5971, 53.5462], [8.5938, 53.5452], [8.5904, 53.5456], [8.5881, 53.5463],
                [8.5889, 53.5481], [8.5872, 53.5495], [8.5868, 53.5512],
            ]
        ],
    },
    separators=(",", ":"),
)  # fmt: skip

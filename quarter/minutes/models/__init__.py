"""The tables of minutes."""

from quarter.minutes.models.editions import Edition, KeptFile, RecordedName
from quarter.minutes.models.record import MinutesRecord, MinutesSignature, Objection, RecordTranslation, SealedFile

__all__ = [
    "Edition",
    "KeptFile",
    "MinutesRecord",
    "MinutesSignature",
    "Objection",
    "RecordTranslation",
    "RecordedName",
    "SealedFile",
]

"""The tables of minutes."""

from quarter.minutes.models.record import MinutesRecord, MinutesSignature, Objection, RecordTranslation, SealedFile

__all__ = ["MinutesRecord", "MinutesSignature", "Objection", "RecordTranslation", "SealedFile"]

"""Minutes as files: one module per format, each `render(minutes, words, standing) -> bytes`.

`sheet.py` says everything once, in the reader's language; the formats only lay it out.
"""

"""Minutes as files: one module per format, each `render(minutes, words, status) -> bytes`; `formats.py` lists them.

`sheet.py` says everything once, in the reader's language; the formats only lay it out. Those that are XML within do
it in templates (`minutes.html`, `docx_parts`, `odt_parts`), which `templates.py` fills.
"""

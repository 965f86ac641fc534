"""Rules of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that a program can judge, each with its clause.

Written from the standards for the kind of file that we make, not to judge any file: what we never use is forbidden
outright. `make samples` writes the files for programs that know every rule.
"""

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

Rule = Callable[[bytes, pikepdf.Pdf], bool]
RULES: dict[str, Rule] = {}
A, UA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
STANDARD = {
    "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI", "/Index", "/NonStruct",
    "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR",
    "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link",
    "/Annot", "/Ruby", "/Warichu", "/Figure", "/Formula", "/Form",
}  # fmt: skip
ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
           "/GoTo3DView", "/JavaScript", "/Named", "/SubmitForm"}  # fmt: skip
PRINT, HIDING = 4, 1 | 2 | 32  # flags of annotations


def rule(clause: str) -> Callable[[Rule], Rule]:
    """Puts a rule into the list, under its clause and what it says."""

    def put(judge: Rule) -> Rule:
        RULES[f"{clause}: {judge.__name__.replace('_', ' ')}"] = judge
        return judge

    return put


def broken(content: bytes) -> list[str]:
    """The rules that a file breaks."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [name for name, judge in RULES.items() if not judge(content, pdf)]


def elements(node: Any) -> Iterator[Any]:
    """All structure elements below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def tree(pdf: pikepdf.Pdf) -> list[Any]:
    return list(elements(pdf.Root.StructTreeRoot.K))


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [each for each in tree(pdf) if str(each.S) in kinds]


def children(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kinds_in(element: Any) -> list[str]:
    return [str(kid.S) for kid in children(element)]


def annotations(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for page in pdf.pages for each in page.get("/Annots", [])]


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (each for each in pdf.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)))


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in dictionaries(pdf) if each.get("/Type") == "/Font"]


@rule("PDF/A-2 6.1.2")
def begins_with_a_header_and_a_line_of_high_bytes(content: bytes, _pdf: pikepdf.Pdf) -> bool:
    return re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", content) is not None


@rule("PDF/A-2 6.1.3")
def after_each_end_of_file_stands_a_line_end_and_after_the_last_nothing_else(content: bytes, _pdf: pikepdf.Pdf) -> bool:
    return re.search(rb"%%EOF(?!\r?\n|$)", content) is None and re.search(rb"%%EOF\r?\n?\Z", content) is not None


@rule("PDF/A-2 6.1.3")
def the_trailer_has_an_id_and_no_encryption(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return len(pdf.trailer.ID) == 2 and "/Encrypt" not in pdf.trailer


@rule("PDF/A-2 6.1.7.2")
def no_stream_lies_elsewhere_or_is_packed_by_lzw(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return all("/F" not in each and "LZW" not in str(each.get("/Filter", "")) for each in streams)


@rule("PDF/A-2 6.2.3")
def colours_have_an_output_intent_with_its_profile(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return any(each.S == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in pdf.Root.OutputIntents)


@rule("PDF/A-2 6.2.8")
def no_picture_is_smoothed_by_the_reader(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return not any(each.get("/Interpolate", False) for each in dictionaries(pdf))


@rule("PDF/A-2 6.2.9")
def there_is_no_postscript_and_no_reference_to_other_files(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return not any(each.get("/Subtype") == "/PS" or "/Ref" in each for each in dictionaries(pdf))


@rule("PDF/A-2 6.2.11.4.1, PDF/UA-1 7.21.4.1")
def every_font_lies_in_the_file(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    own = [inner for font in fonts(pdf) for inner in font.get("/DescendantFonts", [font])]
    embedded = ("/FontFile", "/FontFile2", "/FontFile3")
    return bool(own) and all(any(name in each.FontDescriptor for name in embedded) for each in own)


@rule("PDF/A-2 6.2.11.7.2, PDF/UA-1 7.21.7")
def every_glyph_has_its_character(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    composed = [font for font in fonts(pdf) if font.Subtype == "/Type0"]
    nothing = re.compile(rb"<(0000|FEFF|FFFE)>\s*$", re.MULTILINE | re.IGNORECASE)
    return all("/ToUnicode" in font and not nothing.search(_mapped(font)) for font in composed)


def _mapped(font: Any) -> bytes:
    content: bytes = font.ToUnicode.read_bytes()
    return b"\n".join(re.findall(rb"beginbf(?:char|range)\n(.*?)endbf", content, re.DOTALL))


@rule("PDF/A-2 6.3.2")
def annotations_are_printed_and_never_hidden(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    flags = [int(each.get("/F", 0)) for each in annotations(pdf)]
    return all(flag & PRINT and not flag & HIDING for flag in flags)


@rule("PDF/A-2 6.4.1")
def forms_bring_their_looks_and_no_program(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    return not form.get("/NeedAppearances", False) and "/XFA" not in form


@rule("PDF/A-2 6.5.1")
def nothing_happens_by_itself(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return "/OpenAction" not in pdf.Root and not any(
        "/AA" in each or str(each.get("/S")) in ACTIONS for each in dictionaries(pdf)
    )


@rule("PDF/A-2 6.6.4, PDF/UA-1 5")
def it_says_what_it_is(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    with pdf.open_metadata() as about:
        return (about[f"{A}part"], about[f"{A}conformance"], about[f"{UA}part"]) == ("2", "A", "1")


@rule("PDF/A-2 6.6.2.3.2")
def names_that_pdf_a_does_not_know_are_described(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    text: bytes = pdf.Root.Metadata.read_bytes()
    return b"pdfaExtension:schemas" in text and b"http://www.aiim.org/pdfua/ns/id/" in text


@rule("PDF/A-2 6.7.2.2, PDF/UA-1 7.1")
def it_is_marked_as_tagged(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    marks = pdf.Root.MarkInfo
    return bool(marks.Marked) and not marks.get("/Suspects", False) and "/StructTreeRoot" in pdf.Root


@rule("PDF/A-2 6.7.3.4, PDF/UA-1 7.1")
def every_tag_is_standard_or_mapped_to_one(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    no_standard_is_mapped = not any(str(name) in STANDARD for name in roles)
    return no_standard_is_mapped and all(
        str(each.S) in STANDARD or str(roles.get(str(each.S))) in STANDARD for each in tree(pdf)
    )


@rule("PDF/A-2 6.7.4, PDF/UA-1 7.2")
def its_language_is_named(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return re.fullmatch(r"[a-z]{2,3}(-\w+)*", str(pdf.Root.get("/Lang", ""))) is not None


@rule("PDF/A-2 6.8")
def no_file_lies_in_it(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return not pdf.attachments and "/AF" not in pdf.Root


@rule("PDF/UA-1 7.1")
def everything_on_a_page_is_tagged_or_an_artifact(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    shows = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"}
    return all(stack for page in pdf.pages for stack, operator in _marked(page) if operator in shows)


def _marked(page: pikepdf.Page) -> Iterator[tuple[tuple[str, ...], str]]:
    stack: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BMC", "BDC"):
            stack.append(str(operands[0]))
        elif str(operator) == "EMC":
            stack.pop()
        else:
            yield tuple(stack), str(operator)


@rule("PDF/UA-1 7.1")
def its_title_is_shown(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    with pdf.open_metadata() as about:
        return bool(about["dc:title"]) and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@rule("PDF/UA-1 7.3")
def pictures_are_described(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return all("/Alt" in each or "/ActualText" in each for each in of_kind(pdf, "/Figure"))


@rule("PDF/UA-1 7.4.2")
def headings_begin_at_the_first_level_and_leave_none_out(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    levels = [int(str(each.S)[2]) for each in tree(pdf) if re.fullmatch(r"/H[1-6]", str(each.S))]
    return levels[:1] == [1] and all(deeper - before <= 1 for before, deeper in pairwise(levels))


@rule("PDF/UA-1 7.5")
def every_heading_of_a_table_says_for_what_it_stands(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    scopes = [_attribute(each, "/Scope") for each in of_kind(pdf, "/TH")]
    return bool(scopes) and all(scope in ("/Row", "/Column", "/Both") for scope in scopes)


def _attribute(element: Any, name: str) -> str | None:
    given = element.get("/A", pikepdf.Array())
    given = given if isinstance(given, pikepdf.Array) else [given]
    return next((str(each[name]) for each in given if name in each), None)


@rule("PDF/UA-1 7.2 (tables)")
def tables_are_built_of_rows_of_equal_length(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    parts = {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"}
    for table in of_kind(pdf, "/Table"):
        rows = [each for each in elements(table.K) if each.S == "/TR"]
        if not set(kinds_in(table)) <= parts or len({len(children(row)) for row in rows}) != 1:
            return False
        if any(not set(kinds_in(row)) <= {"/TH", "/TD"} for row in rows):
            return False
    return True


@rule("PDF/UA-1 7.2 (lists)")
def lists_are_built_of_items_with_label_and_body(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    lists, items = of_kind(pdf, "/L"), of_kind(pdf, "/LI")
    return all(set(kinds_in(each)) <= {"/L", "/LI", "/Caption"} for each in lists) and all(
        set(kinds_in(each)) <= {"/Lbl", "/LBody"} for each in items
    )


@rule("PDF/UA-1 7.18.1")
def what_can_be_reached_on_a_page_is_described(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return all("/Contents" in each or "/TU" in each for each in annotations(pdf) if _is_seen(each))


@rule("PDF/UA-1 7.18.3")
def what_can_be_reached_follows_the_structure(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    return all(
        page.get("/Tabs") == "/S" for page in pdf.pages if any(_is_seen(each) for each in page.get("/Annots", []))
    )


@rule("PDF/UA-1 7.18.5")
def links_are_tagged_as_links(_content: bytes, pdf: pikepdf.Pdf) -> bool:
    links = [each for each in annotations(pdf) if each.Subtype == "/Link"]
    return len(of_kind(pdf, "/Link")) > 0 if links else True


def _is_seen(annotation: Any) -> bool:
    """The digital seal has no extent: the standard speaks of what somebody can see."""
    left, bottom, right, top = (float(each) for each in annotation.Rect)
    return (left, bottom) != (right, top)

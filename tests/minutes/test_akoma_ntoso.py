"""Akoma Ntoso: valid by the official schema, and consistent where the schema does not look."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quarter.decisions.domain import Result
from quarter.foundation.actors import Role
from quarter.foundation.glyphs import holdable
from quarter.foundation.multilingual import WRITTEN_LANGUAGES, Words
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports import akoma_ntoso
from quarter.minutes.exports.akoma_ntoso.names import three_letters
from tests.house.sources import ROOT
from tests.minutes import generated
from tests.minutes.sample import DRAFT, HOSTILE, MINUTES, SEALED

DATA = Path(os.environ.get("QUARTER_TEST_DATA", ROOT.parent / "shared" / "data"))
SCHEMA = DATA / "schemas" / "akoma-ntoso-3.0" / "akomantoso30.xsd"
SPACES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "q": "urn:x-quarter:minutes:1"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The schema imports the attributes xml:lang, xml:space and xml:id, whose own schema is not kept beside it.
XML_ATTRIBUTES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang"><xs:simpleType><xs:union memberTypes="xs:language"><xs:simpleType>
    <xs:restriction base="xs:string"><xs:enumeration value=""/></xs:restriction>
  </xs:simpleType></xs:union></xs:simpleType></xs:attribute>
  <xs:attribute name="space" type="xs:NCName"/>
  <xs:attribute name="id" type="xs:ID"/>
</xs:schema>"""


class OwnXmlSchema(etree.Resolver):
    """Gives the small schema above for `xml.xsd`, so that nothing is asked of the network."""

    def resolve(self, system_url, public_id, context):
        if system_url and system_url.endswith("xml.xsd"):
            return self.resolve_string(XML_ATTRIBUTES, context)
        return None


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        assert os.environ.get("CI") != "true", "the shared data is missing"
        pytest.skip("the shared data is missing")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(OwnXmlSchema())
    return etree.XMLSchema(etree.parse(SCHEMA, parser))


def render(minutes: Minutes = MINUTES, status: RecordStatus = SEALED, language: str = "de") -> etree._Element:
    return etree.fromstring(akoma_ntoso.render(minutes, Words(language, "Europe/Berlin"), status))


def check(root: etree._Element, schema: etree.XMLSchema) -> None:
    schema.assertValid(root)
    identifiers = root.xpath("//@eId")
    assert len(identifiers) == len(set(identifiers))
    listed = {f"#{name}" for name in root.xpath("//a:references/*/@eId", namespaces=SPACES)}
    pointing = root.xpath("//@source | //@by | //@as | //@outcome | //@refersTo | //@person | //q:*/@role | //q:*/@for"
                          " | //@href[starts-with(., '#')]", namespaces=SPACES)  # fmt: skip
    assert {anchor for value in pointing for anchor in value.split()} <= listed


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("status", [DRAFT, SEALED])
def test_minutes_are_valid_and_point_only_to_what_is_listed(schema, language: str, status: RecordStatus) -> None:
    check(render(MINUTES, status, language), schema)


@settings(max_examples=40)
@given(st.data())
def test_minutes_of_any_kind_are(schema, data: st.DataObject) -> None:
    minutes = data.draw(generated.minutes())
    status = data.draw(generated.statuses(minutes))
    root = render(minutes, status, data.draw(st.sampled_from(["de", "ar"])))
    check(root, schema)
    questions = [text_of(each) for each in root.iterfind(".//a:container[@name='question']", SPACES)]
    assert questions == [holdable(decision.question.text) for decision in minutes.decisions]
    assert [each.text for each in root.iterfind(".//a:debateSection[@name='agendaItem']/a:heading", SPACES)] == [
        holdable(item.title.text) for item in minutes.items
    ]
    numbers = root.iterfind(".//a:debateSection[@name='agendaItem']/a:num", SPACES)
    assert [each.text for each in numbers] == [item.label for item in minutes.items]
    reported = root.iterfind(".//a:debateSection[@name='openActions']//a:span", SPACES)
    assert [each.text for each in reported] == [
        holdable(action.title.text) for item in minutes.items for action in item.reported
    ]


def text_of(element: etree._Element) -> str:
    """What was written: a paragraph for a block of lines, a break for the end of a line."""

    def lines(paragraph: etree._Element) -> str:
        return (paragraph.text or "") + "".join("\n" + (mark.tail or "") for mark in paragraph)

    return "\n\n".join(lines(paragraph) for paragraph in element)


def test_it_says_what_was_decided_word_for_word_and_by_how_many() -> None:
    root = render()
    [first, second] = root.iterfind(".//a:resolutions", SPACES)
    assert text_of(first.find("a:container", SPACES)) == "Soll in der Schleusengasse Tempo 20 gelten?"
    assert first.find("a:container/a:p", SPACES).get(LANG) == "de"
    assert second.find("a:heading", SPACES).get(LANG) == "ar"
    for resolution, decision in zip((first, second), MINUTES.decisions, strict=True):
        [voting] = root.xpath("//a:voting[@refersTo=$anchor]", anchor=resolution.get("refersTo"), namespaces=SPACES)
        result = Result.from_dict(decision.result)
        assert voting.get("outcome") == f"#concept_{result.outcome}"
        counts = {count.get("refersTo"): int(count.get("value")) for count in voting.iterfind("a:count", SPACES)}
        assert counts == {
            f"#concept_{kind} #concept_{bench.bench}": getattr(bench, kind)
            for bench in result.votes
            for kind in ("yes", "no", "abstain", "present", "seats")
        }


def test_it_says_who_was_there_from_when_to_when() -> None:
    root = render()
    names = {f"#{each.get('eId')}": each.get("showAs") for each in root.iterfind(".//a:TLCPerson", SPACES)}
    stays = [(names[stay.get("person")], stay.get("left")) for stay in root.iterfind(".//q:stay", SPACES)]
    assert ("Ayşe Yılmaz", "2026-11-03T18:40:00+00:00") in stays
    assert "Peter Groß" not in dict(stays)
    named = [each.text for each in root.iterfind(".//a:rollCall//a:person", SPACES)]
    assert named == [*(seat.name for seat in MINUTES.present), "Eva Lang"]
    [pause] = root.iterfind(".//q:break", SPACES)
    assert (pause.get("begun"), pause.get("ended")) == ("2026-11-03T18:00:00+00:00", "2026-11-03T18:10:00+00:00")


def test_it_says_who_came_in_whose_place() -> None:
    substitute = replace(MINUTES.seats[0], role=Role.SUBSTITUTE, name="Ute Beck", stands_in_for="Peter Groß")
    root = render(replace(MINUTES, seats=(*MINUTES.seats, substitute)))
    [stay] = root.xpath("//q:stay[@for]", namespaces=SPACES)
    [member] = root.xpath("//a:TLCPerson[@eId=$name]", name=stay.get("for")[1:], namespaces=SPACES)
    assert member.get("showAs") == "Peter Groß"


def test_it_says_who_does_what_by_when() -> None:
    [action] = render().iterfind(".//a:debateSection[@name='actions']//a:li", SPACES)
    assert action.find("a:span", SPACES).text == "Genehmigung für die Spielstraße vorbereiten"
    assert action.find("a:organization", SPACES).text == "Ordnungsamt"
    assert action.find("a:date", SPACES).get("date") == "2027-01-15"
    klaus = action.find("a:person", SPACES).get("refersTo")
    assert render().xpath("//a:rollCall//a:person[@refersTo=$klaus]/text()", klaus=klaus, namespaces=SPACES) == [
        "Klaus Weber"
    ]


def test_state_and_seal_stand_in_the_metadata() -> None:
    root = render()
    assert root.find(".//q:record", SPACES).get("state") == "sealed"
    assert root.find(".//q:seal", SPACES).text == SEALED.sha256
    assert [step.get("outcome") for step in root.iterfind(".//a:step", SPACES)] == [
        "#concept_circulated", "#concept_approved", "#concept_sealed",
    ]  # fmt: skip
    draft = render(MINUTES, DRAFT)
    assert draft.find(".//q:seal", SPACES) is None
    assert draft.find(".//a:workflow", SPACES) is None


def test_work_expression_and_file_have_addresses_without_a_host() -> None:
    def address(level: str, root: etree._Element) -> str:
        return root.find(f".//a:FRBR{level}/a:FRBRuri", SPACES).get("value")

    german, arabic = render(), render(language="ar")
    work = "/akn/de/debate/minutes/stadt-beispielhafen.kanalviertel.arbeitskreis-kanalviertel/2026-11-03/7"
    assert address("Work", german) == address("Work", arabic) == work
    assert address("Expression", german) == f"{work}/deu@2026-11-05"
    assert address("Expression", arabic) == f"{work}/ara@2026-11-05"
    assert address("Manifestation", german) == f"{work}/deu@2026-11-05.akn"
    assert arabic.find(".//a:FRBRmasterExpression", SPACES).get("href") == address("Expression", german)
    assert german.find(".//a:FRBRmasterExpression", SPACES) is None
    assert "://" not in "".join(german.xpath("//@value | //@href"))


def test_what_people_wrote_is_never_markup() -> None:
    root = render()
    [section] = root.xpath("//a:debateSection[@name='agendaItem'][3]", namespaces=SPACES)
    assert section.find("a:heading", SPACES).text == "Verschiedenes " + HOSTILE
    assert len(section.find("a:heading", SPACES)) == 0


def test_every_language_that_people_write_in_has_a_name_of_three_letters() -> None:
    assert "und" not in [three_letters(language) for language in WRITTEN_LANGUAGES]


def test_the_same_minutes_give_the_same_bytes() -> None:
    words = Words("de", "Europe/Berlin")
    assert akoma_ntoso.render(MINUTES, words, SEALED) == akoma_ntoso.render(MINUTES, words, SEALED)

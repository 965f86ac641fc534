"""A reader of iCalendar (RFC 5545) that forgives nothing, for tests: it knows nothing of what writes our files."""

import re
from dataclasses import dataclass, field

_CONTENT = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^;:,"]*)(?:,(?:"[^"]*"|[^;:,"]*))*)*):(.*)', re.DOTALL
)
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
LONGEST = 75  # octets of a line, its end not counted


@dataclass
class Component:
    """`BEGIN:VEVENT` to `END:VEVENT`: its properties as written, and the components within."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)  # name, parameters, value
    inside: list["Component"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """The value of a property that stands here once, as written."""
        [value] = [value for each, _, value in self.properties if each == name]
        return value

    def text(self, name: str) -> str:
        """A property of type TEXT with its escapes undone."""
        value = self[name]
        bare = _ESCAPE.sub("", value)
        assert not re.search("[,;]", bare), f"{name} has a bare comma or semicolon: {value}"
        return _ESCAPE.sub(lambda sign: {"n": "\n", "N": "\n"}.get(sign[1], sign[1]), value)

    def all(self, name: str) -> list["Component"]:
        return [each for each in self.inside if each.name == name]


def read(content: bytes) -> Component:
    """The one calendar in a file."""
    assert content.endswith(b"\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= LONGEST for line in lines)
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode()
    outside = Component("")
    stack = [outside]
    for line in unfolded.split("\r\n"):
        assert not _FORBIDDEN.search(line), f"a control character in {line!r}"
        assert len(line.splitlines()) == 1, f"some reader would take this for two lines: {line!r}"
        found = _CONTENT.fullmatch(line)
        assert found, f"not a content line: {line!r}"
        name, parameters, value = found.groups()
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            ended = stack.pop()
            assert ended.name == value
            stack[-1].inside.append(ended)
        else:
            stack[-1].properties.append((name, parameters, value))
    assert stack == [outside], "a component has no end"
    [calendar] = outside.inside
    assert calendar.name == "VCALENDAR"
    assert not outside.properties
    return calendar

"""Variants next to each other in a table."""

import pytest


class TestComparing:
    @pytest.mark.parametrize(
        "query",
        ["?variants=a", "?variants=-1", f"?variants={2**40}", f"?variants={'9' * 5000}", "?colour=red"],
    )
    def test_comparing_nonsense(self, client, world, ids, query) -> None:
        client.get(f"/plans/{ids['plan']}/compare{query}", status=400)

    def test_comparing_one_asks_for_another(self, client, world, ids) -> None:
        client.get(f"/plans/{ids['plan']}/compare?variants={ids['own']}&variants=999")
        assert "choose at least two variants" in client.text

    def test_what_tells_them_apart_stands_first_and_each_cell_says_whose_it_is(self, client, ids) -> None:
        client.get(f"/plans/{ids['plan']}/compare?variants={ids['groups']}&variants={ids['own']}")
        rows = [list(row) for row in client.page.iterfind(".//{*}tbody/{*}tr")]
        words = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]
        assert words[0] == [
            "What is different from the group's variant",
            "The group's variantThe others are compared with this one.",
            "More shadeNew: \u2068A lime tree\u2069",
        ]
        assert {cell.get("role") for row in rows for cell in row} == {"rowheader", "cell"}

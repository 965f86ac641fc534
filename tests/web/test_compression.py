import gzip

import brotli
import pytest

from tests.strict_client import XHTML

DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None), ("deflate", None)],
)
def test_a_page_is_compressed_as_the_browser_can_read_it(client, accepted, encoding) -> None:
    plain = client.http.get("/imprint").data
    answer = client.http.get("/imprint", headers={"Accept-Encoding": accepted})
    assert answer.content_encoding == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert (DECODERS[encoding](answer.data) if encoding else answer.data) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_small_answers_and_other_kinds_are_left_alone(client) -> None:
    assert client.http.get("/healthz", headers={"Accept-Encoding": "br"}).content_encoding is None
    redirect = client.http.get("/accounts/profile", headers={"Accept-Encoding": "br"})
    assert (redirect.status_code, redirect.content_encoding) == (303, None)


def test_files_are_not_compressed_twice(client) -> None:
    client.get("/imprint")
    (stylesheet,) = [link for link in client.page.iter(f"{XHTML}link") if link.get("rel") == "stylesheet"]
    answer = client.http.get(stylesheet.get("href"), headers={"Accept-Encoding": "br"})
    assert b":root" in brotli.decompress(answer.data)

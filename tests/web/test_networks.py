"""From which network somebody comes."""

import pytest

from quarter.web.networks import neighbourhood, network


@pytest.mark.parametrize(
    ("address", "counted", "logged"),
    [
        ("192.0.2.17", "192.0.2.17/32", "192.0.2.0/24"),
        ("::ffff:192.0.2.17", "192.0.2.17/32", "192.0.2.0/24"),
        ("2001:db8:1:22ff::9", "2001:db8:1:2200::/56", "2001:db8:1::/48"),
        ("2001:db8:1:2200:5::1", "2001:db8:1:2200::/56", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/56", "fe80::/48"),
        ("unix:", "unknown", "unknown"),
        ("", "unknown", "unknown"),
    ],
)
def test_what_belongs_to_one_connection_counts_as_one(app, address, counted, logged):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert (network(), neighbourhood()) == (counted, logged)

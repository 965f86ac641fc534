"""From which network a request came: so much of its address as belongs to one household or house."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import request

OF_ONE_CONNECTION = {4: 32, 6: 56}  # bits: a provider gives a household one address, or 256 networks of the newer kind
IN_THE_LOG = {4: 24, 6: 48}  # bits: where trouble comes from, and not from whom


def network() -> str:
    """Of one connection to the internet, which many people may share: for counting."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """The same of any address, where there is no request of Flask's yet."""
    return _cut(address, OF_ONE_CONNECTION)


def neighbourhood() -> str:
    """Coarser than that: for the log."""
    return _cut(request.remote_addr or "", IN_THE_LOG)


def _cut(said: str, bits: dict[int, int]) -> str:
    try:
        address = _unfolded(ip_address(said))
    except ValueError:  # none, or something that a proxy made up
        return "unknown"
    return str(ip_network((address, bits[address.version]), strict=False))


def _unfolded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Some systems fold an address of the older kind into one of the newer."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address

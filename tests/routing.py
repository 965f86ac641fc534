"""The addresses of the house, for many apps in one process."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]
_written: dict[tuple[Any, ...], Build] = {}


class RememberedRule(Rule):
    """For each address werkzeug writes a function that builds it; for the next app it is the same one."""

    def _compile_builder(self, append_unknown: bool = True) -> Build:
        key = (*self._trace, repr(self.defaults), append_unknown)
        if key not in _written:
            _written[key] = super()._compile_builder(append_unknown)
        return _written[key]

"""A house made to be killed: `python -m tests.faults.house`, with the settings of `quarter run` in its environment.

For each line on its standard input it starts `quarter run` in a process group of its own, whose number it writes to
standard output; then, when the last process of the group is gone, an empty line. What is slow about a start is to
load the code: that is done once, here.
"""

import os
import sys
from importlib import import_module
from types import ModuleType

LOADED = ("quarter.app", "quarter.rooms", "quarter.worker", "granian.server.mp", "alembic.command")


def main(log: str) -> None:
    cli = import_module("quarter.cli")
    for name in LOADED:
        import_module(name)
    say("ready")
    for _ in sys.stdin:
        alive, held = os.pipe()  # held open by all that descends from the child
        child = os.fork()
        if child == 0:
            os.close(alive)
            os.setsid()
            serve(cli, log)
        os.close(held)
        say(str(child))
        os.read(alive, 1)
        os.close(alive)
        os.waitpid(child, 0)
        say("")


def serve(cli: ModuleType, log: str) -> None:
    """What happens in a terminal after `quarter run`."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.argv = ["quarter", "run"]
    try:
        cli.main()
    finally:
        os._exit(1)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])

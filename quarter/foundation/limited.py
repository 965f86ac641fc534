"""Work on what people sent or wrote, in a process of its own that has little memory and little time.

Such a file or text may take for ever, want all memory, or crash a library: there it harms only the one who sent it.
"""

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

STARTER = Path(__file__).with_name("start_limited.py")


# What somebody else ends a program with: whoever stops the server, or a machine that has no memory left.
FOREIGN_SIGNALS = {-signal.SIGHUP, -signal.SIGINT, -signal.SIGTERM, -signal.SIGKILL}


class Interrupted(Exception):
    """The program was ended from outside, or the machine was too busy for it: another time it may come to its end."""


class Failed(Exception):
    """The program gave up, wanted too much, or crashed; `code` is what it ended with."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Program:
    """A program of ours that reads its standard input and writes its answer; what it may take at most.

    `megabytes` of address space, which is more than it uses; `seconds` of a processor.
    """

    file: Path
    megabytes: int
    seconds: int

    def run(self, given: bytes, *words: str, timeout: float) -> bytes:
        """What it wrote. Failed if what was given is to blame that it came to no end; else Interrupted.

        `timeout` is in seconds by the clock, of which a busy machine takes many.
        """
        # -I and no environment: what reads foreign files knows nothing of ours.
        command = [sys.executable, "-I", str(STARTER), str(self.file), str(self.megabytes), str(self.seconds), *words]
        try:
            # In a session of its own, so that no key pressed at the server's terminal reaches it.
            return subprocess.run(
                command, input=given, capture_output=True, check=True, timeout=timeout, env={}, start_new_session=True
            ).stdout
        except subprocess.CalledProcessError as error:
            if error.returncode in FOREIGN_SIGNALS:
                raise Interrupted from None
            raise Failed(error.returncode) from None
        except subprocess.TimeoutExpired:
            raise Interrupted from None

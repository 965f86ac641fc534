"""Starts one of our programs within limits: `start_limited.py PROGRAM MEGABYTES SECONDS …`, run by `limited.py`."""

import resource
import runpy
import sys


def main() -> None:
    program, megabytes, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limits = {
        resource.RLIMIT_AS: megabytes * 1024 * 1024,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    # A little before the kernel kills it, it ends by a signal that says why.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    sys.argv[1:4] = []
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()

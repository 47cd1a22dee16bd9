"""Processes that burn as much processor time as an attack did, and do nothing else."""

import time

SLICE = 0.010  # seconds


def burn(share, until):
    """Is busy for this share of the time."""
    while (now := time.monotonic()) < until:
        busy_until = min(until, now + SLICE * share)
        while time.monotonic() < busy_until:
            pass
        time.sleep(max(0.0, SLICE * (1 - share)))

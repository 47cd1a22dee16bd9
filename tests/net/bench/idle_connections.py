#!/usr/bin/env python3
"""What connections cost that only follow a room: `tests/net/bench/idle_connections.py [--connections N]`

Starts a moimd of its own (of $MOIM_BUILD, or build/release), opens N sessions, each a person's of their own with a token
in its handshake, and lets each follow a room. Prints the CPU of a session's beginning, and the memory of the process
(proportional set size) and the CPU that it has while nothing happens, for each session.
"""

import argparse
import resource
import select
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "attacks"))
import wire  # noqa: E402  (another suite's bytes)
from server import Server  # noqa: E402

ROOMS = 100
#: How many connections one source address opens: it has no more ports than some 28,000.
PER_ADDRESS = 5_000
PONG = 10


def memory_bytes(server):
    lines = Path(f"/proc/{server.process.pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def ask(session, message):
    session.sendall(message)
    answer = wire.read_answer(session)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["result"]


def make_rooms(port, tokens):
    rooms = []
    for number in range(ROOMS):
        with wire.open_session(port, tokens[number % len(tokens)]) as host:
            rooms.append(ask(host, wire.change("room.create", kind="lecture", title="Hall", seats=1_000))["room"])
    return rooms


def answer_pings(sessions):
    """As a client's library does by itself: whoever answers none is taken for gone."""
    poll = select.poll()
    by_number = {session.fileno(): session for session in sessions}
    for number in by_number:
        poll.register(number, select.POLLIN)
    for number, _ in poll.poll(0):
        ping = by_number[number].recv(65_536)
        if ping[:1] == b"\x89":
            by_number[number].sendall(wire.frame(ping[2:], kind=PONG))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument("--seconds", type=float, default=20, help="how long nothing happens")
    options = parser.parse_args()
    count, seconds = options.connections, options.seconds
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    plenty, connections = str(1_000_000), str(count + 200)
    server = Server("--guests-per-second", plenty, "--handshakes-per-second", plenty, "--connections", connections,
                    "--connections-per-address", connections)  # fmt: skip
    try:
        tokens = wire.guests(server.port, count)
        rooms = make_rooms(server.port, tokens)
        memory, cpu = 0, server.cpu_seconds()
        sessions, first = [], count // 5
        for number, token in enumerate(tokens):
            if number == first:  # what the allocator had left over is in use by then
                memory = memory_bytes(server)
            session = wire.open_session(server.port, token, f"127.0.{1 + number // PER_ADDRESS}.1")
            ask(session, wire.call("room.subscribe", room=rooms[number % ROOMS]))
            sessions.append(session)
            if number % 500 == 0:
                answer_pings(sessions)
        begun = server.cpu_seconds() - cpu
        time.sleep(3)
        answer_pings(sessions)
        cpu, since = server.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        share = (server.cpu_seconds() - cpu) / (time.monotonic() - since)
        if (still := server.series()["moim_sessions"]) != count:
            raise RuntimeError(f"{still:.0f} sessions of {count} are still there")
        each = (memory_bytes(server) - memory) / (count - first)
        print(f"{count} connections: {each:,.0f} bytes each, begun at {begun / count * 1e6:.0f} µs of CPU each (the room's "
              f"answer included), {100 * share:.2f} % of a core while idle")  # fmt: skip
    finally:
        server.stop()


if __name__ == "__main__":
    main()

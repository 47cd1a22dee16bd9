#!/usr/bin/env python3
"""What it costs to tell many the same: `tests/net/bench/fan_out.py chat|list [--followers N] [--per-second N]`

Starts a moimd of its own (of $MOIM_BUILD, or build/release). `chat`: N members of one room follow its chat, and writers
among them write so many messages a second; 0: as fast as they are answered. `list`: N people follow one list, and people
come to and leave its rooms so often. Prints the server's CPU for each delivery, kernel included, and how long after
they were written messages came to one of the readers.
"""

import argparse
import json
import resource
import select
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "attacks"))
import wire  # noqa: E402  (another suite's bytes)
from server import Server  # noqa: E402

WRITERS = 40
ROOMS = 20
#: How many connections one source address opens: it has no more ports than some 28,000.
PER_ADDRESS = 5_000
FORUM = """key = "forum"
min_seats = 2
max_seats = 20_000
host_takes_seat = true
who_sees_members = "members"
open_for_s = 0
in_members_lists = false
[chat]
messages_per_minute = 1_000
"""


def ask(session, message):
    session.sendall(message)
    answer = wire.read_answer(session)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["result"]


class Readers(threading.Thread):
    """Reads all that comes over many sockets. Looks into what comes over the first one only."""

    def __init__(self, sockets):
        super().__init__(daemon=True)
        self.sockets, self.ends, self.latencies_ms = sockets, False, []

    def run(self):
        poll = select.epoll()
        for number, each in enumerate(self.sockets):
            each.setblocking(False)
            poll.register(each.fileno(), select.EPOLLIN)
            if number == 0:
                self.watched = each.fileno()
        by_number = {each.fileno(): each for each in self.sockets}
        kept = b""
        while not self.ends:
            for number, _ in poll.poll(0.2):
                got = by_number[number].recv(262_144)
                if not got:
                    raise ConnectionError("the server has closed a reader's connection")
                if got[:1] == b"\x89":
                    by_number[number].sendall(wire.frame(got[2:], kind=10))
                elif number == self.watched:
                    kept = self.look_into(kept + got)

    def look_into(self, got):
        now = time.time_ns()
        while len(got) >= 4:
            size, head = got[1], 2
            if size == 126:
                size, head = int.from_bytes(got[2:4], "big"), 4
            elif size == 127:
                size, head = int.from_bytes(got[2:10], "big"), 10
            if len(got) < head + size:
                break
            for change in json.loads(got[head : head + size]).get("params", {}).get("changes", []):
                if (text := change.get("text", "")).startswith("at "):
                    self.latencies_ms.append((now - int(text[3:])) / 1e6)
            got = got[head + size :]
        return got


def source(number):
    return f"127.0.{1 + number // PER_ADDRESS}.1"


def write(session, rate, until, make):
    """Sends what `make` gives, one after the other, and waits for each answer."""
    due = time.monotonic()
    while (now := time.monotonic()) < until:
        if rate and now < due:
            time.sleep(due - now)
        due += 1 / rate if rate else 0
        session.sendall(make())
        wire.read_answer(session)


def run_writers(sessions, rate, seconds, makers):
    until = time.monotonic() + seconds
    each = rate / len(sessions) if rate else 0
    threads = [threading.Thread(target=write, args=(s, each, until, m)) for s, m in zip(sessions, makers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def begin_chat(server, tokens, opened):
    with wire.open_session(server.port, tokens[0]) as host:
        room = ask(host, wire.change("room.create", kind="forum", title="Hall", seats=20_000))["room"]
    for session in opened[1:]:
        ask(session, wire.change("room.join", room=room))
    for session in opened:
        ask(session, wire.call("chat.subscribe", room=room))
    writers = [wire.open_session(server.port, token) for token in tokens[:WRITERS]]
    return writers, [lambda: wire.change("chat.send", room=room, text=f"at {time.time_ns()}")] * WRITERS


def begin_list(server, tokens, opened):
    rooms = []
    for number in range(ROOMS):
        with wire.open_session(server.port, tokens[number]) as host:
            rooms.append(ask(host, wire.change("room.create", kind="forum", title="Hall", seats=20))["room"])
    for session in opened:
        ask(session, wire.call("list.subscribe", kind="forum", order="fullest"))
    writers = [wire.open_session(server.port, token) for token in tokens[ROOMS : 2 * ROOMS]]

    def comer(room):
        is_in = False

        def make():
            nonlocal is_in
            is_in = not is_in
            return wire.change("room.join" if is_in else "room.leave", room=room)

        return make

    return writers, [comer(room) for room in rooms]


def measured(server, options):
    tokens = wire.guests(server.port, options.followers)
    opened = [wire.open_session(server.port, token, source(n)) for n, token in enumerate(tokens)]
    writers, makers = (begin_chat if options.what == "chat" else begin_list)(server, tokens, opened)
    readers = Readers(opened)
    readers.start()
    run_writers(writers, options.per_second, 2, makers)
    readers.latencies_ms.clear()
    before, cpu, since = server.series(), server.cpu_seconds(), time.monotonic()
    run_writers(writers, options.per_second, options.seconds, makers)
    time.sleep(1)
    cpu, after = server.cpu_seconds() - cpu, server.series()
    readers.ends = True
    readers.join()
    grown = {name: after[name] - before.get(name, 0) for name in after}
    return grown, cpu, time.monotonic() - since, sorted(readers.latencies_ms)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("chat", "list"))
    parser.add_argument("--followers", type=int, default=1_000, help="how many (default: 1000)")
    parser.add_argument("--per-second", type=float, default=50, help="messages, or comings and goings, a second")
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    plenty, connections = "1000000", str(options.followers + 200)
    with tempfile.TemporaryDirectory() as kinds:
        (Path(kinds) / "forum.toml").write_text(FORUM)
        server = Server("--kinds", kinds, "--guests-per-second", plenty, "--handshakes-per-second", plenty,
                        "--connections", connections, "--connections-per-address", connections,
                        "--requests-per-second", plenty)  # fmt: skip
        try:
            grown, cpu, took, latencies = measured(server, options)
        finally:
            server.stop()
    pushes = grown["moim_pushes_total"]
    made = sum(count for name, count in grown.items() if name.startswith("moim_requests_total"))
    print(f"{made:,.0f} requests in {took:.1f} s, {pushes:,.0f} deliveries to {options.followers:,}: "
          f"{cpu / pushes * 1e6:.2f} µs of CPU a delivery")  # fmt: skip
    if latencies:
        at = lambda share: latencies[int(share * (len(latencies) - 1))]  # noqa: E731
        print(f"after it was written a message came to a reader in {at(0.5):.1f} ms (half), {at(0.99):.1f} ms (99 %)")


if __name__ == "__main__":
    main()

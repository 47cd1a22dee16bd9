"""The well-behaved client: joins, leaves and reads at a steady rate, whether or not it is answered, and notes how long
each answer took from the moment at which it should have been asked for."""

import json
import select
import time

import wire

RATE = 100  # requests a second
SESSIONS = 4
#: What is asked in turn; half of it waits for the disk.
TURN = ("room.join", "room.read", "room.leave", "room.read")
ANSWERED_WITHIN = 10.0


class Session:
    def __init__(self, port, token, room):
        self.socket = wire.open_session(port, token)
        self.room, self.asked, self.unread = room, 0, b""
        # It may still sit there from the last time.
        self.socket.sendall(wire.change("room.leave", room=room))
        wire.read_answer(self.socket)

    def ask(self, id):
        method = TURN[self.asked % len(TURN)]
        self.asked += 1
        make = wire.call if method == "room.read" else wire.change
        self.socket.sendall(make(method, id, room=self.room))
        return method

    def answers(self):
        """Whole messages that are there, as JSON."""
        got = self.socket.recv(65_536)
        if not got:
            raise ConnectionError("closed")
        self.unread += got
        while len(self.unread) >= 2:
            size, begin = self.unread[1], 2
            if size >= 126:
                begin = 4 if size == 126 else 10
                size = int.from_bytes(self.unread[2:begin], "big")
            if len(self.unread) < begin + size or len(self.unread) < begin:
                return
            kind, payload = self.unread[0] & 15, self.unread[begin : begin + size]
            self.unread = self.unread[begin + size :]
            if kind == wire.CLOSE:
                raise ConnectionError(f"closed: {payload[2:].decode(errors='replace')}")
            if kind == wire.TEXT:
                yield json.loads(payload)


def settle(port):
    """Who it is and its rooms: a room for each session, hosted by another person."""
    tokens = wire.guests(port, SESSIONS + 1, "127.0.0.1")
    rooms = []
    with wire.open_session(port, tokens[-1]) as host:
        for number in range(SESSIONS):
            host.sendall(wire.change("room.create", number, kind="study", title="neighbours", seats=90))
            rooms.append(wire.read_answer(host)["result"]["room"])
    return tokens[:-1], rooms


def live(port, tokens, rooms, since, until):
    """Asks until then. The milliseconds of each answer that was due after `since`, of reads and of changes, and all
    that went wrong."""
    sessions = [Session(port, token, room) for token, room in zip(tokens, rooms)]
    by_descriptor = {each.socket.fileno(): each for each in sessions}
    ready = select.epoll()
    for number in by_descriptor:
        ready.register(number, select.EPOLLIN)
    took, errors, open_calls = {"read": [], "change": []}, [], {}
    begun, asked = time.monotonic(), 0
    while True:
        now = time.monotonic()
        while (due := begun + asked / RATE) <= now and due < until:
            method = sessions[asked % SESSIONS].ask(asked)
            open_calls[asked] = ("read" if method == "room.read" else "change", due)
            asked += 1
        if now >= until and (not open_calls or now >= until + ANSWERED_WITHIN):
            break
        wait = due - now if due < until else 0.05
        for number, _ in ready.poll(max(0.0, wait)):
            try:
                for answer in by_descriptor[number].answers():
                    if answer.get("id") in open_calls:
                        kind, asked_at = open_calls.pop(answer["id"])
                        if asked_at >= since:
                            took[kind].append((time.monotonic() - asked_at) * 1000)
                        if "error" in answer:
                            errors.append(answer["error"]["data"]["code"])
            except OSError as broken:
                return {**took, "errors": [*errors, str(broken)]}
    errors += ["unanswered"] * len(open_calls)
    return {**took, "errors": errors}

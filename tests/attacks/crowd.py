"""Many connections of one attacker, served by one loop that costs as little as Python can."""

import heapq
import select
import time

READ, WRITE = select.EPOLLIN, select.EPOLLOUT
OVER = select.EPOLLRDHUP | select.EPOLLHUP | select.EPOLLERR


class Member:
    """One connection. `script` is what it sends, piece by piece, each when the one before is sent and `every` seconds
    have passed; without a next piece it only stays."""

    def __init__(self, socket, script, every, reads):
        self.socket, self.script, self.every, self.reads = socket, iter(script), every, reads
        self.unsent = memoryview(b"")
        self.due = 0.0
        self.watched = 0

    def sends(self, now):
        """Whether there is something to be sent by `now`."""
        if not self.unsent and self.script is not None and self.due <= now:
            piece = next(self.script, None)
            if piece is None:
                self.script = None
            else:
                self.unsent = memoryview(piece)
                self.due = now + self.every
        return bool(self.unsent)


class Crowd:
    """`join(crowd)` adds a connection, each time another one; for each that the server ends it is called again."""

    def __init__(self, join, size):
        self.join = join
        self.counts = {"cut": 0, "not_let_in": 0, "sent_bytes": 0, "received_bytes": 0}
        self.members = {}  # by descriptor
        self.epoll = select.epoll()
        self.pauses = []  # (until when, order, member)
        self.order = 0
        for _ in range(size):
            self.let_join()

    def let_join(self):
        try:
            self.join(self)
        except OSError:
            self.counts["not_let_in"] += 1

    def add(self, socket, script=(), every=0.0, reads=True):
        socket.setblocking(False)
        member = Member(socket, script, every, reads)
        self.members[socket.fileno()] = member
        self.epoll.register(socket.fileno(), OVER)
        self.send(member, time.monotonic())

    def run(self, until):
        """Serves all until then, and tells what came of it."""
        while (now := time.monotonic()) < until:
            while self.pauses and self.pauses[0][0] <= now:
                member = heapq.heappop(self.pauses)[2]
                if member.socket.fileno() >= 0:
                    self.send(member, now)
            next_due = min(until, self.pauses[0][0]) if self.pauses else until
            for number, events in self.epoll.poll(max(0.0, next_due - now)):
                if member := self.members.get(number):
                    self.serve(member, events)
        return self.counts

    def serve(self, member, events):
        try:
            if events & READ:
                self.counts["received_bytes"] += len(member.socket.recv(262_144))
        except BlockingIOError:
            pass
        except OSError:
            events |= OVER
        if events & OVER:
            self.end(member)
        elif events & WRITE:
            self.send(member, time.monotonic())

    def send(self, member, now):
        """What is due, as far as the socket takes it; then says what is waited for."""
        try:
            if member.sends(now):
                sent = member.socket.send(member.unsent)
                self.counts["sent_bytes"] += sent
                member.unsent = member.unsent[sent:]
        except BlockingIOError:
            pass
        except OSError:
            return self.end(member)
        has_more_now = bool(member.unsent) or (member.script is not None and member.due <= now)
        if member.script is not None and not has_more_now:
            self.order += 1
            heapq.heappush(self.pauses, (member.due, self.order, member))
        wanted = OVER | (READ if member.reads else 0) | (WRITE if has_more_now else 0)
        if wanted != member.watched:
            member.watched = wanted
            self.epoll.modify(member.socket.fileno(), wanted)

    def end(self, member):
        del self.members[member.socket.fileno()]
        member.socket.close()
        self.counts["cut"] += 1
        self.let_join()

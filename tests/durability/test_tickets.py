"""Tickets while the server is killed: each has one end, in one match, and everybody is told once (P2, P3, P4)."""

import os
import random
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from client import Person, request_key

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("MOIM_BUILD", ROOT / "build/release"))
PEOPLE = 12
TICKETS_EACH = 60
KILLS = 4


class Server:
    """The program on a port that stays its own when it is started again."""

    def __init__(self, data, *options):
        self.command = [BUILD / "moimd", "--kinds", ROOT / "kinds", "--data", data, *options,
                        "--operator-listen", "127.0.0.1:0", "--listen"]
        self.port = 0
        self.start()

    def start(self):
        command = [*self.command, f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().split()[-1].rsplit(":", 1)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class TicketClient(threading.Thread):
    """Looks for a partner again and again, and now and then thinks better of it."""

    def __init__(self, port, seed, begun):
        super().__init__()
        self.person, self.random, self.begun = Person(port), random.Random(seed), begun
        self.cancelled, self.views, self.notes, self.finished = {}, {}, [], False

    def run(self):
        for _ in range(TICKETS_EACH):
            self.seek()
            self.begun.release()
        self.views = {ticket: self.end_of(ticket) for ticket in self.cancelled}
        self.read_inbox()
        self.person.close()
        self.finished = True

    def seek(self):
        wish = {"place": self.random.choice([["a"], ["a", "b"], []])}
        answer = self.person.call("ticket.submit", key=request_key(), kind="partner", size={"min": 2, "max": 2}, criteria=wish)
        if "error" in answer:  # the last one still waits
            for waiting in self.person.call("ticket.list", kind="partner")["result"]["tickets"]:
                self.cancel(waiting["ticket"])
            return
        ticket = answer["result"]["ticket"]
        self.cancelled[ticket] = False
        if self.random.random() < 0.3:
            self.cancel(ticket)

    def cancel(self, ticket):
        self.cancelled[ticket] = "result" in self.person.call("ticket.cancel", key=request_key(), ticket=ticket)

    def end_of(self, ticket):
        view = self.person.call("ticket.read", ticket=ticket)["result"]
        if view["state"] == "waiting":
            self.cancel(ticket)
            view = self.person.call("ticket.read", ticket=ticket)["result"]
        return view

    def read_inbox(self):
        """Until it tells of every match; a note may be on its way for as long as a pool waits to tell it again."""
        wanted = {ticket for ticket, view in self.views.items() if view["state"] == "matched"}
        until = time.monotonic() + 150
        while time.monotonic() < until:
            page = self.person.call("inbox.read", after=0, limit=256)["result"]
            self.notes = [note for note in page["notes"] if note["what"] == "matched"]
            if wanted <= {note["ticket"] for note in self.notes}:
                return


class TicketsInACrash(unittest.TestCase):
    def test_killed_again_and_again_it_ends_each_ticket_once_and_tells_everybody(self):
        with tempfile.TemporaryDirectory(prefix="moim-tickets-") as data:
            server = Server(data)
            begun = threading.Semaphore(0)
            clients = [TicketClient(server.port, seed, begun) for seed in range(PEOPLE)]
            for client in clients:
                client.start()
            for _ in range(KILLS):
                for _ in range(PEOPLE * TICKETS_EACH // (KILLS + 1)):
                    self.assertTrue(begun.acquire(timeout=120), "nothing goes on")
                server.kill()
                server.start()
            for client in clients:
                client.join()
            server.kill()
        self.check(clients)

    def check(self, clients):
        rooms = {}
        for number, client in enumerate(clients):
            self.assertTrue(client.finished, "it died; the log above tells of what")
            told = [note["ticket"] for note in client.notes]
            self.assertEqual(len(told), len(set(told)), "told twice")
            for ticket, view in client.views.items():
                self.assertIn(view["state"], ["matched", "ended"], "in limbo")
                if client.cancelled[ticket]:
                    self.assertEqual(view.get("why"), "cancelled")
                if view["state"] == "matched":
                    self.assertIn(ticket, told, "never told")
                    rooms.setdefault(view["room"], []).append(number)
        self.assertGreater(len(rooms), PEOPLE)
        for room, members in rooms.items():
            self.assertEqual(len(set(members)), 2, f"{room} has {members}")


if __name__ == "__main__":
    unittest.main()

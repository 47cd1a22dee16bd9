#!/usr/bin/env python3
"""Three people look for others to eat with, told line by line. Python's standard library is all it needs.

    python3 docs/examples/first_match.py [http://127.0.0.1:8080]
"""

import time

from person import people, request_key

dora, emil, finn = people("Dora", "Emil", "Finn")
now = int(time.time() * 1000)
hour = 3_600_000
tonight = {"from_ms": now + hour, "to_ms": now + 5 * hour, "least_ms": hour}

# Dora would eat in Seongsu or Gangnam, with people of about her age.
dora_wants = {"place": ["seongsu", "gangnam"], "when": tonight, "age": {"values": [31], "limit": 5}}
ticket = dora.call("ticket.submit", kind="meal", size={"min": 2, "max": 4}, criteria=dora_wants, key=request_key())["ticket"]

# Emil suits her in all but his age; so both wait.
emil_wants = {"place": ["gangnam"], "when": tonight, "age": {"values": [40], "limit": 10}}
emil.call("ticket.submit", kind="meal", size={"min": 2, "max": 4}, criteria=emil_wants, key=request_key())

# Finn suits Dora: that moment they sit in a room, and both are told in their inboxes. Where strangers wait, one of
# them may suit Dora or Finn as well; then the room is with them, and the other one of the two may go on waiting.
finn_wants = {"place": ["hongdae", "gangnam"], "when": tonight, "age": {"values": [29], "limit": 5}}
his_ticket = finn.call("ticket.submit", kind="meal", size={"one_of": [2, 3]}, criteria=finn_wants, key=request_key())["ticket"]
if dora.call("ticket.read", ticket=ticket)["state"] == "matched":
    dora.await_push("inbox.noted")
if finn.call("ticket.read", ticket=his_ticket)["state"] == "matched":
    room = finn.call("inbox.read")["notes"][0]["room"]
    finn.call("room.read", room=room)

#!/usr/bin/env python3
"""Three people and a room of two seats, told line by line. Python's standard library is all it needs.

    python3 docs/examples/first_room.py [http://127.0.0.1:8080]
"""

from person import people, request_key

ana, ben, cleo = people("Ana", "Ben", "Cleo")
room = ana.call("room.create", kind="meal", title="Soup at noon", seats=2, key=request_key())["room"]
ana.call("room.subscribe", room=room)

wish = request_key()
ben.call("room.join", room=room, key=wish)
ana.await_push("room.changed")
cleo.call("room.join", room=room, key=request_key())  # too late
ben.call("room.join", room=room, key=wish)  # as if the first answer had been lost: his seat again, not room_full

cleo.call("room.read", room=room)

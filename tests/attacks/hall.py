"""A room with very many members, whose answers are the largest that a server gives."""

import wire

AT_ONCE = 100


def filled(port, people):
    """The room, and the token of its host."""
    tokens = [token for at in range(0, people, 1_000) for token in wire.guests(port, min(1_000, people - at), source(at))]
    with wire.open_session(port, tokens[0], source(0)) as host:
        host.sendall(wire.change("room.create", kind="lecture", title="hall", seats=10_000))
        room = wire.read_answer(host)["result"]["room"]
    for at in range(1, people, AT_ONCE):
        sessions = [wire.open_session(port, token, source(at)) for token in tokens[at : at + AT_ONCE]]
        for each in sessions:
            each.sendall(wire.change("room.join", room=room))
        for each in sessions:
            wire.read_answer(each)
            each.close()
    return room, tokens[0]


def source(at):
    """Another address for each thousand people, so that none has more than its part."""
    return f"127.200.0.{1 + at // 1_000}"

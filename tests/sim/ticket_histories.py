"""Random ticket files, small enough to be judged by trying everything, of numbers so round that ties and limits that
are met exactly are common."""

TYPES = {
    "place": "any_of",
    "slot": "any_of",
    "when": "window",
    "where": "radius",
    "age": "spread",
    "skill": "spread",
    "language": "equal",
}
SIZES = [
    {"min": 2, "max": 4},
    {"min": 3, "max": 4},
    {"one_of": [2, 4]},
    {"one_of": [3, 5]},
    {"min": 2, "max": 3},
    {"min": 2, "max": 6},
]


def window(chance, at):
    begin = at + chance.choice([-5000, 0, 5000, 10000, 15000])
    return {
        "from_ms": begin,
        "to_ms": begin + chance.choice([5000, 10000, 20000]),
        "least_ms": chance.choice([0, 5000, 5000]),
    }


def wish(chance, kind, at, people):
    if kind == "any_of":
        return chance.sample(["p0", "p1", "p2", 3, True], chance.randint(1, 3)) if chance.random() > 0.03 else []
    if kind == "equal":
        return chance.choice(["ko", "ko", "en", 1, True])
    if kind == "window":
        return window(chance, at) if chance.random() < 0.7 else [
            window(chance, at) for _ in range(chance.randint(1, 3))
        ]
    if kind == "radius":
        lat, lon = 37.5 + chance.randint(0, 4) * 0.01, 127 + chance.randint(0, 4) * 0.01
        return {"lat": lat, "lon": lon, "radius_m": chance.choice([500, 1000, 1500, 2500])}
    values = [chance.randint(20, 28) + chance.choice([0, 0.5]) for _ in range(people)]
    limit = chance.choice([3, 5, 8, None])
    return {"values": values, "limit": limit} if limit is not None or chance.random() < 0.2 else {"values": values}


def step(chance, criteria, at, people):
    made = {"after_s": chance.choice([1, 5, 10])}
    if chance.random() < 0.5:
        made["size"] = chance.choice([{"min": 2, "max": 4}, {"min": 2, "max": 6}])
    wishes = {name: wish(chance, rule["type"], at, people) for name, rule in criteria.items() if chance.random() < 0.4}
    return made | {"criteria": {name: asked for name, asked in wishes.items() if asked != []}}


def pool(chance, share_of_criteria=0.4):
    criteria = {name: {"type": kind} for name, kind in TYPES.items() if chance.random() < share_of_criteria}
    return {
        "name": "drawn",
        "least_tickets": chance.choice([2, 2, 2, 3]),
        "prefer": chance.choice([None, None, 3, 4]),
        "patience_s": chance.choice([0, 5, 20]),
        "wave_ms": 0,
        "ttl_s": chance.choice([10, 30, 1800]),
        "notice_s": chance.choice([0, 0, 0, 0, 1, 5]),
        "criteria": criteria,
    }


def submit(chance, rules, number, at, users):
    """One ticket; now and then of somebody who has one already. `users` are all who were ever named."""
    people = chance.choice([1, 1, 1, 2, 3])
    party = []
    for _ in range(people):
        if users and chance.random() < 0.05:
            party.append(chance.choice(users))
        else:
            users.append(f"u{len(users)}")
            party.append(users[-1])
    wishes = {
        name: wish(chance, rule["type"], at, people)
        for name, rule in rules["criteria"].items()
        if chance.random() < 0.75
    }
    made = {"ticket": f"t{number}", "users": party, "size": chance.choice(SIZES), "criteria": wishes}

    def anybody():
        return f"u{chance.randrange(len(users) + 3)}"  # some of them come later, or never

    if chance.random() < 0.2:
        made["not_with"] = [
            chance.choice([anybody(), {"user": anybody(), "until_ms": at + chance.choice([1, 5000, 10000])}])
        ]
    if chance.random() < 0.3:
        made["relax"] = [step(chance, rules["criteria"], at, people) for _ in range(chance.randint(1, 2))]
    return {"at_ms": at, "submit": made}


def history(chance):
    """A whole file, as a list of lines."""
    rules, users, at = pool(chance), [], 0
    lines = [{"pool": rules}]
    for number in range(chance.randint(2, 11)):
        at += chance.choice([0, 0, 0, 1, 1000, 5000, 10000, 20000])
        lines.append(submit(chance, rules, number, at, users))
        if chance.random() < 0.15:
            at += chance.choice([0, 0, 1000, 5000])
            lines.append({"at_ms": at, "cancel": {"ticket": f"t{chance.randint(0, number)}"}})
    return lines


def batch(chance):
    """A file whose tickets all come at once, and in which any accepted size may form."""
    rules, users = pool(chance, 0.3) | {"prefer": None}, []
    return [{"pool": rules}] + [submit(chance, rules, number, 0, users) for number in range(chance.randint(4, 9))]

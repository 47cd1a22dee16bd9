"""What a valid group is, and what may not be left waiting, once more: written from the text of the format alone, to
hold the matcher's answers against. It shares nothing with the matcher; where it is slow, it is meant to be.
"""

import itertools
import json
import math

EARTH_M = 6_371_000
MISS_M = 1.0  # by how much a stated point may miss


def distance_m(a, b):
    """Along the great circle, by the half-angle form."""
    (lat1, lon1), (lat2, lon2) = [(math.radians(p[0]), math.radians(p[1])) for p in (a, b)]
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def sizes_of(wish):
    if "one_of" in wish:
        return set(wish["one_of"])
    return set(range(wish.get("min", 1), wish.get("max", 64) + 1))


def members(group, name):
    """What those tickets of a group ask by one criterion that ask anything."""
    return [t["criteria"][name] for t in group if t["criteria"].get(name) is not None]


def common_values(wishes):
    lists = [wish if isinstance(wish, list) else [wish] for wish in wishes]
    # JSON's true is not its 1, whatever Python thinks.
    return [v for v in lists[0] if all(any(v == w and type(v) is type(w) for w in other) for other in lists)]


def overlaps(wishes, earliest):
    """Every overlap that is long enough, one window of each."""
    lists = [wish if isinstance(wish, list) else [wish] for wish in wishes]
    for chosen in itertools.product(*lists):
        begin = max([w["from_ms"] for w in chosen] + [earliest])
        end = min(w["to_ms"] for w in chosen)
        if end - begin >= max(w.get("least_ms", 0) for w in chosen):
            yield begin, end


def spread_holds(wishes):
    values = [v for w in wishes for v in (w["values"] if "values" in w else [w["value"]])]
    limits = [w["limit"] for w in wishes if w.get("limit") is not None]
    return not limits or max(values) - min(values) <= min(limits) + 1e-9


def worst_share(point, discs):
    return max(distance_m(point, (d["lat"], d["lon"])) / max(d["radius_m"], 1e-9) for d in discs)


def nearest_point(discs):
    """The point with the least greatest distance ÷ radius, by going downhill in smaller and smaller steps."""
    best = (sum(d["lat"] for d in discs) / len(discs), sum(d["lon"] for d in discs) / len(discs))
    value = worst_share(best, discs)
    step = 0.2
    while step > 1e-10:
        turns = [turn * math.pi / 8 for turn in range(16)]
        around = [(best[0] + step * math.sin(turn), best[1] + step * math.cos(turn)) for turn in turns]
        least = min(around, key=lambda p: worst_share(p, discs))
        if worst_share(least, discs) < value:
            best, value = least, worst_share(least, discs)
        else:
            step /= 2
    return best, value


def block_of(entry):
    return (entry, math.inf) if isinstance(entry, str) else (entry["user"], entry.get("until_ms", math.inf))


def blocked(a, b, now):
    return any(
        name == user and now < until
        for one, other in ((a, b), (b, a))
        for name, until in one["blocks"]
        for user in other["users"]
    )


def agreement(pool, group, now):
    """What a group agrees on, by criterion, or None if it is not valid. `group` is in the order of age."""
    people = sum(len(t["users"]) for t in group)
    users = [u for t in group for u in t["users"]]
    if len(group) < max(2, pool.get("least_tickets") or 2) or len(set(users)) < len(users):
        return None
    if not all(people in t["size"] for t in group):
        return None
    if any(blocked(a, b, now) for a, b in itertools.combinations(group, 2)):
        return None
    agreed = {}
    for name, rule in pool["criteria"].items():
        wishes = members(group, name)
        if not wishes:
            continue
        if rule["type"] in ("any_of", "equal"):
            common = common_values(wishes)
            agreed[name] = common[0] if common else None
        elif rule["type"] == "window":
            agreed[name] = list(overlaps(wishes, now + 1000 * (pool.get("notice_s") or 0))) or None
        elif rule["type"] == "spread":
            if not spread_holds(wishes):
                return None
            continue
        else:
            point, share = nearest_point(wishes)
            agreed[name] = (point, share) if share <= 1 + 1e-9 else None
        if agreed[name] is None:
            return None
    return agreed


def is_ready(pool, group, now):
    people = sum(len(t["users"]) for t in group)
    waited_s = max(now - t["at_ms"] for t in group) / 1000
    return pool.get("prefer") is None or people >= pool["prefer"] or waited_s >= (pool.get("patience_s") or 0)


def ready_groups(pool, tickets, now, most=5):
    for count in range(2, most + 1):
        for group in itertools.combinations(tickets, count):
            if is_ready(pool, group, now) and agreement(pool, group, now) is not None:
                yield group


def most_people(pool, tickets, now):
    """The most people that disjoint ready groups can hold."""
    groups = [
        (sum(1 << tickets.index(t) for t in group), sum(len(t["users"]) for t in group))
        for group in ready_groups(pool, tickets, now, len(tickets))
    ]
    best = {0: 0}
    for mask, people in groups:
        for taken, so_far in list(best.items()):
            if not taken & mask:
                best[taken | mask] = max(best.get(taken | mask, 0), so_far + people)
    return max(best.values())


class Waiting(dict):
    """A ticket as the pool knows it."""

    def __init__(self, line, name_order):
        submit = line["submit"]
        super().__init__(
            name=submit["ticket"],
            at_ms=line["at_ms"],
            order=name_order,
            users=submit["users"],
            size=sizes_of(submit.get("size") or {"min": 2, "max": 64}),
            criteria=dict(submit.get("criteria") or {}),
            blocks=[block_of(entry) for entry in submit.get("not_with") or []],
            steps=sorted(submit.get("relax") or [], key=lambda s: s["after_s"]),
        )

    def relax(self, now):
        while self["steps"] and self["at_ms"] + 1000 * self["steps"][0]["after_s"] <= now:
            step = self["steps"].pop(0)
            if "size" in step:
                self["size"] = sizes_of(step["size"])
            self["criteria"].update(step.get("criteria") or {})

    def is_over(self, pool, now):
        if now >= self["at_ms"] + 1000 * pool.get("ttl_s", 1800):
            return True
        begin = now + 1000 * (pool.get("notice_s") or 0)
        for name, rule in pool["criteria"].items():
            wish = self["criteria"].get(name)
            if rule["type"] == "window" and wish is not None:
                windows = wish if isinstance(wish, list) else [wish]
                if all(w["to_ms"] - max(begin, w["from_ms"]) < w.get("least_ms", 0) for w in windows):
                    return True
        return False


def is_refused(pool, ticket, waiting):
    users = ticket["users"]
    if not users or len(set(users)) < len(users) or not ticket["size"] or max(ticket["size"]) <= len(users):
        return True
    if any(u in other["users"] for other in waiting for u in users):
        return True
    # The steps are looked at, too, before they are due.
    for criteria in [ticket["criteria"]] + [step.get("criteria") or {} for step in ticket["steps"]]:
        for name, wish in criteria.items():
            if wish == [] and not pool["criteria"][name].get("empty_is_all"):
                return True
            # A party that its own limit keeps apart.
            if wish is not None and pool["criteria"][name]["type"] == "spread" and not spread_holds([wish]):
                return True
    return len(ticket["blocks"]) > 64


def check(lines, answers, judge_left=True):
    """Goes through a history and the matches that were made of it. Returns what is wrong: a list, empty if nothing."""
    pool = lines[0]["pool"]
    matches = [a for a in answers if "match" in a]
    wrong, waiting, matched = [], [], set()
    times = {line["at_ms"] for line in lines[1:]} | {m["at_ms"] for m in matches}
    for line in lines[1:]:
        if submit := line.get("submit"):
            times.add(line["at_ms"] + 1000 * (pool.get("patience_s") or 0))
            times |= {line["at_ms"] + 1000 * step["after_s"] for step in submit.get("relax") or []}
            times |= {b["until_ms"] for b in submit.get("not_with") or [] if isinstance(b, dict) and "until_ms" in b}
    order = itertools.count()
    for now in sorted(times):
        waiting = [t for t in waiting if not t.is_over(pool, now)]
        for ticket in waiting:
            ticket.relax(now)
        # A step may have taken away what time was left.
        waiting = [t for t in waiting if not t.is_over(pool, now)]
        for line in (line for line in lines[1:] if line["at_ms"] == now):
            if "cancel" in line:
                waiting = [t for t in waiting if t["name"] != line["cancel"]["ticket"]]
            if "submit" in line:
                ticket = Waiting(line, next(order))
                if not is_refused(pool, ticket, waiting) and not ticket.is_over(pool, now):
                    waiting.append(ticket)
        for match in (m["match"] for m in matches if m["at_ms"] == now):
            wrong += [f"{now}: {match['id']}: {w}" for w in wrong_match(pool, match, waiting, matched, now)]
            waiting = [t for t in waiting if t["name"] not in match["tickets"]]
        if judge_left and (left := next(ready_groups(pool, waiting, now), None)):
            wrong.append(f"{now}: left waiting: {[t['name'] for t in left]}")
    return wrong


def wrong_match(pool, match, waiting, matched, now):
    group = sorted((t for t in waiting if t["name"] in match["tickets"]), key=lambda t: t["order"])
    if len(group) != len(match["tickets"]):
        yield f"not all of {match['tickets']} wait"
        return
    if matched & set(match["tickets"]):
        yield "a ticket is in two matches"
    matched.update(match["tickets"])
    if match["people"] != sum(len(t["users"]) for t in group):
        yield f"{match['people']} people are not those of its tickets"
    if not is_ready(pool, group, now):
        yield "it is not ready"
    agreed = agreement(pool, group, now)
    if agreed is None:
        yield f"{match['tickets']} is no valid group"
        return
    if set(agreed) != set(match["agreed"]):
        yield f"it agrees on {sorted(match['agreed'])} and should on {sorted(agreed)}"
        return
    for name, stated in match["agreed"].items():
        yield from wrong_terms(pool["criteria"][name]["type"], stated, agreed[name], members(group, name))


def wrong_terms(kind, stated, expected, wishes):
    if kind in ("any_of", "equal") and (stated != expected or type(stated) is not type(expected)):
        yield f"it states {stated} and should {expected}"
    if kind == "window" and (stated["from_ms"], stated["to_ms"]) not in expected:
        yield f"it states {stated} and should one of {expected}"
    if kind == "radius":
        point = (stated["lat"], stated["lon"])
        for disc in wishes:
            if (far := distance_m(point, (disc["lat"], disc["lon"]))) > disc["radius_m"] + MISS_M:
                yield f"the point is {far - disc['radius_m']:.3f} m too far from {disc}"
        if worst_share(point, wishes) > expected[1] + MISS_M / min(d["radius_m"] or 1 for d in wishes):
            yield f"{stated} is not the best point, which is {expected}"


def read(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]

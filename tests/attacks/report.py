"""What the attacks came to: a line each, and what was broken."""

MOST_SLOWED = 3.0
#: Below this a ratio says more about the scheduler than about the server.
NOTICED_MS = 5.0
HEADS = ("attack", "reads p99 ms", "changes p99 ms", "errors", "memory MiB", "refused")
FORMAT = "{:<34} {:>21} {:>21} {:>6} {:>13}  {}"


def p99(values):
    return sorted(values)[min(len(values) - 1, len(values) * 99 // 100)] if values else float("nan")


def refusals(attack, outcome):
    """How often the attack was refused, as it says it is."""
    grown = outcome["grown"]
    return {
        wanted: sum(count for name, count in grown.items() if name.startswith(wanted)) for wanted in attack.refused_by
    }


#: What lies between two sockets that are read may be as much.
ON_THE_WAY_BYTES = 65_536


def was_held_up(outcome):
    """Whether the server has left unread what the attack has sent."""
    sent = sum(counts.get("sent_bytes", 0) for counts in outcome["given"])
    read = sum(count for name, count in outcome["grown"].items() if name.startswith("moim_received_bytes_total"))
    return sent > read + ON_THE_WAY_BYTES


def ratio(outcome, kind):
    return p99(outcome["attacked"][kind]) / p99(outcome["burnt"][kind])


def was_refused(attack, outcome):
    """Whether each bound that the attack is after has held it at least once."""
    was_cut = any(counts.get("cut") for counts in outcome["given"])
    at_its_connections = (was_cut or not attack.is_cut) and (was_cut or was_held_up(outcome) or not attack.is_held_up)
    return all(refusals(attack, outcome).values()) and at_its_connections


def broken(attack, outcome, is_sanitized):
    """The promises that the attack broke, a sentence each."""
    found = []
    fared = outcome["attacked"]
    if fared["errors"]:
        found.append(f"the well-behaved client had {len(fared['errors'])} errors: {sorted(set(fared['errors']))[:3]}")
    for counts in outcome["given"]:
        if "failed" in counts:
            found.append(f"the attack itself failed: {counts['failed']}")
    outcome["refused"] = refusals(attack, outcome)
    found += [f"no {wanted} was counted" for wanted, count in outcome["refused"].items() if count < 1]
    outcome["cut"] = sum(counts.get("cut", 0) for counts in outcome["given"])
    if attack.is_cut and outcome["cut"] == 0:
        found.append("no connection of the attack was ended")
    outcome["held_up"] = attack.is_held_up and was_held_up(outcome)
    if attack.is_held_up and not outcome["held_up"] and not outcome["cut"]:
        found.append("all that the attack asked was read")
    if outcome["peak_bytes"] > outcome["bound_bytes"] and not is_sanitized:
        found.append(f"{mib(outcome['peak_bytes'])} MiB, more than the {mib(outcome['bound_bytes'])} of the formula")
    if outcome["status"] != 0:
        found.append(f"moimd ended with {outcome['status']}: {outcome['log'][-500:]}")
    for kind in ("read", "change") if outcome["burnt"] else ():
        times = ratio(outcome, kind)
        if times > MOST_SLOWED and p99(fared[kind]) > NOTICED_MS:
            found.append(f"{kind}s took {times:.1f} times as long")
    return found


def mib(count):
    return round(count / 2**20)


def times_of(outcome, kind):
    """`beside idle burn → beside the attack (ratio)`, or only the second."""
    now = p99(outcome["attacked"][kind])
    if not outcome["burnt"]:
        return f"{now:.1f}"
    return f"{p99(outcome['burnt'][kind]):.1f} → {now:.1f} ({ratio(outcome, kind):.1f}×)"


def short(series):
    """A series by what tells it from others."""
    name, _, labels = series.partition("{")
    values = [part.split('"')[1] for part in labels.split(",") if part.count('"') == 2]
    return " ".join(values) or name


def tell(outcome, is_first):
    if is_first:
        print(FORMAT.format(*HEADS))
    refused = [f"{short(name)} {count:,.0f}" for name, count in outcome["refused"].items()]
    refused += [f"cut {outcome['cut']:,}"] if outcome["cut"] else []
    refused += ["held up"] if outcome["held_up"] else []
    memory = f"{mib(outcome['peak_bytes'])} of {mib(outcome['bound_bytes'])}"
    errors = len(outcome["attacked"]["errors"])
    cells = [outcome["name"], times_of(outcome, "read"), times_of(outcome, "change"), errors, memory]
    print(FORMAT.format(*cells, ", ".join(refused)), flush=True)
    for why in outcome["broken"]:
        print(f"    BROKEN: {why}", flush=True)


def conclude(outcomes):
    wrong = [each["attack"] for each in outcomes if each["broken"]]
    if not wrong:
        print(f"\nNone of {len(outcomes)} attacks broke a promise.")
    else:
        print(f"\n{len(wrong)} of {len(outcomes)} attacks broke a promise: {', '.join(wrong)}.")

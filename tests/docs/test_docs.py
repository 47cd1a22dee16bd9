"""What the pages say is true as far as a machine can tell: links lead somewhere, names exist, examples run."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOIMD = Path(os.environ.get("MOIM_BUILD", "build/release")) / "moimd"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "grafana").rglob("*.md")])
EXAMPLES = ROOT / "docs/examples"
FOLDERS = ["domain", "store", "metrics", "actors", "net", "app", "sim", "kinds", "tests", "grafana", "docs", "tools"]


# The bounds that the sources declare, by the row of docs/operations.md that tells them.
BOUNDS = {
    "requests that wait for one room": ["max_waiting", "max_batch"],
    "what others owe that waits": ["max_deliveries_waiting"],
    "how often a batch is decided again": ["max_replays"],
    "changes that one commit brings": ["max_events_in_commit", "max_due"],
    "members of a room in one answer": ["max_members_shown"],
    "riders of one commit": ["max_riders"],
    "what a resume brings": ["max_missed_changes", "max_missed_bytes", "max_resumptions"],
    "timers that are claimed": ["max_claim", "max_woken"],
    "answers that one person's keys": ["max_own_keys"],
    "answers that a room's keys": ["max_room_keys"],
    "what a room owes": ["max_room_deliveries"],
    "what a pool owes": ["max_pool_deliveries", "max_pool_deliveries_taken"],
    "of what one owes": ["max_sent_at_once", "max_put_aside"],
    "tickets of a pool": ["max_pool_tickets"],
    "ended tickets": ["max_past_tickets"],
    "criteria of a pool": ["max_criteria", "max_group_people"],
    "values, windows": ["max_values", "max_windows", "max_blocks", "max_relax_steps"],
    "how often a room looks": ["max_searches", "max_leavers", "max_past_backfills"],
    "comments of a room": ["max_comment_bytes"],
    "comments in one answer": ["max_comments_shown", "max_page_text", "max_posted_chars"],
    "announcements of a room": ["max_announcements"],
    "kept seats": ["max_past_holds"],
    "a room's description": [
        "max_description_text",
        "max_tags",
        "max_tag",
        "max_place_name",
        "max_description_fields",
        "max_field_text",
        "max_field_options",
        "max_picture_address",
    ],
    "wrong codes of one person": ["max_wrong_codes", "max_code_guessers"],
    "notes of an inbox": ["max_notes"],
    "messages of a page of a chat": ["max_page_messages"],
    "text that a chat keeps": ["max_chat_bytes"],
    "people whose reading one push tells of": ["max_seen_marks", "max_typing"],
    "news that an inbox": ["max_news"],
    "notices of a room": ["max_notices"],
    "members who hear of a notice": ["max_members_noted"],
    "rooms of which an inbox knows": ["max_room_cursors"],
    "rooms that one person mutes": ["max_muted_rooms"],
    "rooms that one `inbox.badge`": ["max_badge_rooms"],
    "rooms in a person's own list": ["max_known_rooms"],
    "rooms, and chats, that one `session.resume`": ["max_resume"],
    "rooms in the directory": ["max_cards"],
    "cards looked at": ["max_looked_at", "max_gathered"],
    "words of a title": ["max_words_searched", "max_text_searched"],
    "lists that one session": ["max_listings", "max_rooms_followed"],
    "different lists": ["max_live_listings"],
    "rooms that one change": ["max_rooms_in_change"],
    "sessions of one person": ["max_sessions"],
    "connections": ["max_connections"],
    "unanswered requests of one session": ["max_in_flight"],
    "requests of one batch": ["max_batch_calls"],
    "unanswered requests of all sessions": ["max_hub_in_flight"],
    "rooms that one person creates": ["max_rooms_per_hour"],
    "rooms that one session follows": ["max_subscriptions"],
    "people whom one ticket invites": ["max_invitations"],
}
# Those that no operator needs, each with the reason.
NO_ROW = {
    "max_in_block": "how the directory's orders are laid out",
    "max_repaired_tickets": "docs/matching.md: how hard a wave is searched",
    "max_tickets": "docs/matching.md: how large a part of a wave is packed exactly",
    "max_remembered": "how the packing of a wave remembers",
    "max_dimensions": "how the index of a pool is laid out",
    "max_keys": "how the index of a pool is laid out",
    "max_short": "how lists lie in memory",
    "max_rules": "of an explanation, for a pool has so many criteria",
    "max_parked": "in logs of before there was an outbox",
    "max_born_ids": "tries for an id that hardly ever is taken",
    "max_message_bytes": "docs/protocol.md",
    "max_rate_refusals": "docs/protocol.md",
    "max_malformed": "docs/protocol.md",
    "max_outbox_bytes": "told in MiB",
    "max_hub_outbox_bytes": "told in MiB",
}


def declared_bounds():
    """The numbers of every `max_…` that the rules' headers and the limits of actors and sessions declare."""
    constant = r"(?:inline|static) constexpr std::(?:size_t|uint32_t) (max_\w+) = ([^;]+);"
    headers = [*(ROOT / "domain").rglob("*.hpp"), *(ROOT / "actors").rglob("*.hpp")]
    found = {name: value for path in headers for name, value in re.findall(constant, path.read_text())}
    for name in ["actors/entity/port.hpp", "actors/node_limits.hpp", "net/session_limits.hpp", "net/edge_options.hpp"]:
        field = r"^  (?:std::(?:size_t|uint32_t)|unsigned) (max_\w+) = ([^;]+);"
        found |= dict(re.findall(field, (ROOT / name).read_text(), re.M))
    return found


def anchors(page):
    """The fragments that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def wrong_links(page, text):
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, fragment = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if not place.exists() or (fragment and fragment not in anchors(place)):
            yield f"{page.relative_to(ROOT)}: the link {target} leads nowhere"


def wrong_paths(page, text):
    """Names in code style that begin with a folder of the house must be there; `*`, `NAME` and `FOLDER` are any."""
    for name in re.findall(r"`((?:" + "|".join(FOLDERS) + r")/[\w./*-]*)`", text):
        if not list(ROOT.glob(re.sub("NAME|FOLDER", "*", name).rstrip("/"))):
            yield f"{page.relative_to(ROOT)}: there is no {name}"


def test_names():
    """Every test case's name, of Catch2's and of unittest's."""
    texts = [path.read_text() for path in (ROOT / "tests").rglob("*.cpp")]
    names = {name for text in texts for name in re.findall(r'TEST_CASE(?:_METHOD)?\((?:\w+, )?"([^"]+)"', text)}
    texts = [path.read_text() for path in (ROOT / "tests").rglob("test_*.py")]
    return names | {name for text in texts for name in re.findall(r"def (test_\w+)", text)}


def attacks_tried():
    """The rows of the tables of docs/security.md that tell what was tried, and what held it."""
    text = (ROOT / "docs/security.md").read_text()
    rows = text[text.index("## What was tried") : text.index("## What is not held")].splitlines()
    return [row for row in rows if row.startswith("| ") and not row.startswith(("| tried |", "| --- |"))]


class ThePages(unittest.TestCase):
    def assert_nothing_amiss(self, check):
        wrongs = [wrong for page in PAGES for wrong in check(page, page.read_text())]
        self.assertFalse(wrongs, "\n" + "\n".join(wrongs))

    def test_every_link_leads_somewhere(self):
        self.assert_nothing_amiss(wrong_links)

    def test_every_file_that_is_named_is_there(self):
        self.assert_nothing_amiss(wrong_paths)

    def test_the_tests_that_hold_the_promises_exist(self):
        text = (ROOT / "README.md").read_text()
        table = text[text.index("| promise |") :].split("\n\n")[0]
        named = re.findall(r"“([^”]+)”", table)
        self.assertGreater(len(named), 10)
        self.assertEqual([], [name for name in named if name not in test_names()])

    def test_the_operators_page_names_every_bound_with_its_number(self):
        page = (ROOT / "docs/operations.md").read_text()
        rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", page[page.index("\n## Limits") :], re.M)
        declared = declared_bounds()
        # A pool keeps its past in 256 slices.
        slices = {"max_past_tickets": 256}
        for beginning, names in BOUNDS.items():
            told = [numbers for what, numbers in rows if what.startswith(beginning)]
            self.assertTrue(told, f"docs/operations.md has no row that begins with: {beginning}")
            for name in names:
                number = int(declared[name].replace("'", "")) * slices.get(name, 1)
                self.assertRegex(told[0], rf"(?<![\d,]){number:,}(?![\d,]*\d)", f"{beginning}: {name}")
        named = {name for names in BOUNDS.values() for name in names} | set(NO_ROW)
        self.assertEqual(set(declared), named, "every bound has a row in docs/operations.md, or a reason to have none")

    def test_what_held_each_attack_exists(self):
        rows = attacks_tried()
        self.assertGreater(len(rows), 40)
        there, options = test_names(), (ROOT / "app/options.cpp").read_text()
        for row in rows:
            with self.subTest(row):
                self.assertTrue(re.search("“|`tests/", row.split("|")[5]), "no test is named")
                self.assertEqual([], [name for name in re.findall(r"“([^”]+)”", row) if name not in there])
                self.assertEqual([], [name for name in re.findall(r"`(--[\w-]+)", row) if f'"{name}"' not in options])

    def test_every_attack_of_the_suite_is_in_the_table(self):
        files = sorted((ROOT / "tests/attacks/tried").glob("*.py"))
        table = "\n".join(attacks_tried())
        self.assertEqual([], [each.name for each in files if f"`{each.relative_to(ROOT)}`" not in table])

    def test_a_page_with_mistakes_is_found_out(self):
        page = ROOT / "README.md"
        self.assertEqual(1, len(list(wrong_links(page, "see [this](docs/none.md) and [that](LICENSE)"))))
        self.assertEqual(1, len(list(wrong_links(page, "see [this](docs/load.md#nowhere)"))))
        self.assertEqual(1, len(list(wrong_paths(page, "see `domain/none.hpp`, `domain/declare/ids.hpp` and `net/*.hpp`"))))


class TheExamples(unittest.TestCase):
    def test_a_conversation_is_no_wider_than_a_page(self):
        for line in transcript("Ana|Ben|Cleo") + transcript("Dora|Emil|Finn"):
            self.assertLessEqual(len(line), 110, line)

    def test_the_first_room_is_as_the_readme_tells(self):
        with server() as url:
            told = told_by("first_room.py", url)
        self.assertEqual(shape(told), shape(transcript("Ana|Ben|Cleo")))

    def test_the_first_match_is_as_the_readme_tells(self):
        with server() as url:
            told = told_by("first_match.py", url)
        self.assertEqual(shape(told), shape(transcript("Dora|Emil|Finn")))

    def test_the_first_match_works_again_where_it_was_played_before(self):
        with server() as url:
            told_by("first_match.py", url)
            told = told_by("first_match.py", url)
        self.assertEqual(2, sum('"state": "matched"' in line for line in told), told)

    def test_the_first_match_works_where_a_stranger_waits_who_takes_anybody(self):
        submits = (
            "from person import people, request_key; "
            "people('Zoe')[0].call('ticket.submit', kind='meal', size={'min': 2, 'max': 2}, key=request_key())"
        )
        with server() as url:
            subprocess.run([sys.executable, "-c", submits, url], cwd=EXAMPLES, check=True, capture_output=True, timeout=60)
            told = told_by("first_match.py", url)
        self.assertTrue([line for line in told if line.startswith("Dora ←") and '"state": "matched"' in line], told)


@contextlib.contextmanager
def server():
    """The address of a server of one's own."""
    with tempfile.TemporaryDirectory(prefix="moim-docs-") as data:
        command = [MOIMD, "--data", data, "--listen", "127.0.0.1:0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
            process.communicate(timeout=60)


def told_by(example, url):
    """What an example prints that is run against the server at `url`."""
    told = subprocess.run([sys.executable, EXAMPLES / example, url], capture_output=True, text=True, timeout=60)
    if told.returncode:
        raise AssertionError(told.stderr)
    return told.stdout.splitlines()


def transcript(names):
    """The lines of one of the README's conversations; a long message goes on, indented, on the next lines."""
    messages = re.findall(rf"^(?:{names}) +[→←⇠] .*(?:\n {{7}}.*)*$", (ROOT / "README.md").read_text(), re.M)
    return "\n".join(messages).splitlines()


def shape(lines):
    """A conversation without what differs from one to the next: ids, keys, tokens, times, versions."""
    ids, keys, tokens = r"(?:room|user|tkt)_…\w{4}", r'"…[0-9a-f]{4}"', r"\d+-[0-9a-f]{16}"
    patterns = [ids, keys, tokens, r"\d{13}", r'"(?:from|to)": \d+']
    return [re.sub("|".join(patterns), "…", line) for line in lines]


if __name__ == "__main__":
    unittest.main()

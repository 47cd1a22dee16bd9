"""Each rule of a valid group, and each kind of line of a ticket file, at its boundaries."""

import json
import math
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import ticket_rules

BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
METRES_A_DEGREE = math.pi * ticket_rules.EARTH_M / 180


def pool(criteria=None, **rules):
    types = {name: {"type": kind} for name, kind in (criteria or {}).items()}
    return {"pool": {"name": "case", "criteria": types} | rules}


def ticket(name, criteria=None, at=0, users=None, size=(2, 4), **more):
    size = {"min": size[0], "max": size[1]} if isinstance(size, tuple) else {"one_of": size}
    asked = {"ticket": name, "users": users or [f"user of {name}"], "size": size, "criteria": criteria or {}}
    return {"at_ms": at, "submit": asked | more}


def cancel(name, at):
    return {"at_ms": at, "cancel": {"ticket": name}}


def answer(name, at, accept=True, user=None):
    return {"at_ms": at, "answer": {"ticket": name, "user": user or f"user of {name}", "accept": accept}}


def presence(name, at, here):
    return {"at_ms": at, "presence": {"ticket": name, "here": here}}


def matches_of(*lines):
    with tempfile.TemporaryDirectory() as directory:
        tickets, matches = Path(directory) / "tickets.jsonl", Path(directory) / "matches.jsonl"
        tickets.write_text("".join(json.dumps(line) + "\n" for line in lines))
        command = [BUILD / "moim-sim", "match", "--tickets", tickets, "--matches", matches]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return [line for line in ticket_rules.read(matches.read_text()) if "match" in line]


def groups_of(*lines):
    """Which tickets were matched, and when: {"ab": 0}."""
    return {"".join(sorted(line["match"]["tickets"])): line["at_ms"] for line in matches_of(*lines)}


class Case(unittest.TestCase):
    def assert_together(self, kind, *wishes, together=True, users=None):
        """One ticket for each wish by one criterion, which all have to be in one group."""
        names = "abcdefgh"[: len(wishes)]
        users = users or [None] * len(wishes)
        people = sum(len(party or "1") for party in users)
        lines = [
            ticket(name, {} if wish is None else {"it": wish}, users=party, size=[people])
            for name, wish, party in zip(names, wishes, users)
        ]
        self.assertEqual(groups_of(pool({"it": kind}), *lines), {names: 0} if together else {}, wishes)


class Lists(Case):
    def test_one_value_is_in_all_lists_and_pairs_do_not_prove_it(self):
        self.assert_together("any_of", ["x", "y"], ["y", "z"], ["q", "y"])
        self.assert_together("any_of", ["x", "y"], ["y", "z"], ["z", "x"], together=False)

    def test_who_names_nothing_accepts_anything(self):
        self.assert_together("any_of", ["x"], None, ["x"])
        self.assert_together("any_of", None, None)
        self.assert_together("any_of", ["x"], None, ["y"], together=False)

    def test_the_agreed_value_is_the_oldest_tickets_first_common_one(self):
        lines = [ticket("a", {"it": ["x", "y", "z"]}), ticket("b", {"it": ["z", "y"]})]
        self.assertEqual(matches_of(pool({"it": "any_of"}), *lines)[0]["match"]["agreed"], {"it": "y"})
        self.assertEqual(matches_of(pool({"it": "any_of"}), *lines[::-1])[0]["match"]["agreed"], {"it": "z"})

    def test_the_oldest_who_names_one_decides(self):
        lines = [ticket("a"), ticket("b", {"it": ["x", "y"]}), ticket("c", {"it": ["y", "x"]})]
        for line in lines:
            line["submit"]["size"] = {"one_of": [3]}
        self.assertEqual(matches_of(pool({"it": "any_of"}), *lines)[0]["match"]["agreed"], {"it": "x"})

    def test_an_empty_list_is_refused_unless_the_kind_reads_it_as_all(self):
        self.assert_together("any_of", [], ["x"], together=False)
        all_is_empty = {"pool": {"criteria": {"it": {"type": "any_of", "empty_is_all": True}}}}
        self.assertEqual(groups_of(all_is_empty, ticket("a", {"it": []}), ticket("b", {"it": ["x"]})), {"ab": 0})

    def test_sixty_four_values_are_taken_and_no_more(self):
        self.assert_together("any_of", [f"v{i}" for i in range(64)], ["v63"])
        self.assert_together("any_of", [f"v{i}" for i in range(65)], ["v63"], together=False)

    def test_values_may_be_numbers_and_booleans(self):
        self.assert_together("any_of", [1, 2], [2])
        self.assert_together("any_of", [1], ["1"], together=False)
        self.assert_together("any_of", [1], [True], together=False)


class Equals(Case):
    def test_all_given_values_are_the_same(self):
        self.assert_together("equal", "ko", "ko", None)
        self.assert_together("equal", "ko", None, "en", together=False)
        self.assert_together("equal", 3, 3.0)
        self.assert_together("equal", False, False)
        self.assert_together("equal", False, 0, together=False)
        self.assert_together("equal", "", "")

    def test_a_value_comes_back_as_it_was(self):
        for value in ("ko", 3, True, 2.5):
            agreed = matches_of(
                pool({"it": "equal"}), ticket("a", {"it": value}), ticket("b", {"it": value})
            )[0]["match"]["agreed"]
            self.assertIs(type(agreed["it"]), type(value))
            self.assertEqual(agreed["it"], value)


class Windows(Case):
    def window(self, begin, end, least=0):
        return {"from_ms": begin, "to_ms": end, "least_ms": least}

    def test_the_overlap_may_be_as_long_as_the_least_and_no_shorter(self):
        self.assert_together("window", self.window(0, 500, 100), self.window(400, 900, 50))
        self.assert_together("window", self.window(0, 499, 100), self.window(400, 900, 50), together=False)
        self.assert_together("window", self.window(0, 499, 99), self.window(400, 900, 50))

    def test_the_largest_least_counts_whosever_it_is(self):
        self.assert_together("window", self.window(0, 500, 1), self.window(400, 900, 101), together=False)
        self.assert_together(
            "window", self.window(0, 500, 1), self.window(400, 900, 100), self.window(0, 900, 101), together=False
        )

    def test_the_overlap_of_three_is_not_that_of_pairs(self):
        wishes = [self.window(0, 500, 100), self.window(300, 800, 100), self.window(0, 1000, 250)]
        self.assert_together("window", *wishes, together=False)
        self.assert_together("window", *wishes[:2])

    def test_no_least_overlap_is_one_of_nothing(self):
        self.assert_together("window", {"from_ms": 0, "to_ms": 500}, {"from_ms": 499, "to_ms": 600})
        self.assert_together("window", {"from_ms": 0, "to_ms": 500}, {"from_ms": 501, "to_ms": 600}, together=False)

    def test_the_agreed_window_is_the_whole_overlap(self):
        lines = [ticket("a", {"it": self.window(100, 500, 10)}), ticket("b", {"it": self.window(200, 900, 10)})]
        self.assertEqual(
            matches_of(pool({"it": "window"}), *lines)[0]["match"]["agreed"], {"it": {"from_ms": 200, "to_ms": 500}}
        )

    def test_one_of_several_windows_is_enough_and_eight_are_the_most(self):
        apart = [self.window(1000 * i, 1000 * i + 100, 100) for i in range(1, 9)]
        self.assert_together("window", apart, self.window(8000, 9000, 100))
        self.assert_together("window", apart, [self.window(500, 900, 100), self.window(2000, 2100, 100)])
        self.assert_together(
            "window", apart + [self.window(9000, 9100, 100)], self.window(8000, 9000, 100), together=False
        )
        self.assert_together("window", [], self.window(8000, 9000, 100), together=False)
        # Each pair has a common one, all three have not.
        self.assert_together("window", apart[:2], apart[1:3], [apart[0], apart[2]], together=False)

    def test_a_window_without_an_inside_or_shorter_than_its_least_is_refused(self):
        self.assert_together("window", self.window(500, 500), self.window(0, 900), together=False)
        self.assert_together("window", self.window(500, 400), self.window(0, 900), together=False)
        self.assert_together("window", self.window(500, 600, 101), self.window(0, 900), together=False)

    def test_what_is_past_of_a_window_does_not_count(self):
        def second_at(at):
            return groups_of(
                pool({"it": "window"}),
                ticket("a", {"it": self.window(0, 1000, 400)}),
                ticket("b", {"it": self.window(0, 2000)}, at),
            )

        self.assertEqual(second_at(600), {"ab": 600})
        self.assertEqual(second_at(601), {})

    def test_notice_is_added_to_now(self):
        def second_at(at):
            rules = pool({"it": "window"}, notice_s=1)
            return groups_of(
                rules, ticket("a", {"it": self.window(0, 3000, 400)}), ticket("b", {"it": self.window(0, 5000)}, at)
            )

        self.assertEqual(second_at(1600), {"ab": 1600})
        self.assertEqual(second_at(1601), {})


class Spreads(Case):
    def ages(self, *values, limit):
        return {"values": list(values), "limit": limit}

    def test_the_limit_may_be_met_and_not_passed(self):
        self.assert_together("spread", self.ages(20, limit=8), self.ages(28, limit=9))
        self.assert_together("spread", self.ages(20, limit=8), self.ages(28.001, limit=9), together=False)
        self.assert_together("spread", self.ages(0.1, limit=0.2), self.ages(0.3, limit=1))
        self.assert_together("spread", self.ages(-5, limit=0), self.ages(-5, limit=0))

    def test_the_smallest_limit_counts_whosever_it_is(self):
        wishes = [self.ages(20, limit=8), self.ages(28, limit=8), self.ages(24, limit=7)]
        self.assert_together("spread", *wishes, together=False)
        self.assert_together("spread", wishes[0], wishes[1])

    def test_every_person_of_a_party_counts(self):
        parties = [["p", "q"], ["r", "s"]]
        self.assert_together("spread", self.ages(20, 24, limit=8), self.ages(22, 28, limit=8), users=parties)
        self.assert_together(
            "spread", self.ages(20, 24, limit=8), self.ages(22, 29, limit=8), users=parties, together=False
        )
        self.assert_together(
            "spread", self.ages(19, 24, limit=8), self.ages(22, 28, limit=20), users=parties, together=False
        )

    def test_one_value_may_be_named_alone(self):
        self.assert_together("spread", {"value": 20, "limit": 8}, {"value": 28, "limit": 8})

    def test_without_a_limit_any_spread_suits_and_the_values_count_against_the_others(self):
        self.assert_together("spread", {"values": [20]}, {"value": 90, "limit": None}, None)
        self.assert_together("spread", {"values": [20]}, {"values": [28], "limit": 8})
        self.assert_together("spread", {"values": [20]}, {"values": [28.001], "limit": 8}, together=False)
        # Each of the two suits the third, who asks for no more; both together do not.
        self.assert_together("spread", {"value": 20}, {"value": 30}, {"value": 25, "limit": 9}, together=False)
        self.assert_together("spread", {"values": [20, 90]}, {"value": 50}, users=[["p", "q"], ["r"]])
        self.assert_together(
            "spread", {"values": [20, 90]}, {"value": 50, "limit": 69}, users=[["p", "q"], ["r"]], together=False
        )


class Radii(Case):
    def place(self, east_m, radius_m, north_m=0.0):
        return {"lat": north_m / METRES_A_DEGREE, "lon": east_m / METRES_A_DEGREE, "radius_m": radius_m}

    def test_two_discs_that_touch_have_a_point_in_common(self):
        self.assert_together("radius", self.place(0, 600), self.place(1000, 400.001))
        self.assert_together("radius", self.place(0, 600), self.place(1000, 399.9), together=False)

    def test_three_discs_that_meet_in_pairs_need_a_point_of_all(self):
        # An equilateral triangle of 1,000 m: its corners are 577.35 m from the middle.
        def triangle(radius_m):
            return [self.place(0, radius_m), self.place(1000, radius_m), self.place(500, radius_m, 866.0254)]

        self.assert_together("radius", *triangle(577.4))
        self.assert_together("radius", *triangle(577.3), together=False)
        self.assert_together("radius", *triangle(577.3)[:2])

    def test_a_disc_may_be_within_another_and_be_a_point(self):
        self.assert_together("radius", self.place(0, 5000), self.place(300, 10))
        self.assert_together("radius", self.place(0, 300.001), self.place(300, 0))
        self.assert_together("radius", self.place(0, 299.9), self.place(300, 0), together=False)
        self.assert_together("radius", self.place(7, 0), self.place(7, 0))

    def test_the_date_line_and_the_poles_are_places_like_others(self):
        def at(lat, lon, radius_m):
            return {"lat": lat, "lon": lon, "radius_m": radius_m}

        self.assert_together("radius", at(10, 179.999, 120), at(10, -179.999, 120))
        self.assert_together("radius", at(10, 179.999, 100), at(10, -179.999, 100), together=False)
        self.assert_together("radius", at(89.999, 0, 112), at(89.999, 180, 112))
        self.assert_together("radius", at(89.999, 0, 110), at(89.999, 180, 110), together=False)
        self.assert_together("radius", at(0, 0, 20_016_000), at(0, 180, 1))

    def test_the_meeting_point_is_the_fairest(self):
        lines = [ticket("a", {"it": self.place(0, 1000)}), ticket("b", {"it": self.place(900, 500)})]
        point = matches_of(pool({"it": "radius"}), *lines)[0]["match"]["agreed"]["it"]
        self.assertAlmostEqual(point["lon"] * METRES_A_DEGREE, 600, delta=0.2)
        self.assertAlmostEqual(point["lat"], 0, delta=2e-6)

    def test_what_is_no_place_is_refused(self):
        for wrong in ({"lat": 91, "lon": 0}, {"lat": 0, "lon": 181}, {"lat": 0, "lon": 0, "radius_m": -1}):
            self.assert_together("radius", {"radius_m": 1000} | wrong, self.place(0, 1000), together=False)


class SizesAndBlocks(Case):
    def sizes(self, *sizes, users=None):
        users = users or [None] * len(sizes)
        lines = [ticket(n, size=s, users=u) for n, s, u in zip("abcdefgh", sizes, users)]
        return groups_of(pool(), *lines)

    def test_the_number_of_people_suits_every_ticket(self):
        self.assertEqual(self.sizes((2, 2), (2, 3)), {"ab": 0})
        self.assertEqual(self.sizes((2, 2), (3, 3)), {})
        self.assertEqual(self.sizes([2, 4], [3, 4], [4], [4, 9]), {"abcd": 0})
        self.assertEqual(self.sizes([2, 4], [2, 4], [2, 4]), {"ab": 0})

    def test_people_are_counted_and_not_tickets(self):
        self.assertEqual(self.sizes((3, 3), (3, 3), users=[["p", "q"], ["r"]]), {"ab": 0})
        self.assertEqual(self.sizes((2, 2), (2, 3), users=[["r"], ["p", "q"]]), {})

    def test_a_party_that_no_accepted_size_exceeds_is_refused(self):
        self.assertEqual(self.sizes((2, 2), (2, 4), users=[["p", "q"], ["r", "s"]]), {})

    def test_least_tickets_is_a_rule_of_its_own(self):
        parties = [ticket("a", users=["p", "q"], size=(4, 5)), ticket("b", users=["r", "s"], size=(4, 5))]
        self.assertEqual(groups_of(pool(least_tickets=3), *parties), {})
        self.assertEqual(groups_of(pool(least_tickets=3), *parties, ticket("c", size=(4, 5))), {"abc": 0})

    def test_a_block_works_in_both_directions_and_through_any_member_of_a_party(self):
        a, b = ["p", "q"], ["r", "s"]
        self.assertEqual(groups_of(pool(), ticket("a", users=a, not_with=["s"]), ticket("b", users=b)), {})
        self.assertEqual(groups_of(pool(), ticket("a", users=a), ticket("b", users=b, not_with=["q"])), {})
        self.assertEqual(groups_of(pool(), ticket("a", users=a), ticket("b", users=b, not_with=["x"])), {"ab": 0})

    def test_a_block_inside_a_party_is_ignored(self):
        self.assertEqual(
            groups_of(pool(), ticket("a", users=["p", "q"], not_with=["q"]), ticket("b", users=["r", "s"])), {"ab": 0}
        )

    def test_a_block_may_name_somebody_who_comes_later(self):
        self.assertEqual(
            groups_of(pool(), ticket("a", not_with=["late"]), ticket("b", at=5, users=["late"]), ticket("c", at=9)),
            {"ac": 9},
        )

    def test_a_block_that_is_over_lets_them_meet_at_that_moment(self):
        block = [{"user": "user of b", "until_ms": 5000}]
        self.assertEqual(groups_of(pool(), ticket("a", not_with=block), ticket("b", at=1)), {"ab": 5000})

    def test_sixty_four_blocks_are_taken_and_no_more(self):
        many = [f"x{i}" for i in range(64)]
        self.assertEqual(groups_of(pool(), ticket("a", not_with=many), ticket("b")), {"ab": 0})
        self.assertEqual(groups_of(pool(), ticket("a", not_with=many + ["y"]), ticket("b")), {})

    def test_nobody_is_in_a_group_twice_or_has_two_tickets(self):
        self.assertEqual(groups_of(pool(), ticket("a", users=["p"]), ticket("b", users=["p"])), {})
        self.assertEqual(groups_of(pool(), ticket("a", users=["p", "p"]), ticket("b")), {})
        self.assertEqual(
            groups_of(
                pool(), ticket("a", users=["p"]), cancel("a", 1), ticket("b", at=1, users=["p"]), ticket("c", at=2)
            ),
            {"bc": 2},
        )


class Times(Case):
    def test_lines_of_one_time_are_one_batch(self):
        self.assertEqual(groups_of(pool(), ticket("a"), cancel("a", 0), ticket("b")), {})
        # If the pool decided between them, the first two would be gone.
        lines = [ticket("a", size=[2, 3]), ticket("b", size=[2, 3]), ticket("c", size=[3])]
        self.assertEqual(groups_of(pool(), *lines), {"abc": 0})

    def test_however_fast_people_come_they_are_matched(self):
        lines = [ticket(f"{number:03}", at=number, size=[2]) for number in range(200)]
        self.assertEqual(len(groups_of(pool(ttl_s=2_592_000), *lines)), 100)

    def test_a_cancel_takes_only_its_ticket_and_later_ones_match(self):
        self.assertEqual(
            groups_of(pool(), ticket("a"), cancel("a", 5), ticket("b", at=6), cancel("zzz", 7), ticket("c", at=8)),
            {"bc": 8},
        )

    def test_at_its_end_a_ticket_is_over(self):
        self.assertEqual(groups_of(pool(ttl_s=10), ticket("a"), ticket("b", at=9999)), {"ab": 9999})
        self.assertEqual(groups_of(pool(ttl_s=10), ticket("a"), ticket("b", at=10_000)), {})

    def test_a_smaller_group_than_preferred_waits_for_patience(self):
        impatient = pool(prefer=3, patience_s=20)
        self.assertEqual(groups_of(impatient, ticket("a"), ticket("b", at=5000)), {"ab": 20_000})
        self.assertEqual(
            groups_of(impatient, ticket("a"), ticket("b", at=5000), ticket("c", at=19_999)), {"abc": 19_999}
        )
        self.assertEqual(groups_of(impatient, ticket("a"), ticket("b", at=25_000)), {"ab": 25_000})
        self.assertEqual(groups_of(pool(prefer=3, patience_s=20, ttl_s=20), ticket("a"), ticket("b", at=5000)), {})

    def test_without_a_preference_any_accepted_size_forms_at_once(self):
        self.assertEqual(groups_of(pool(prefer=None, patience_s=20), ticket("a"), ticket("b", at=5)), {"ab": 5})
        self.assertEqual(groups_of(pool(prefer=2, patience_s=20), ticket("a"), ticket("b", at=5)), {"ab": 5})

    def test_a_wave_gathers_from_its_first_arrival_on(self):
        self.assertEqual(groups_of(pool(wave_ms=2000), ticket("a", at=100), ticket("b", at=500)), {"ab": 2100})
        gathered = [
            ticket("a", at=100, size=[3]),
            ticket("b", at=200, size=[2, 3]),
            ticket("c", at=300, size=[2, 3]),
            ticket("d", at=2100, size=[2]),
        ]
        self.assertEqual(groups_of(pool(wave_ms=2000), *gathered), {"abc": 2100})

    def test_a_step_replaces_the_size_and_the_criteria_that_it_names(self):
        rules = pool({"where": "any_of", "age": "spread"})
        asked = {"where": ["x"], "age": {"values": [30], "limit": 2}}
        relax = [{"after_s": 30, "criteria": {"where": ["y", "z"]}, "size": {"min": 3, "max": 3}}]

        def with_other(criteria):
            others = [ticket(n, criteria, at=5, size=[3]) for n in "bc"]
            return groups_of(rules, ticket("a", asked, size=[2], relax=relax), *others)

        self.assertEqual(with_other({"where": ["z"]}), {"abc": 30_000})
        self.assertEqual(with_other({"where": ["x"]}), {})
        self.assertEqual(with_other({"where": ["z"], "age": {"values": [33], "limit": 9}}), {})

    def test_a_step_may_take_a_limit_away(self):
        relax = [{"after_s": 10, "criteria": {"it": {"values": [20]}}}]
        first = ticket("a", {"it": {"values": [20], "limit": 5}}, relax=relax)
        for other, groups in (({"value": 30}, {"ab": 10_000}), ({"value": 30, "limit": 9}, {})):
            self.assertEqual(groups_of(pool({"it": "spread"}), first, ticket("b", {"it": other}, at=1)), groups)

    def test_several_steps_follow_each_other(self):
        relax = [{"after_s": 20, "criteria": {"it": ["z"]}}, {"after_s": 10, "criteria": {"it": ["y"]}}]
        for value, at in (("x", 1), ("y", 10_000), ("z", 20_000)):
            first = ticket("a", {"it": ["x"]}, relax=relax)
            self.assertEqual(groups_of(pool({"it": "any_of"}), first, ticket("b", {"it": [value]}, at=1)), {"ab": at})

    def test_who_comes_after_a_step_meets_what_is_asked_by_then(self):
        relax = [{"after_s": 10, "criteria": {"it": ["y"]}}]
        first = ticket("a", {"it": ["x"]}, relax=relax)
        self.assertEqual(
            groups_of(pool({"it": "any_of"}), first, ticket("b", {"it": ["y"]}, at=10_000)), {"ab": 10_000}
        )
        self.assertEqual(groups_of(pool({"it": "any_of"}), first, ticket("b", {"it": ["x"]}, at=10_000)), {})


class Proposals(Case):
    RULES = pool(accept_within_s=10)

    def test_all_have_to_accept(self):
        pair = [ticket("a"), ticket("b")]
        self.assertEqual(groups_of(self.RULES, *pair, answer("a", 5), answer("b", 9999)), {"ab": 9999})
        self.assertEqual(groups_of(self.RULES, *pair, answer("a", 5)), {})
        self.assertEqual(groups_of(self.RULES, *pair, answer("a", 5), answer("b", 10_000)), {})
        self.assertEqual(groups_of(self.RULES, *pair, answer("a", 5), answer("a", 6)), {})

    def test_every_member_of_a_party_is_asked(self):
        lines = [
            ticket("a", users=["p", "q"]),
            ticket("b", users=["r"]),
            answer("a", 1, user="p"),
            answer("b", 2, user="r"),
        ]
        self.assertEqual(groups_of(self.RULES, *lines), {})
        self.assertEqual(groups_of(self.RULES, *lines, answer("a", 3, user="r")), {})
        self.assertEqual(groups_of(self.RULES, *lines, answer("a", 3, user="q")), {"ab": 3})

    def test_who_declines_is_out_and_the_others_are_tried_at_once(self):
        lines = [ticket("a", size=[2]), ticket("b", size=[2]), ticket("c", at=1, size=[2])]
        after = [answer("b", 2, accept=False), answer("a", 3), answer("c", 4)]
        self.assertEqual(groups_of(self.RULES, *lines, *after), {"ac": 4})

    def test_who_is_silent_is_out_and_who_accepted_is_tried_again(self):
        lines = [ticket("a", size=[2]), ticket("b", size=[2]), ticket("c", at=1, size=[2]), answer("a", 2)]
        self.assertEqual(groups_of(self.RULES, *lines, answer("a", 10_001), answer("c", 10_002)), {"ac": 10_002})

    def test_a_cancel_ends_the_proposal(self):
        lines = [ticket("a", size=[2]), ticket("b", size=[2]), ticket("c", at=1, size=[2]), cancel("a", 2)]
        self.assertEqual(groups_of(self.RULES, *lines, answer("b", 3), answer("c", 3)), {"bc": 3})


class Presence(Case):
    RULES = pool(absent_after_s=10)

    def test_a_ticket_outlives_its_connection_for_a_while(self):
        away = [ticket("a"), presence("a", 1000, False)]
        self.assertEqual(groups_of(self.RULES, *away, ticket("b", at=10_999)), {"ab": 10_999})
        self.assertEqual(groups_of(self.RULES, *away, ticket("b", at=11_000)), {})

    def test_who_is_back_in_time_goes_on(self):
        back = [ticket("a"), presence("a", 1000, False), presence("a", 10_999, True)]
        self.assertEqual(groups_of(self.RULES, *back, ticket("b", at=50_000)), {"ab": 50_000})

    def test_without_a_rule_absence_ends_nothing(self):
        self.assertEqual(
            groups_of(pool(), ticket("a"), presence("a", 1000, False), ticket("b", at=50_000)), {"ab": 50_000}
        )


if __name__ == "__main__":
    unittest.main()

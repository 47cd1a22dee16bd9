#include "sim/simulation/checkers/ticket_answer_checker.hpp"

#include "domain/declare/derived_ids.hpp"
#include "tests/sim/support/checker_fixture.hpp"

namespace moim::sim::test {
namespace {

struct ticket_answer_fixture : checker_fixture {
  ticket_id expected(const request_key& key) const {
    return submitted_ticket_id(make::secret, make::user(1), key, id_of(*kinds.find_pool(table_pool, "")));
  }
  static submit_request submit() {
    submit_request made;
    made.kind = table_pool;
    return made;
  }

  ticket_answer_checker checker{logs, kinds, make::secret, found, make::user(1)};
};

TEST_CASE("P3: a ticket whose id does not follow from its key is found") {
  ticket_answer_fixture f;
  f.checker.on_submitted(f.submit(), make::key(1), ticket_opened{ticket_id{1, 2}, 0});
  CHECK(f.broken() == "P3");
}

TEST_CASE("P2: a ticket that was acknowledged and that no log knows is found") {
  ticket_answer_fixture f;
  f.checker.on_submitted(f.submit(), make::key(1), ticket_opened{f.expected(make::key(1)), 0});
  CHECK(f.broken() == "P2");
}

TEST_CASE("P2: a note, a view and a mark that no log knows are found") {
  ticket_answer_fixture noted;
  noted.checker.on_note(note{});
  CHECK(noted.broken() == "P2");
  ticket_answer_fixture viewed;
  viewed.checker.on_view(ticket_view{});
  CHECK(viewed.broken() == "P2");
  ticket_answer_fixture marked;
  marked.checker.on_done(mark_inbox{3}, make::key(1));
  CHECK(marked.broken() == "P2");
}

TEST_CASE("P4: a person who has no ticket is not refused one as already waiting") {
  ticket_answer_fixture f;
  f.checker.on_submit_refused(f.submit(), errc::overloaded, make::noon_ms);
  CHECK(f.broken() == "none");
  f.checker.on_submit_refused(f.submit(), errc::already_waiting, make::noon_ms);
  CHECK(f.broken() == "P4");
}

TEST_CASE("P8: a list of pools other than the nodes' is found") {
  ticket_answer_fixture f;
  f.checker.on_pools(f.kinds.pools());
  CHECK(f.broken() == "none");
  f.checker.on_pools(pool_list{});
  CHECK(f.broken() == "P8");
}

}  // namespace
}  // namespace moim::sim::test

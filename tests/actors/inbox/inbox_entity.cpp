#include "actors/inbox/inbox_entity.hpp"

#include "tests/actors/support/entity_bench.hpp"
#include "tests/support/make.hpp"

namespace moim::bench {
namespace {

/// The inbox of person 1 on one node.
class inbox_bench final : public entity_bench<inbox_entity> {
 public:
  explicit inbox_bench(world& in, store_kind kind = store_kind::own) : entity_bench(in, kind) { restart(); }
  void restart() { start(inbox_of(me)); }

  void put(std::uint64_t ticket) {
    note told;
    told.ticket = {1, ticket};
    entity().receive(delivered<note>{pool_id{3, 4}.entity(), ticket, told});
  }
  inbox_page read() {
    entity().receive(call_inbox{me, read_inbox{}, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
    run();
    return out.as<inbox_page>(last_);
  }
  void mark(std::uint64_t to) {
    entity().receive(call_inbox{me, mark_inbox{to}, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
    run();
    out.as<done>(last_);
  }

  const user_id me = make::user(1);
  std::vector<delivery_answered> taken;

 private:
  void deliver(const entity_id&, entity_item item) override { keep(item, taken); }
  request_number last_ = 0;
};

TEST_CASE("a note is on disk before its pool is told, is pushed once, and outlives the process") {
  world in;
  inbox_bench inbox{in};
  inbox.put(1);
  CHECK(inbox.taken.empty());
  inbox.run();
  REQUIRE(inbox.taken.size() == 1);
  CHECK(inbox.taken[0].end == delivery_end::done);
  inbox.put(1);
  inbox.run();
  CHECK(inbox.taken.size() == 2);
  CHECK(inbox.pushes.size() == 1);
  inbox.restart();
  CHECK(inbox.read().notes.size() == 1);
  inbox.mark(1);
  CHECK(inbox.read().notes.empty());
}

TEST_CASE("notes that come while one is written go into one commit") {
  world in;
  inbox_bench inbox{in};
  for (std::uint64_t n = 1; n <= 20; ++n) inbox.put(n);
  inbox.run();
  CHECK(inbox.taken.size() == 20);
  CHECK(inbox.faults().records_sent() <= 2);
}

TEST_CASE("what another node put into an inbox is pushed to the sessions here, while there are any") {
  world in;
  inbox_bench one{in, store_kind::shared};
  inbox_bench two{in, store_kind::shared};
  two.here.insert(two.me);
  two.entity().receive(person_came{});
  two.run();
  one.put(1);
  one.run();
  two.pass(3 * second_ms);
  CHECK(two.pushes.size() == 1);
  two.here.clear();
  two.entity().receive(person_left{});
  two.pass(5 * minute_ms);
  CHECK(two.rested);
}

TEST_CASE("a note that lands while the inbox fails is pushed once its log is read again") {
  world in;
  inbox_bench inbox{in};
  inbox.put(1);
  inbox.run();
  store::append_plan slow;
  slow.answer_ms = 200;
  inbox.faults().appends = {slow};
  inbox.put(2);
  inbox.run();
  inbox.entity().on_exception("planned");
  inbox.pass(300);
  CHECK(inbox.pushes.size() == 1);
  CHECK(inbox.read().notes.size() == 2);
  CHECK(inbox.pushes.size() == 2);
}

TEST_CASE("where a failover may take a note its pool hears how young it is") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world in;
    inbox_bench inbox{in, kind};
    inbox.put(1);
    inbox.run();
    inbox.pass(delivery_agrees_ms);
    inbox.put(1);
    inbox.run();
    REQUIRE(inbox.taken.size() == 2);
    CHECK(inbox.taken[0].is_recent == (kind == store_kind::shared));
    CHECK_FALSE(inbox.taken[1].is_recent);
  }
}

TEST_CASE("a note that cannot be stored is not acknowledged, and its pool hears why") {
  world in;
  inbox_bench inbox{in};
  inbox.faults().appends.push_back({.fault = store::append_fault::refused, .why = store::refusal::storage_full});
  inbox.put(1);
  inbox.run();
  REQUIRE(inbox.taken.size() == 1);
  CHECK(inbox.taken[0].end == delivery_end::busy);
  CHECK(inbox.taken[0].retry_after_ms > 0);
  inbox.put(1);
  inbox.run();
  REQUIRE(inbox.taken.size() == 2);
  CHECK(inbox.taken[1].end == delivery_end::done);
}

}  // namespace
}  // namespace moim::bench

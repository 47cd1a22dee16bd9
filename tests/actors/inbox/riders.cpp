#include "actors/inbox/inbox_entity.hpp"
#include "tests/actors/support/entity_bench.hpp"

/// Rule 2: notes that ride into an inbox are numbered there, and pushed once, whatever it is busy with.
namespace moim::inbox_riders_cases {

using namespace moim::bench;

namespace {

/// An inbox, and somebody who lets notes ride into it.
class inbox_bench final : public entity_bench<inbox_entity> {
 public:
  explicit inbox_bench(world& in, store_kind kind = store_kind::own) : entity_bench(in, kind) {
    rides = true;
    restart();
  }
  void restart() { start(inbox_of(me)); }

  /// A note lands; the inbox is not told.
  store::stored_record land(std::uint64_t ticket) {
    note told;
    told.ticket = {1, ticket};
    store::append_request source;
    source.entity = pool_id{3, 4}.entity();
    source.expected = world_.logs->head_of(source.entity);
    source.commit = 2 * ticket;
    source.record = "source";
    source.riders.push_back({inbox_of(me), 2 * ticket + 1, store::encode_commit<inbox_event>(now(), rider_of(told))});
    auto rides = source.riders.front();
    auto landed = std::get<store::committed>(world_.logs->append(std::move(source)));
    return {landed.riders.front().version, rides.commit, rides.record};
  }
  void ride(std::uint64_t ticket) {
    entity().on_rode(land(ticket));
    run();
  }
  inbox_page read() {
    entity().receive(call_inbox{me, read_inbox{0, {}}, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
    run();
    return out.as<inbox_page>(last_);
  }
  std::vector<std::uint64_t> pushed() const {
    std::vector<std::uint64_t> numbers;
    for (const auto& each : pushes) numbers.push_back(std::get<inbox_noted>(each.what).note.number);
    return numbers;
  }
  const user_id me = make::user(1);

 private:
  void deliver(const entity_id&, entity_item) override {}
  request_number last_ = 0;
};

using numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a note that rides into an inbox in memory is numbered there and pushed, once") {
  world w;
  inbox_bench inbox{w};
  inbox.read();
  inbox.ride(1);
  inbox.ride(2);
  CHECK(inbox.pushed() == numbers{1, 2});
  CHECK(inbox.read().notes.size() == 2);
  CHECK(inbox.faults().read_calls.size() == 1);
}

TEST_CASE("a note that brings its inbox into memory is pushed once that is loaded, and no older one") {
  world w;
  inbox_bench inbox{w};
  inbox.ride(1);
  inbox.restart();
  inbox.pushes.clear();
  auto second = inbox.land(2);
  inbox.entity().on_rode(second);
  inbox.entity().on_rode(inbox.land(3));
  inbox.run();
  CHECK(inbox.pushed() == numbers{2, 3});
}

TEST_CASE("a note that lands while its inbox is loaded is pushed, whether it was loaded with it or not") {
  world w;
  inbox_bench inbox{w};
  store::call_plan slow;
  inbox.entity().on_rode(inbox.land(1));
  SECTION("the read has seen it") { slow.travel_ms = 100; }
  SECTION("the read has not") { slow.answer_ms = 100; }
  inbox.restart();
  inbox.faults().reads = {slow};
  inbox.entity().on_rode(inbox.land(2));
  inbox.pass(50);
  auto third = inbox.land(3);
  inbox.pass(100);
  inbox.entity().on_rode(third);
  inbox.run();
  CHECK(inbox.pushed() == numbers{2, 3});
}

TEST_CASE("an inbox that was busy, or was not told at which version, reads what it has missed") {
  world w;
  inbox_bench inbox{w};
  inbox.read();
  SECTION("the second is heard of first") {
    auto first = inbox.land(1);
    inbox.entity().on_rode(inbox.land(2));
    inbox.entity().on_rode(first);
    inbox.run();
  }
  SECTION("an unknown version") {
    auto landed = inbox.land(1);
    landed.version = 0;
    inbox.entity().on_rode(landed);
    inbox.ride(2);
  }
  SECTION("while it writes itself") {
    store::append_plan slow;
    slow.travel_ms = 100;
    inbox.faults().appends = {slow};
    inbox.entity().receive(
        call_inbox{inbox.me, mark_inbox{5}, inbox.machine_now() + 10 * second_ms, {&inbox.out, 1, 77}});
    inbox.run();
    inbox.entity().on_rode(inbox.land(1));
    inbox.entity().on_rode(inbox.land(2));
    inbox.pass(200);
  }
  CHECK(inbox.pushed() == numbers{1, 2});
  CHECK(inbox.read().notes.size() == 2);
}

TEST_CASE(
    "an inbox that hears nothing of what rode into it finds out when it is asked, and leaves it to others to tell") {
  world w;
  inbox_bench inbox{w};
  inbox.read();
  CHECK(inbox.inbox_at.at == 0);
  inbox.land(1);
  CHECK(inbox.read().notes.size() == 1);
  CHECK(inbox.pushed().empty());
  CHECK(inbox.inbox_at.at == 1);
  CHECK(inbox.inbox_at.last == 1);
}

TEST_CASE(
    "where failovers happen, what rides in is applied only after a look whether the log is still the same (rule 1)") {
  world w;
  inbox_bench inbox{w, store_kind::shared};
  inbox.faults().follows_are_dead = true;
  inbox.restart();
  inbox.read();
  inbox.entity().on_rode(inbox.land(1));
  inbox.run();
  // The log loses that, and other notes take its place.
  w.logs->lose_tail(inbox_of(inbox.me), 1);
  inbox.land(2);
  inbox.entity().on_rode(inbox.land(3));
  inbox.run();
  auto page = inbox.read();
  REQUIRE(page.notes.size() == 2);
  CHECK(page.notes[0].ticket == ticket_id{1, 2});
  CHECK(page.notes[1].ticket == ticket_id{1, 3});
}

TEST_CASE("a log that riders alone have made longer is saved as soon as its entity is in memory") {
  world w;
  inbox_bench inbox{w};
  inbox.limits.min_snapshot_records = 8;
  inbox.limits.min_snapshot_bytes = 0;
  for (std::uint64_t n = 1; n < 40; ++n) inbox.land(n);
  inbox.ride(40);
  auto saves = [](const auto& each) { return each.snapshot.has_value(); };
  const auto& appends = inbox.faults().append_calls;
  CHECK(std::count_if(appends.begin(), appends.end(), saves) == 1);
  CHECK(w.logs->head_of(inbox_of(inbox.me)).version == 40);
  inbox.restart();
  CHECK(inbox.read().notes.size() == 40);
}

TEST_CASE("no entity decides earlier than what has ridden into its log (rule 8)") {
  world w;
  inbox_bench inbox{w};
  auto later = inbox.now() + hour_ms;
  note told;
  told.ticket = {1, 1};
  store::append_request source;
  source.entity = pool_id{3, 4}.entity();
  source.commit = 1;
  source.record = "source";
  source.riders.push_back({inbox_of(inbox.me), 2, store::encode_commit<inbox_event>(later, rider_of(told))});
  w.logs->append(source);
  inbox.ride(2);
  auto page = inbox.read();
  REQUIRE(page.notes.size() == 2);
  CHECK(page.notes[0].at_ms == later);
  CHECK(page.notes[1].at_ms == later);
}

TEST_CASE("an inbox whose state may be behind does not answer from it if the store does not even confirm") {
  world w;
  inbox_bench inbox{w};
  inbox.read();
  inbox.land(1);
  inbox.faults().appends.push_back({.fault = store::append_fault::refused, .why = store::refusal::overloaded});
  inbox.entity().receive(
      call_inbox{inbox.me, mark_inbox{1}, inbox.machine_now() + 10 * second_ms, {&inbox.out, 1, 77}});
  inbox.run();
  CHECK(inbox.out.refusal(77).code == errc::overloaded);
}

TEST_CASE("a note that rides into an inbox that has failed is pushed once that has recovered") {
  world w;
  inbox_bench inbox{w};
  inbox.here.insert(inbox.me);
  inbox.read();
  inbox.entity().on_exception("planned");
  SECTION("at once") {}
  SECTION("after a pause") { inbox.entity().on_exception("planned"); }
  inbox.entity().on_rode(inbox.land(1));
  inbox.pass(minute_ms);
  CHECK(inbox.pushed() == numbers{1});
}

}  // namespace moim::inbox_riders_cases

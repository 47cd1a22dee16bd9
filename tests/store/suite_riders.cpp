#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

namespace moim::store::suite_riders_cases {

namespace {

rider to(std::uint64_t number, commit_id commit, std::string record) {
  return {numbered(number), commit, std::move(record)};
}

/// An append to entity 1 on top of `expected` that carries these.
append_request carrying(std::vector<rider> riders, head expected = {}) {
  auto request = record_on(numbered(1), expected, 50 + expected.version, "source");
  request.riders = std::move(riders);
  return request;
}

std::vector<stored_record> records_of(log_store& store, std::uint64_t number) {
  return read(store, {numbered(number), 0, 100}).value().records;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("riders become the next record of their logs, whatever those logs' heads are", "[store]",
                        every_backend) {
  TestType backend;
  fill(backend.get(), numbered(2), 3);
  auto landed = std::get<committed>(append(backend.get(), carrying({to(2, 22, "two"), to(3, 33, "three")})));
  CHECK(landed.now == head{1, 50});
  CHECK(landed.riders == std::vector<head>{{4, 22}, {1, 33}});
  backend.reopen();
  CHECK(records_of(backend.get(), 1) == std::vector<stored_record>{{1, 50, "source"}});
  CHECK(records_of(backend.get(), 2).back() == stored_record{4, 22, "two"});
  CHECK(records_of(backend.get(), 3) == std::vector<stored_record>{{1, 33, "three"}});
}

TEMPLATE_LIST_TEST_CASE("two riders for one log follow each other", "[store]", every_backend) {
  TestType backend;
  auto landed = std::get<committed>(append(backend.get(), carrying({to(2, 22, "a"), to(2, 23, "b")})));
  CHECK(landed.riders == std::vector<head>{{1, 22}, {2, 23}});
  CHECK(records_of(backend.get(), 2) == std::vector<stored_record>{{1, 22, "a"}, {2, 23, "b"}});
}

TEMPLATE_LIST_TEST_CASE("an append in conflict leaves its riders behind", "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), 2);
  auto rides = to(2, 22, "two");
  rides.wake = wake_change{500};
  rides.card = card_change{"card"};
  auto lost = std::get<conflict>(append(backend.get(), carrying({rides}, {1, 1})));
  CHECK(lost.missed.size() == 1);
  backend.reopen();
  CHECK(records_of(backend.get(), 2).empty());
  CHECK(claim(backend.get(), 1'000, 10, 10).empty());
  CHECK(cards(backend.get(), {}, 10).empty());
}

TEMPLATE_LIST_TEST_CASE("an owner that did not know of a rider meets a conflict, and is told it", "[store]",
                        every_backend) {
  TestType backend;
  auto known = fill(backend.get(), numbered(2), 1);
  append(backend.get(), carrying({to(2, 22, "two")}));
  for (const char* record : {"", "mine"}) {
    auto lost = std::get<conflict>(append(backend.get(), record_on(numbered(2), known, 9, record)));
    CHECK(lost.now == head{2, 22});
    CHECK(lost.missed == std::vector<stored_record>{{2, 22, "two"}});
  }
}

TEMPLATE_LIST_TEST_CASE("a rider that begins a log lands only there, and otherwise nothing of its append does",
                        "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(2), 1);
  auto birth = to(2, 22, "born");
  auto other = to(3, 33, "born");
  birth.begins = other.begins = true;
  auto why = std::get<unfit>(append(backend.get(), carrying({other, birth})));
  CHECK(why.riders == std::vector<entity_id>{numbered(2)});
  backend.reopen();
  CHECK(records_of(backend.get(), 1).empty());
  CHECK(records_of(backend.get(), 2).size() == 1);
  CHECK(records_of(backend.get(), 3).empty());
  CHECK(std::holds_alternative<committed>(append(backend.get(), carrying({other}))));
  CHECK(std::holds_alternative<unfit>(append(backend.get(), carrying({other}, {1, 50}))));
}

TEMPLATE_LIST_TEST_CASE("wake-ups and cards ride along", "[store]", every_backend) {
  TestType backend;
  auto first = record_on(numbered(2), {}, 1, "first");
  first.wake = wake_change{900};
  append(backend.get(), first);
  auto rides = to(2, 22, "two");
  rides.wake = wake_change{500};
  rides.card = card_change{"card"};
  append(backend.get(), carrying({rides}));
  backend.reopen();
  CHECK(claim(backend.get(), 499, 10, 10).empty());
  CHECK(claim(backend.get(), 500, 10, 10) == std::vector<entity_id>{numbered(2)});
  auto listed = cards(backend.get(), {}, 10);
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().entity == numbered(2));
}

TEMPLATE_LIST_TEST_CASE("a log that only riders made longer can be saved and forgotten", "[store]", every_backend) {
  TestType backend;
  head source;
  for (commit_id commit = 101; commit <= 104; ++commit)
    source = std::get<committed>(append(backend.get(), carrying({to(2, commit, "r")}, source))).now;
  auto saves = record_on(numbered(2), {4, 104}, 9, "own");
  saves.snapshot = snapshot_slice{0, 4, "state"};
  saves.forget_to = 4;
  CHECK(std::get<committed>(append(backend.get(), saves)).now == head{5, 9});
  backend.reopen();
  auto piece = read(backend.get(), {numbered(2), {}, 10}).value();
  CHECK(piece.forgotten == 4);
  CHECK(piece.records == std::vector<stored_record>{{5, 9, "own"}});
}

}  // namespace moim::store::suite_riders_cases

#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

namespace moim::store::suite_read_cases {

namespace {

append_request confirm_with_slice(const entity_id& entity, head now, snapshot_slice slice, version forget_to) {
  auto request = record_on(entity, now, 1'000, "");
  request.snapshot = std::move(slice);
  request.forget_to = forget_to;
  return request;
}

std::vector<version> versions(const log_piece& piece) {
  std::vector<version> all;
  for (const auto& record : piece.records) all.push_back(record.version);
  return all;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a log is read a piece at a time", "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), 5);
  CHECK(versions(*read(backend.get(), {numbered(1), 0, 2})) == std::vector<version>{1, 2});
  CHECK(versions(*read(backend.get(), {numbered(1), 2, 2})) == std::vector<version>{3, 4});
  CHECK(versions(*read(backend.get(), {numbered(1), 4, 2})) == std::vector<version>{5});
  CHECK(versions(*read(backend.get(), {numbered(1), 5, 2})).empty());
  CHECK(versions(*read(backend.get(), {numbered(1), 9, 2})).empty());
  CHECK(read(backend.get(), {numbered(1), 2, 2})->now == head{5, 5});
}

TEMPLATE_LIST_TEST_CASE("a load starts from the oldest slice", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 4);
  append(backend.get(), confirm_with_slice(numbered(1), now, {7, 3, "seven"}, 0));
  append(backend.get(), confirm_with_slice(numbered(1), now, {2, 4, "two"}, 0));
  backend.reopen();
  auto piece = read(backend.get(), {numbered(1), {}, 10}).value();
  CHECK(piece.slices == std::vector<snapshot_slice>{{2, 4, "two"}, {7, 3, "seven"}});
  CHECK(versions(piece) == std::vector<version>{4});
  CHECK(piece.forgotten == 0);
  CHECK(versions(*read(backend.get(), {numbered(1), 0, 10})) == std::vector<version>{1, 2, 3, 4});
}

TEMPLATE_LIST_TEST_CASE("a slice replaces the one of its index", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 4);
  append(backend.get(), confirm_with_slice(numbered(1), now, {0, 2, "old"}, 0));
  append(backend.get(), confirm_with_slice(numbered(1), now, {0, 4, "new"}, 0));
  backend.reopen();
  CHECK(read(backend.get(), {numbered(1), {}, 10})->slices == std::vector<snapshot_slice>{{0, 4, "new"}});
}

TEMPLATE_LIST_TEST_CASE("records that slices cover can be forgotten", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 6);
  append(backend.get(), confirm_with_slice(numbered(1), now, {0, 4, "four"}, 4));
  backend.reopen();
  auto piece = read(backend.get(), {numbered(1), {}, 10}).value();
  CHECK(piece.forgotten == 4);
  CHECK(versions(piece) == std::vector<version>{5, 6});
  CHECK(versions(*read(backend.get(), {numbered(1), 0, 10})) == std::vector<version>{5, 6});
  auto known = std::get<conflict>(append(backend.get(), record_on(numbered(1), {5, 5}, 50, "x")));
  CHECK(known.missed.size() == 1);
  for (head gone : {head{4, 4}, head{3, 3}, head{}}) {
    auto forgotten = std::get<conflict>(append(backend.get(), record_on(numbered(1), gone, 50, "x")));
    CHECK(forgotten.now == head{6, 6});
    CHECK(forgotten.missed.empty());
  }
  CHECK(fill(backend.get(), numbered(1), 1, now) == head{7, 7});
}

TEMPLATE_LIST_TEST_CASE("nothing is forgotten that no slice covers", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 6);
  auto request = record_on(numbered(1), now, 50, "");
  request.forget_to = 5;
  append(backend.get(), request);
  CHECK(read(backend.get(), {numbered(1), {}, 10})->forgotten == 0);
  append(backend.get(), confirm_with_slice(numbered(1), now, {0, 5, "five"}, 0));
  append(backend.get(), confirm_with_slice(numbered(1), now, {1, 3, "three"}, 5));
  CHECK(read(backend.get(), {numbered(1), {}, 10})->forgotten == 3);
}

TEMPLATE_LIST_TEST_CASE("the newest record is never forgotten", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 3);
  append(backend.get(), confirm_with_slice(numbered(1), now, {0, 3, "all"}, 3));
  backend.reopen();
  auto piece = read(backend.get(), {numbered(1), {}, 10}).value();
  CHECK(piece.now == head{3, 3});
  CHECK(piece.forgotten == 2);
  CHECK(piece.records.empty());
  CHECK(fill(backend.get(), numbered(1), 1, now) == head{4, 4});
}

TEMPLATE_LIST_TEST_CASE("a record and its slice land together", "[store]", every_backend) {
  TestType backend;
  auto now = fill(backend.get(), numbered(1), 2);
  auto request = record_on(numbered(1), now, 33, "r3");
  request.snapshot = snapshot_slice{0, 3, "three"};
  request.forget_to = 2;
  CHECK(std::get<committed>(append(backend.get(), request)).now == head{3, 33});
  backend.reopen();
  auto piece = read(backend.get(), {numbered(1), {}, 10}).value();
  CHECK(piece.now == head{3, 33});
  CHECK(piece.forgotten == 2);
  CHECK(piece.slices == std::vector<snapshot_slice>{{0, 3, "three"}});
}

TEMPLATE_LIST_TEST_CASE("cards are listed in the order of their entities, a page at a time", "[store]", every_backend) {
  TestType backend;
  for (std::uint64_t number : {5, 1, 4, 2, 3}) {
    auto request = record_on(numbered(number), {}, 1, "created");
    request.card = card_change{"card " + std::to_string(number)};
    append(backend.get(), request);
  }
  auto gone = record_on(numbered(4), {1, 1}, 2, "cancelled");
  gone.card = card_change{};
  append(backend.get(), gone);
  auto changed = record_on(numbered(5), {1, 1}, 2, "changed");
  changed.card = card_change{"newer"};
  append(backend.get(), changed);
  backend.reopen();
  auto first = cards(backend.get(), {}, 3);
  REQUIRE(first.size() == 3);
  CHECK(first[0].entity == numbered(1));
  CHECK(first[2].bytes == "card 3");
  auto rest = cards(backend.get(), numbered(3), 3);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].entity == numbered(5));
  CHECK(rest[0].bytes == "newer");
}

}  // namespace moim::store::suite_read_cases

#include "store/limits.hpp"
#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

namespace moim::store::suite_append_cases {

TEMPLATE_LIST_TEST_CASE("an append to the expected head is committed and can be read", "[store]", every_backend) {
  TestType backend;
  auto result = append(backend.get(), record_on(numbered(1), {}, 11, "first"));
  CHECK(std::get<committed>(result).now == head{1, 11});
  backend.reopen();
  auto piece = read(backend.get(), {numbered(1), 0, 10}).value();
  CHECK(piece.now == head{1, 11});
  CHECK(piece.records == std::vector<stored_record>{{1, 11, "first"}});
}

TEMPLATE_LIST_TEST_CASE("an empty log has an empty head", "[store]", every_backend) {
  TestType backend;
  auto piece = read(backend.get(), {numbered(1), {}, 10}).value();
  CHECK(piece.now == head{});
  CHECK(piece.records.empty());
  CHECK(piece.slices.empty());
}

TEMPLATE_LIST_TEST_CASE("a conflict changes nothing and brings what was missed", "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), 5);
  auto late = record_on(numbered(1), {3, 3}, 99, "late");
  late.wake = wake_change{500};
  late.card = card_change{"late"};
  auto result = std::get<conflict>(append(backend.get(), late));
  CHECK(result.now == head{5, 5});
  CHECK(result.missed == std::vector<stored_record>{{4, 4, "r4"}, {5, 5, "r5"}});
  backend.reopen();
  CHECK(read(backend.get(), {numbered(1), 0, 10})->records.size() == 5);
  CHECK(claim(backend.get(), 1'000, 10, 10).empty());
  CHECK(cards(backend.get(), {}, 10).empty());
}

TEMPLATE_LIST_TEST_CASE("a creation of what exists is a conflict", "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), 2);
  auto result = std::get<conflict>(append(backend.get(), record_on(numbered(1), {}, 50, "again")));
  CHECK(result.now == head{2, 2});
  CHECK(result.missed.size() == 2);
}

TEMPLATE_LIST_TEST_CASE("the right version with another commit id is a conflict to reload from", "[store]",
                        every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), 3);
  for (head forked : {head{3, 77}, head{2, 77}, head{9, 9}, head{0, 5}}) {
    auto result = std::get<conflict>(append(backend.get(), record_on(numbered(1), forked, 50, "fork")));
    CHECK(result.now == head{3, 3});
    CHECK(result.missed.empty());
  }
}

TEMPLATE_LIST_TEST_CASE("who missed too much is told only the head", "[store]", every_backend) {
  TestType backend;
  fill(backend.get(), numbered(1), missed_records_max + 1);
  auto all = std::get<conflict>(append(backend.get(), record_on(numbered(1), {1, 1}, 500, "x")));
  CHECK(all.missed.size() == missed_records_max);
  auto none = std::get<conflict>(append(backend.get(), record_on(numbered(1), {}, 500, "x")));
  CHECK(none.missed.empty());
  CHECK(none.now.version == missed_records_max + 1);
}

TEMPLATE_LIST_TEST_CASE("an empty record confirms the head or is told the newer one", "[store]", every_backend) {
  TestType backend;
  CHECK(std::get<committed>(append(backend.get(), record_on(numbered(1), {}, 1, ""))).now == head{});
  fill(backend.get(), numbered(1), 2);
  CHECK(std::get<committed>(append(backend.get(), record_on(numbered(1), {2, 2}, 9, ""))).now == head{2, 2});
  auto stale = std::get<conflict>(append(backend.get(), record_on(numbered(1), {1, 1}, 9, "")));
  CHECK(stale.now == head{2, 2});
  CHECK(stale.missed == std::vector<stored_record>{{2, 2, "r2"}});
  backend.reopen();
  CHECK(std::get<committed>(append(backend.get(), record_on(numbered(1), {2, 2}, 9, ""))).now == head{2, 2});
  CHECK(read(backend.get(), {numbered(1), 0, 10})->now == head{2, 2});
}

TEMPLATE_LIST_TEST_CASE("logs of different entities do not touch each other", "[store]", every_backend) {
  TestType backend;
  entity_id same_number{entity_type::user, numbered(1).high, numbered(1).low};
  fill(backend.get(), numbered(1), 2);
  fill(backend.get(), numbered(2), 3);
  fill(backend.get(), same_number, 4);
  backend.reopen();
  CHECK(read(backend.get(), {numbered(1), 0, 10})->now.version == 2);
  CHECK(read(backend.get(), {numbered(2), 0, 10})->now.version == 3);
  CHECK(read(backend.get(), {same_number, 0, 10})->now.version == 4);
}

TEMPLATE_LIST_TEST_CASE("records are bytes of any value and length", "[store]", every_backend) {
  TestType backend;
  std::string bytes(100'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  append(backend.get(), record_on(numbered(1), {}, 1, bytes));
  backend.reopen();
  CHECK(read(backend.get(), {numbered(1), 0, 10})->records.at(0).bytes == bytes);
}

}  // namespace moim::store::suite_append_cases

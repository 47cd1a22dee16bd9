#include "domain/matching/pool/pool.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>
#include <malloc.h>

#if defined(MOIM_SANITIZED)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace moim {
namespace {

#if defined(MOIM_SANITIZED)
/// What was asked for: the allocator's own bytes are not in it.
std::size_t allocated_now() { return __sanitizer_get_current_allocated_bytes(); }
constexpr double max_told = 1.1;
#else
std::size_t allocated_now() {
  auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
constexpr double max_told = 1.03;
#endif

/// All types of criteria at once.
pool_kind mixed_kind() {
  pool_kind kind;
  kind.criteria = {{"place", criterion_type::any_of, false},
                   {"when", criterion_type::window, false},
                   {"where", criterion_type::radius, false},
                   {"age", criterion_type::spread, false},
                   {"language", criterion_type::equal, false}};
  return kind;
}

ticket mixed_ticket(std::uint64_t number, matching_test::dice& chance) {
  ticket made;
  made.wishes.sets = {{0, {"p" + std::to_string(chance.below(10)), "q" + std::to_string(chance.below(10))}},
                      {4, {"ko"}}};
  auto from = chance.between(1, 80) * 30 * minute_ms;
  made.wishes.windows = {{1, {{from, from + 4 * hour_ms, hour_ms}}}};
  made.wishes.radii = {{2, 37 + chance.below(1'000) * 1e-3, 127 + chance.below(1'000) * 1e-3, 2'000}};
  made.wishes.spreads = {{3, {chance.between(18, 60) * 1'000}, 8'000}};
  if (number % 10 == 0) made.not_with = {{{1, number}, 1'000}};
  return made;
}

pool_kind listed_kind() {
  pool_kind kind;
  kind.criteria = {{"place", criterion_type::any_of, false}};
  return kind;
}

/// Fifteen values, each of them named by one other ticket at the most.
ticket listed_ticket(std::uint64_t number, matching_test::dice&) {
  constexpr std::uint64_t members = 16;
  auto self = number % members;
  set_wish wish{0, {}};
  for (std::uint64_t other = 0; other < members; ++other)
    if (other != self)
      wish.values.push_back("c" + std::to_string(number / members) + "-" + std::to_string(std::min(self, other)) + "-" +
                            std::to_string(std::max(self, other)));
  ticket made;
  made.wishes.sets = {wish};
  return made;
}

/// Values that are as long as identifiers.
ticket long_named_ticket(std::uint64_t number, matching_test::dice&) {
  auto name = [](std::uint64_t value) { return "0190a5b2-7c3d-7e4f-8a9b-" + std::to_string(100'000'000'000 + value); };
  ticket made;
  made.wishes.sets = {{0, {name(number), name(number + 1), name(number + 2)}}};
  return made;
}

using maker = ticket (*)(std::uint64_t, matching_test::dice&);

/// A pool of so many tickets, a part of which came and went.
void fill(pool& state, std::uint64_t tickets, maker make) {
  matching_test::dice chance{11};
  version at = 0;
  for (std::uint64_t number = 1; number <= tickets; ++number) {
    auto of = make(number, chance);
    of.id = {number, number};
    of.users = {{0, number}};
    of.sizes = sizes_between(3, 4);
    of.expires_at = hour_ms;
    tickets_submitted came;
    came.tickets.push_back(std::move(of));
    apply(state, came, {++at, 0});
    if (number % 5 == 0)
      apply(state, tickets_ended{{{{number - 3, number - 3}, ticket_end::cancelled, {}, 0}}}, {++at, 0});
  }
}

struct memory_case {
  const char* name;
  pool_kind kind;
  maker make;
};

TEST_CASE("a pool of many tickets takes at most a kilobyte for each, and tells truly how much") {
  auto which = GENERATE(values<memory_case>({{"all criteria", mixed_kind(), mixed_ticket},
                                             {"fifteen values of its own", listed_kind(), listed_ticket},
                                             {"long names", listed_kind(), long_named_ticket}}));
  auto before = allocated_now();
  auto state = std::make_unique<pool>(which.kind);
  fill(*state, 10'000, which.make);
  auto allocated = static_cast<double>(allocated_now() - before - sizeof(pool));
  auto told = static_cast<double>(state->bytes());
  INFO(which.name << ": " << told << " bytes told, " << allocated << " allocated for " << state->table().size());
  CHECK(told < max_told * allocated + 20'000);
  CHECK(told > 0.97 * allocated - 20'000);
  CHECK(told / static_cast<double>(state->table().size()) < 1'024);
}

}  // namespace
}  // namespace moim

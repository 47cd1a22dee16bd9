#include "domain/declare/request_hash.hpp"

#include "domain/protocol.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

using namespace moim;

namespace {

/// A method as it was, as it is when a version has added parameters, and with its parameters in another order.
struct once {
  std::string title;
  std::optional<std::uint32_t> seats{};
  static constexpr auto fields() { return std::tuple{field{"title", &once::title}, field{"seats", &once::seats}}; }
};
struct later {
  std::optional<std::string> language{};
  std::string title;
  std::optional<std::vector<std::string>> tags{};
  std::optional<std::uint32_t> seats{};
  static constexpr auto fields() {
    return std::tuple{field{"language", &later::language}, field{"title", &later::title}, field{"tags", &later::tags},
                      field{"seats", &later::seats}};
  }
};
struct turned_round {
  std::optional<std::uint32_t> seats{};
  std::string title;
  static constexpr auto fields() {
    return std::tuple{field{"seats", &turned_round::seats}, field{"title", &turned_round::title}};
  }
};
/// The same values under another name.
struct renamed {
  std::string name;
  std::optional<std::uint32_t> seats{};
  static constexpr auto fields() { return std::tuple{field{"name", &renamed::name}, field{"seats", &renamed::seats}}; }
};

constexpr request_hash hash{"room.create"};

named_criterion district(std::string of) { return {"place", {std::move(of)}, true, {}, {}, {}}; }
named_criterion level(std::string of) { return {"level", {std::move(of)}, false, {}, {}, {}}; }

std::uint64_t hash_of(std::vector<named_criterion> all) {
  submit_request wanted;
  wanted.criteria = criteria{};
  wanted.criteria->all.own() = std::move(all);
  return hash.of(wanted);
}

}  // namespace

TEST_CASE("parameters that a version adds change no hash of requests without them") {
  CHECK(hash.of(once{"Soup", 4}) == hash.of(later{{}, "Soup", {}, 4}));
  CHECK(hash.of(once{"Soup"}) == hash.of(later{{}, "Soup", {}, {}}));
  CHECK(hash.of(once{"Soup", 4}) != hash.of(later{"ko", "Soup", {}, 4}));
  CHECK(hash.of(once{"Soup"}) != hash.of(later{{}, "Soup", std::vector<std::string>{}, {}}));
}

TEST_CASE("a hash goes by the names of parameters, not by their order") {
  CHECK(hash.of(once{"Soup", 4}) == hash.of(turned_round{4, "Soup"}));
  CHECK(hash.of(once{"Soup", 4}) != hash.of(renamed{"Soup", 4}));
}

TEST_CASE("a hash tells requests apart by the method and by every parameter") {
  create_room soup{"meal", "Soup", 4};
  CHECK(hash.of(soup) == hash.of(create_room{"meal", "Soup", 4}));
  CHECK(hash.of(soup) != hash.of(create_room{"meal", "Soup", 5}));
  CHECK(hash.of(soup) != hash.of(create_room{"meal", "Soup", std::nullopt}));
  CHECK(hash.of(soup) != hash.of(create_room{"Soup", "meal", 4}));
  CHECK(hash.of(create_room{"ab", "c", 1}) != hash.of(create_room{"a", "bc", 1}));
  join_room join{make::room_number(1)};
  CHECK(hash.of(join) != hash.of(join_room{make::room_number(2)}));
  CHECK(hash.of(join) != request_hash{"room.leave"}.of(join));
  auto wish = make::wish("gangnam");
  CHECK(hash.of(wish) != hash.of(make::wish("seongsu")));
  CHECK(hash.of(wish) != hash.of(make::wish("gangnam", 3)));
}

TEST_CASE("criteria are members of an object: their order does not count, and null is nothing") {
  auto both = hash_of({district("gangnam"), level("new")});
  CHECK(both == hash_of({level("new"), district("gangnam")}));
  CHECK(both == hash_of({level("new"), named_criterion{"language", {}, false, {}, {}, {}}, district("gangnam")}));
  CHECK(both != hash_of({district("gangnam")}));
  CHECK(both != hash_of({district("new"), level("gangnam")}));
  CHECK(hash_of({district("gangnam")}) != hash_of({{"place", {"gangnam"}, false, {}, {}, {}}}));
}

TEST_CASE("a spread with a limit hashes as it did when it could not come without one") {
  auto of_limit = [](std::optional<std::int64_t> limit) {
    submit_request wanted;
    wanted.kind = "meal";
    wanted.criteria = criteria{};
    wanted.criteria->all.own() = {{"age", {}, false, {}, spread_terms{{31'000}, limit}, {}}};
    return request_hash{"ticket.submit"}.of(wanted);
  };
  CHECK(of_limit(8'000) == 0x837c'a537'15e2'9090);
  CHECK(of_limit(0) == 0x9602'17d9'd830'd599);
  CHECK(of_limit({}) != of_limit(0));
}

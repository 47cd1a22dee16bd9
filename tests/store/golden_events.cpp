#include "domain/room/room.hpp"
#include "domain/user/user.hpp"
#include "store/storage_codec.hpp"
#include "tests/support/kept_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

/// A log outlives every version of the program that wrote to it. Every form in which an event was ever stored is a line
/// of a file whose lines are never changed; MOIM_WRITE=1 only adds those that are new.
using namespace moim;

namespace {

constexpr auto kept = "tests/store/golden_events.txt";
constexpr time_ms at = 1'767'225'600'000;

const room_id room_1{0x11, 0x12};
const user_id host{0x21, 0x22};
const user_id guest{0x31, 0x32};
const request_key key{0x0197'0000'0000'7000, 0x8000'0000'0000'0001};

/// What the lines of an entity's events mean, by the line's name. A field that is added later keeps its default here,
/// and gets a line under a name of its own, such as `room_created/two_rows`.
const std::map<std::string, room_event> room_events{
    {"fenced", fenced{}},
    {"request_answered", request_answered{key, guest, 99, seat_given{2}}},
    {"request_answered/opened", request_answered{key, host, 98, room_opened{room_1}}},
    {"request_answered/done", request_answered{key, guest, 97, done{}}},
    {"effects_done", effects_done{{1, 2, 300}}},
    {"effects_parked", effects_parked{{4}}},
    {"room_created", room_created{room_1, host, kind{"meal", 2, 8, true, roster::members, 3'600}, "Soup at noon", 4}},
    {"seat_taken", seat_taken{guest, 2}},
    {"seat_left", seat_left{guest}},
    {"room_locked", room_locked{}},
    {"room_cancelled", room_cancelled{}},
    {"room_closed", room_closed{}}};
const std::map<std::string, user_event> user_events{
    {"fenced", fenced{}},
    {"membership_noted", membership_noted{room_1, 7, membership::seated}},
    {"membership_noted/left", membership_noted{room_1, 8, membership::left}}};

template <class Event>
std::string stored(const Event& event) {
  std::vector<Event> one{event};
  return store::encode_commit<Event>(at, one);
}

std::string to_hex(const std::string& bytes) {
  std::string text;
  for (unsigned char byte : bytes)
    for (auto digit : {byte >> 4, byte & 15}) text += "0123456789abcdef"[digit];
  return text;
}

std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  return bytes;
}

/// The commits of one entity that the file holds, by the line's name: one for each form that was ever stored.
std::multimap<std::string, std::string> kept_lines(const std::string& entity) {
  std::multimap<std::string, std::string> lines;
  std::ifstream file{kept};
  for (std::string of, name, hex; file >> of >> name >> hex;)
    if (of == entity) lines.emplace(name, from_hex(hex));
  return lines;
}

/// Lines for the forms of today that the file does not hold yet.
template <class Event>
std::string new_lines(const std::string& entity, const std::map<std::string, Event>& events) {
  auto lines = kept_lines(entity);
  std::string text;
  for (const auto& [name, event] : events) {
    auto [first, last] = lines.equal_range(name);
    bool held = std::any_of(first, last, [&](const auto& line) { return line.second == stored(event); });
    if (!held) text += entity + " " + name + " " + to_hex(stored(event)) + "\n";
  }
  return text;
}

std::string kept_text() {
  std::ifstream file{kept};
  return {std::istreambuf_iterator<char>{file}, {}};
}

template <class... Events>
std::map<int, std::set<std::string_view>> names_by_code(const std::variant<Events...>*) {
  std::map<int, std::set<std::string_view>> names;
  (names[Events::code].insert(Events::name), ...);
  return names;
}

template <class... Events>
std::set<std::string> names_of(const std::variant<Events...>*) {
  return {std::string{Events::name}...};
}

template <class Event>
void check_all_kept(const std::string& entity, const std::map<std::string, Event>& expected) {
  auto lines = kept_lines(entity);
  for (const auto& name : names_of(static_cast<const Event*>(nullptr))) {
    INFO(entity << " " << name << " has no line in " << kept);
    CHECK(lines.contains(name));
  }
  for (const auto& [name, bytes] : lines) {
    INFO(entity << " " << name);
    auto read = store::decode_commit<Event>(bytes);
    REQUIRE(read);
    CHECK(read->at == at);
    REQUIRE(read->events.size() == 1);
    REQUIRE(expected.contains(name));
    // Compared in the stored form of today, which tells every field of today.
    CHECK(to_hex(stored(read->events.front())) == to_hex(stored(expected.at(name))));
  }
}

}  // namespace

TEST_CASE("every event that was ever stored is read, and means what it meant") {
  check_all_kept("room", room_events);
  check_all_kept("user", user_events);
}

TEST_CASE("every event is kept in the form of today too; what was kept before stays") {
  auto text = kept_text() + new_lines("room", room_events) + new_lines("user", user_events);
  CHECK(test::differs_from_kept(kept, text) == "");
}

TEST_CASE("a code means one event, in all logs") {
  auto codes = names_by_code(static_cast<const room_event*>(nullptr));
  for (const auto& [code, names] : names_by_code(static_cast<const user_event*>(nullptr)))
    codes[code].insert(names.begin(), names.end());
  for (const auto& [code, names] : codes) {
    INFO("code " << code);
    CHECK(names.size() == 1);
  }
  CHECK(std::variant_size_v<room_event> == names_by_code(static_cast<const room_event*>(nullptr)).size());
  CHECK(std::variant_size_v<user_event> == names_by_code(static_cast<const user_event*>(nullptr)).size());
}

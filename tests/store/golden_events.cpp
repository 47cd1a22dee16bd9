#include "domain/chat/chat_events.hpp"
#include "domain/entity_types.hpp"
#include "domain/inbox/inbox.hpp"
#include "domain/matching/matcher/matcher.hpp"
#include "domain/room/room.hpp"
#include "domain/user/user.hpp"
#include "store/storage_codec.hpp"
#include "tests/support/hex.hpp"
#include "tests/support/kept_file.hpp"
#include "tests/support/sample_of.hpp"

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
constexpr auto delivery_number = std::uint64_t{at} << 20;

const room_id room_1{0x11, 0x12};
const user_id host{0x21, 0x22};
const user_id guest{0x31, 0x32};
const request_key key{0x0197'0000'0000'7000, 0x8000'0000'0000'0001};

const criteria some_criteria{{{"place", {"p0"}, false, {}, {}, {}},
                              {"when", {}, false, {{1, 2, 0}}, {}, {}},
                              {"age", {}, true, {}, spread_terms{{31'000}, 8'000}, {}},
                              {"where", {}, false, {}, {}, place_terms{37.5, 127.0, 1'500.0}}}};

const ticket_id ticket_1{0x41, 0x42};
const ticket_id ticket_2{0x43, 0x44};
const agreed_terms terms{{{0, "p0"}}, {{1, 1, 2}}, {{3, 37.5, 127.0}}};
const ticket full_ticket{
    ticket_1,     {guest, host},
    0b1110,       {{{0, {"p0", "p1"}}}, {{1, {{1, 2, 1}}}}, {{2, {31'000}, 8'000}}, {{3, 37.5, 127.0, 1'500}}},
    {{host, at}}, {{30, 0b110, {{{0, {"p2"}}}, {}, {}, {}}}},
    at,           at + 600'000};

const ticket any_spread_ticket{ticket_2, {guest}, 0b10, {{}, {}, {{2, {31'000}, {}}}, {}}, {}, {}, at, at + 1};

/// With a sample of each event that has none: what is in its fields does not matter, only that it stays readable.
template <class... Events>
std::map<std::string, std::variant<Events...>> with_samples(std::map<std::string, std::variant<Events...>> given) {
  (given.try_emplace(std::string{Events::name}, test::sample_of<Events>()), ...);
  return given;
}

/// What the lines of an entity's events mean, by the line's name. An event without a line here is a sample. A field
/// that is added later keeps its default here, and gets a line under a name of its own, such as
/// `room_created/two_rows`.
const auto room_events = with_samples(std::map<std::string, room_event>{
    {"fenced", fenced{}},
    {"request_answered", request_answered{key, guest, 99, seat_given{2}}},
    {"request_answered/opened", request_answered{key, host, 98, room_opened{room_1}}},
    {"request_answered/done", request_answered{key, guest, 97, done{}}},
    {"effects_done", effects_done{{1, 2, 300}}},
    {"effects_parked", effects_parked{{4}}},
    {"outbox_begun", outbox_begun{}},
    {"deliveries_owed",
     deliveries_owed<room_payload>{delivery_number,
                                   {{guest.entity(), membership_told{membership::left}},
                                    {pool_id{3, 4}.entity(), start_backfill{full_ticket, {ticket_2}}}}}},
    {"deliveries_owed/notice",
     deliveries_owed<room_payload>{
         delivery_number,
         {{inbox_of(host),
           note{0, 0, note_kind::noticed, {}, room_1, {}, {}, {}, {}, {}, 3, at, "applied", guest, {}}}}}},
    {"deliveries_owed/over", deliveries_owed<room_payload>{delivery_number, {{host.entity(), hosting_over{}}}}},
    {"deliveries_owed/chat_over", deliveries_owed<room_payload>{delivery_number, {{chat_of(room_1), chat_over{}}}}},
    {"deliveries_done", deliveries_done{{7, delivery_number}}},
    {"deliveries_done/again", deliveries_done{{7}, at + 60}},
    {"deliveries_put_aside", deliveries_put_aside{{8}}},
    {"room_created", room_created{room_1, host, kind{"meal", 2, 8, true, roster::members, 3'600}, "Soup at noon", 4}},
    {"room_created/born", room_created{room_1, host, kind{"meal", 2, 8, true, roster::members, 3'600}, "meal", 2,
                                       match_id{0x41, 0x42}, some_criteria}},
    {"room_created/refill",
     room_created{room_1, host, kind{"meal", 2, 8, true, roster::members, 3'600}, "meal", 2, match_id{0x41, 0x42},
                  criteria{}, backfill_terms{{3, 4}, {full_ticket}, terms}}},
    {"room_created/origin", room_created{room_1,
                                         host,
                                         kind{"meal", 2, 8, true, roster::members, 3'600},
                                         "meal",
                                         2,
                                         match_id{0x41, 0x42},
                                         criteria{},
                                         {},
                                         birth_origin{pool_id{3, 4}.entity(), delivery_number}}},
    {"backfill_answered", backfill_answered{5, true, {full_ticket}}},
    {"backfill_told", backfill_told{2}},
    {"seat_taken", seat_taken{guest, 2}},
    {"seat_left", seat_left{guest}},
    {"room_locked", room_locked{}},
    {"room_cancelled", room_cancelled{}},
    {"room_closed", room_closed{}}});
const std::map<std::string, user_event> user_events{
    {"fenced", fenced{}},
    {"membership_noted", membership_noted{room_1, 7, membership::seated}},
    {"membership_noted/left", membership_noted{room_1, 8, membership::left}},
    {"hosting_begun", hosting_begun{room_1, "meal"}},
    {"hosting_ended", hosting_ended{room_1}}};

const std::map<std::string, inbox_event> inbox_events{
    {"fenced", fenced{}},
    {"noted", noted{{7, at, note_kind::matched, ticket_1, room_1, {}, {}, 2, {}, some_criteria}}},
    {"note_rode", note_rode{{0, 0, note_kind::matched, ticket_1, room_1, {}, {}, 2, {}, some_criteria}}},
    {"noted/proposed", noted{{8, at, note_kind::proposed, ticket_1, {}, 3, at + 1, 2, {}, criteria{}}}},
    {"noted/ended", noted{{9, at, note_kind::ticket_ended, ticket_1, {}, {}, {}, {}, ticket_end::expired, {}}}},
    {"noted/notice",
     noted{{10, at, note_kind::noticed, {}, room_1, {}, {}, {}, {}, {}, 3, at - 1, "applied", guest, true}}},
    {"inbox_marked", inbox_marked{9}},
    {"room_marked", room_marked{room_1, 5}},
    {"room_muted", room_muted{room_1, true, key, guest, 99, 1}}};

const pool_kind pool_rules_1{"meal", 2, 4, 30, 2'000, 600, 60, 15, 120, 7, {{"place", criterion_type::any_of, true}}};
const std::vector<moim::group_member> members{{guest, ticket_1}, {host, ticket_2}};

const std::map<std::string, matcher_event> pool_events{
    {"fenced", fenced{}},
    {"pool_created", pool_created{pool_rules_1, "seoul", kind{"meal", 2, 8, true, roster::members, 3'600}}},
    {"tickets_submitted", tickets_submitted{{full_ticket}, {full_ticket}}},
    {"tickets_ended", tickets_ended{{{ticket_1, ticket_end::absent, {guest, host}, at}}}},
    {"tickets_relaxed", tickets_relaxed{{{ticket_1, 1}}}},
    {"matched", matched{{0x41, 0x42}, {ticket_1, ticket_2}, 2, terms, members, 0, {at, at + 1}}},
    {"proposed", proposed{5, {ticket_1, ticket_2}, 2, terms, at + 15, members}},
    {"matched/filled", matched{{0x41, 0x42}, {ticket_1, ticket_2}, 3, terms, members, 5, {at}, {full_ticket}, room_1}},
    {"matched/born", matched{{0x41, 0x42}, {ticket_1, ticket_2}, 2, terms, members, 0, {at}, {}, {}, room_1}},
    {"proposed/offered", proposed{5, {ticket_1, ticket_2}, 3, terms, at + 15, members, {full_ticket}, room_1}},
    {"proposal_closed/offered", proposal_closed{5, {{guest, ticket_1}}, ticket_1}},
    {"tickets_submitted/seeking", tickets_submitted{{{ticket_2, {guest}, 0b10, {}, {}, {}, at, at + 1, room_1}}}},
    {"tickets_submitted/any_spread", tickets_submitted{{any_spread_ticket}}},
    {"answered", answered{5, guest}},
    {"proposal_closed", proposal_closed{5, {{guest, ticket_1}}}},
    {"avoided", avoided{{guest, host}, at + 99}},
    {"penalised", penalised{{guest, host}, at + 99}},
    {"presence_changed", presence_changed{{ticket_1}, 1'700'000'060'000}},
    {"tickets_retried", tickets_retried{{ticket_1, ticket_2}}},
    {"wave_matched", wave_matched{}},
    {"requests_answered", requests_answered{{{key, guest, 99, ticket_opened{ticket_1, at}}, {key, host, 98, done{}}}}},
    {"news_told", news_told{{{ticket_1, note_kind::matched, 0}}, {{ticket_2, note_kind::proposed, 5}}}},
    {"outbox_begun", outbox_begun{}},
    {"deliveries_owed",
     deliveries_owed<pool_payload>{
         delivery_number,
         {{room_1.entity(), birth{{0x41, 0x42}, kind{"meal", 2, 8, true, roster::members, 3'600}, {guest, host}, {}}},
          {inbox_of(guest), note{0, 0, note_kind::matched, ticket_1, room_1, {}, {}, 2, {}, criteria{}}, 1},
          {room_1.entity(), backfill_proposal{room_1, 5, ticket_2, at, {guest}, {full_ticket}}}}}},
    {"deliveries_done", deliveries_done{{7, delivery_number}}},
    {"deliveries_done/again", deliveries_done{{7}, at + 60}},
    {"deliveries_put_aside", deliveries_put_aside{{8}}},
    {"birth_moved", birth_moved{7, room_1}},
    {"requests_answered/inviting", requests_answered{{{key, guest, 99, ticket_opened{ticket_1, at, true}}}}},
    {"party_invited", party_invited{full_ticket, at + 60'000, {host}}},
    {"party_accepted", party_accepted{ticket_1, host}},
    {"party_closed", party_closed{ticket_1, ticket_end::party_declined, {guest, host}, at}},
    {"party_closed/formed", party_closed{ticket_1, {}, {guest, host}, at}}};

template <class Event>
std::string stored(const Event& event) {
  std::vector<Event> one{event};
  return store::encode_commit<Event>(at, one);
}

/// The commits of one entity that the file holds, by the line's name: one for each form that was ever stored.
std::multimap<std::string, std::string> kept_lines(const std::string& entity) {
  std::multimap<std::string, std::string> lines;
  std::ifstream file{kept};
  for (std::string of, name, hex; file >> of >> name >> hex;)
    if (of == entity) lines.emplace(name, test::from_hex(hex));
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
    if (!held) text += entity + " " + name + " " + test::to_hex(stored(event)) + "\n";
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

const auto chat_events = with_samples(std::map<std::string, chat_event>{});

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
    CHECK(test::to_hex(stored(read->events.front())) == test::to_hex(stored(expected.at(name))));
  }
}

}  // namespace

/// The text of the file with lines for all that it does not hold yet.
std::string text_of_today() {
  auto text = kept_text() + new_lines("room", room_events) + new_lines("user", user_events) +
              new_lines("inbox", inbox_events) + new_lines("pool", pool_events) + new_lines("chat", chat_events);
  plain_types::for_each([&]<class Type>() {
    text += new_lines(std::string{Type::name}, with_samples(std::map<std::string, plain_event<Type>>{}));
  });
  return text;
}

TEST_CASE("every event that was ever stored is read, and means what it meant", "[kept]") {
  check_all_kept("room", room_events);
  check_all_kept("user", user_events);
  check_all_kept("inbox", inbox_events);
  check_all_kept("pool", pool_events);
  check_all_kept("chat", chat_events);
  plain_types::for_each([&]<class Type>() {
    check_all_kept(std::string{Type::name}, with_samples(std::map<std::string, plain_event<Type>>{}));
  });
}

TEST_CASE("every event is kept in the form of today too; what was kept before stays", "[kept]") {
  CHECK(test::differs_from_kept(kept, text_of_today()) == "");
}

TEST_CASE("a room that was saved before its facets were stored by name is read as it was") {
  std::ifstream file{"tests/store/golden_room.txt"};
  std::string hex;
  file >> hex;
  auto read = store::decode_stored<room>(test::from_hex(hex));
  REQUIRE(read);
  const auto& taken = read->get<seats>();
  CHECK(read->id == room_1);
  CHECK(read->kind == kind{"meal", 2, 8, true, roster::members, 3'600});
  CHECK(read->title == "Soup at noon");
  CHECK(read->get<hosting>().host == host);
  CHECK(taken.capacity() == 3);
  CHECK(taken.seat_of(host) == 1);
  CHECK(taken.seat_of(guest) == 2);
  CHECK(taken.first_free() == 3);
  CHECK(read->get<lifecycle>() == lifecycle::state{room_phase::open, at + 3'600 * second_ms});
  CHECK(read->get<memberships>().pending.size() == 2);
  CHECK(read->get<memberships>().parked.size() == 1);
  CHECK(read->requests.forgotten == key);
  CHECK(read->match == match_id{0x41, 0x42});
  REQUIRE(read->find<backfill>());
  CHECK(read->find<backfill>()->searches == 2);
  CHECK(read->find<backfill>()->left.size() == 1);
  CHECK(read->find<backfill>()->answered.size() == 1);
  // And is saved by name from now on.
  CHECK(store::decode_stored<room>(store::encode_stored(*read)) == *read);
}

TEST_CASE("a code means one event, in all logs") {
  std::map<int, std::set<std::string_view>> codes;
  auto add = [&]<class Event>(const Event* events) {
    auto of = names_by_code(events);
    CHECK(of.size() == std::variant_size_v<Event>);
    for (const auto& [code, names] : of) codes[code].insert(names.begin(), names.end());
  };
  add(static_cast<const room_event*>(nullptr));
  add(static_cast<const user_event*>(nullptr));
  add(static_cast<const inbox_event*>(nullptr));
  add(static_cast<const matcher_event*>(nullptr));
  plain_types::for_each([&]<class Type>() { add(static_cast<const plain_event<Type>*>(nullptr)); });
  for (const auto& [code, names] : codes) {
    INFO("code " << code);
    CHECK(names.size() == 1);
  }
}

#pragma once

#include "domain/declare/keyed_hash.hpp"
#include "domain/room/hosting/hosting.hpp"

/// The entry code facet: whoever wants a seat by their own word says the room's code. Its host reads it, passes it on,
/// and may have another. A code follows from what the room was given at its creation and how often it was renewed.
namespace moim {

/// How many wrong codes one person may give within `wrong_codes_within_ms` of the first of them.
inline constexpr std::uint32_t max_wrong_codes = 5;
inline constexpr time_ms wrong_codes_within_ms = 10 * minute_ms;
/// Of how many people a room remembers that they gave wrong codes; past it those who began first are forgotten.
inline constexpr std::size_t max_code_guessers = 256;

struct entry_code_seeded {
  static constexpr std::uint16_t code = 122;
  static constexpr std::string_view name = "entry_code_seeded";
  static constexpr std::string_view about = "The room has a code, which follows from these numbers.";
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  static constexpr auto fields() {
    return std::tuple{field{"first", &entry_code_seeded::first, "By chance."},
                      field{"second", &entry_code_seeded::second, "By chance."}};
  }
};

struct entry_code_renewed {
  static constexpr std::uint16_t code = 123;
  static constexpr std::string_view name = "entry_code_renewed";
  static constexpr std::string_view about = "The room has another code, and nobody gets in with the one before.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct wrong_code_given {
  static constexpr std::uint16_t code = 124;
  static constexpr std::string_view name = "wrong_code_given";
  static constexpr std::string_view about = "A person gave a code that is not the room's.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &wrong_code_given::user, "Who."}}; }
};

/// The answer of `room.code` and `room.renew_code`.
struct entry_code_told {
  static constexpr std::uint16_t code = 10;
  static constexpr std::string_view name = "entry_code_told";
  static constexpr std::string_view about = "The code that people need to get into the room.";
  std::string letters;
  static constexpr auto fields() {
    return std::tuple{field{"code", &entry_code_told::letters,
                            "Capitals and digits, none of which looks like another; people may give it in small "
                            "letters, and with spaces or dashes."}};
  }
  bool operator==(const entry_code_told&) const = default;
};

struct read_code {
  static constexpr std::string_view name = "room.code";
  static constexpr std::string_view about = "Tells the host the room's code.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = entry_code_told;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &read_code::room, "The room."}}; }
};

struct renew_code {
  static constexpr std::string_view name = "room.renew_code";
  static constexpr std::string_view about = "Gives the room another code; the one before lets nobody in any more.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = entry_code_told;
  using errors = over_errors;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &renew_code::room, "The room."}}; }
};

/// Somebody who gave wrong codes lately.
struct code_guesser {
  user_id user;
  std::uint32_t wrong = 0;
  /// When the first of them was given.
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &code_guesser::user}, field{"wrong", &code_guesser::wrong},
                      field{"since", &code_guesser::since}};
  }
  bool operator==(const code_guesser&) const = default;
};

struct entry_code {
  static constexpr std::string_view name = "entry_code";

  struct rules {
    static constexpr std::string_view name = "entry_code_rules";
    static constexpr std::string_view about = "Whoever wants a seat needs the room's code.";
    std::uint32_t length = 8;
    static constexpr auto fields() {
      return std::tuple{field{"length", &rules::length, "How many characters a code has.", bounds{6, 16}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint32_t renewals = 0;
    std::vector<code_guesser> guessers{};  // who began first first
    static constexpr auto fields() {
      return std::tuple{field{"first", &state::first}, field{"second", &state::second},
                        field{"renewals", &state::renewals}, field{"guessers", &state::guessers}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "entry_code_view";
    static constexpr std::string_view about = "That the room has a code, which whoever wants a seat needs.";
    static constexpr auto fields() { return std::tuple{}; }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<read_code, renew_code>;
  using events = type_list<entry_code_seeded, entry_code_renewed, wrong_code_given>;
  using seat_errors = error_list<errc::code_wrong, errc::too_many_tries>;

  /// A room that was born of a match has no code: nobody comes to it by their own word.
  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static result<events_out> begin_with(const create_room_resolved& asked, const moment& at);
  /// The host needs no code, and nor does anybody who comes by the host's word or an operator's.
  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);
  /// A wrong code is counted; that none was given is not.
  template <class Method, class Out>
  static void left_by(const room&, const Method& asked, const caller& who, const error& why, const moment&, Out& out) {
    if constexpr (requires { asked.code; })
      if (why.code == errc::code_wrong && asked.code) out.add(wrong_code_given{who.user});
  }

  static result<room_decision> decide(const room& room, const read_code& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const renew_code& asked, const caller& who, const moment& at);

  static void apply(state& to, const entry_code_seeded& event, const commit_stamp& stamp);
  static void apply(state& to, const entry_code_renewed&, const commit_stamp&) { ++to.renewals; }
  static void apply(state& to, const wrong_code_given& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
};

/// The code of a room with that state, of so many characters (at most 16).
std::string code_of(const entry_code::state& state, std::uint32_t length);
/// What somebody gave, as codes are written.
std::string plain_code(std::string_view given);
/// Whether somebody who gave `given` means `code`. How long it takes tells nothing of how much of it is right.
bool is_code(std::string_view given, std::string_view code);

}  // namespace moim

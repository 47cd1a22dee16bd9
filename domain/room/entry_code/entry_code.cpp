#include "domain/room/entry_code/entry_code.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Without 0 and O, 1, I and L.
constexpr std::string_view code_letters{"23456789ABCDEFGHJKMNPQRSTUVWXYZ"};

auto find_guesser(const std::vector<code_guesser>& among, const user_id& user) {
  return std::find_if(among.begin(), among.end(), [&](const code_guesser& each) { return each.user == user; });
}

/// Until when a person may give no code at all; nothing: they may.
std::optional<time_ms> locked_out_until(const entry_code::state& state, const user_id& user, time_ms now) {
  auto found = find_guesser(state.guessers, user);
  if (found == state.guessers.end() || found->wrong < max_wrong_codes) return std::nullopt;
  auto until = found->since + wrong_codes_within_ms;
  return until > now ? std::optional{until} : std::nullopt;
}

std::string told_code(const room& room, std::uint32_t more_renewals) {
  auto state = room.get<entry_code>();
  state.renewals += more_renewals;
  return code_of(state, room.kind.rules<entry_code>()->length);
}

}  // namespace

std::string plain_code(std::string_view given) {
  std::string text;
  for (char c : given)
    if (c != ' ' && c != '-') text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string code_of(const entry_code::state& state, std::uint32_t length) {
  std::string number(4, '\0');
  for (std::size_t i = 0; i < number.size(); ++i) number[i] = static_cast<char>(state.renewals >> (8 * i) & 0xff);
  auto hash = keyed_hash({state.first, state.second}, number);
  std::string code;
  for (std::uint32_t i = 0; i < length; ++i) {
    // Eight letters take forty of a word's bits.
    auto& word = i < 8 ? hash.first : hash.second;
    code += code_letters[word % code_letters.size()];
    word /= code_letters.size();
  }
  return code;
}

bool is_code(std::string_view given, std::string_view code) {
  auto said = plain_code(given);
  if (said.size() != code.size()) return false;
  unsigned differs = 0;
  for (std::size_t i = 0; i < code.size(); ++i)
    differs |= static_cast<unsigned>(static_cast<unsigned char>(said[i]) ^ static_cast<unsigned char>(code[i]));
  return differs == 0;
}

std::optional<entry_code::state> entry_code::begin(const room_created& event, const commit_stamp&) {
  if (event.match || !event.kind.rules<entry_code>()) return std::nullopt;
  return state{};
}

result<events_out> entry_code::begin_with(const create_room_resolved& asked, const moment&) {
  return events_out{{entry_code_seeded{asked.seed.first, asked.seed.second}}};
}

std::optional<error> entry_code::why_no_seat(const room& room, const seat_wanted& wanted, const moment& at) {
  if (!is_by_own_word(wanted.way) || is_host(room, wanted.person) || is_planted(planted_bug::code_not_asked))
    return std::nullopt;
  if (auto until = locked_out_until(room.get<entry_code>(), wanted.person, at.now))
    return error{errc::too_many_tries, {}, static_cast<std::uint32_t>(*until - at.now)};
  if (!wanted.code || !is_code(*wanted.code, told_code(room, 0))) return error{errc::code_wrong};
  return std::nullopt;
}

result<room_decision> entry_code::decide(const room& room, const read_code&, const caller&, const moment&) {
  return room_decision{{}, entry_code_told{told_code(room, 0)}};
}

result<room_decision> entry_code::decide(const room& room, const renew_code&, const caller&, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return tl::unexpected{std::move(*why)};
  return room_decision{{entry_code_renewed{}}, entry_code_told{told_code(room, 1)}};
}

void entry_code::apply(state& to, const entry_code_seeded& event, const commit_stamp&) {
  to.first = event.first;
  to.second = event.second;
}

void entry_code::apply(state& to, const wrong_code_given& event, const commit_stamp& stamp) {
  auto known = find_guesser(to.guessers, event.user);
  code_guesser guesser{event.user, 0, stamp.at};
  if (known != to.guessers.end()) {
    if (known->since + wrong_codes_within_ms > stamp.at) guesser = *known;
    to.guessers.erase(known);
  }
  ++guesser.wrong;
  auto place = std::upper_bound(to.guessers.begin(), to.guessers.end(), guesser.since,
                                [](time_ms since, const code_guesser& each) { return since < each.since; });
  to.guessers.insert(place, guesser);
  if (to.guessers.size() > max_code_guessers) to.guessers.erase(to.guessers.begin());
}

void entry_code::project(const room&, audience, room_view& to) { to.part<entry_code>().emplace(); }

}  // namespace moim

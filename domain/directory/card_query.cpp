#include "domain/directory/card_query.hpp"

#include "domain/declare/digest.hpp"
#include "domain/declare/text.hpp"
#include "domain/directory/earth.hpp"
#include "domain/directory/folded.hpp"

#include <algorithm>

namespace moim {
namespace {

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_within(double value, double limit) { return value >= -limit && value <= limit; }

std::optional<error> why_not(const room_filter& asked) {
  auto invalid = [](std::string detail) { return error{errc::invalid_params, std::move(detail), std::nullopt}; };
  if (asked.text)
    if (auto why = why_not_text(*asked.text, {max_text_searched, false})) return why;
  for (const auto& tag : asked.tags.value_or(std::vector<std::string>{})) {
    if (trimmed(tag).empty() || characters(tag) > max_tag)
      return invalid("tags: words of 1 to " + std::to_string(max_tag) + " characters, please");
    if (auto why = why_not_text(tag, {max_tag, false})) return why;
  }
  if (!asked.near) {
    if (asked.order == list_order::nearest) return invalid("near: the nearest to what?");
    return std::nullopt;
  }
  // Each comparison is false for what is not a number.
  bool is_point = is_within(asked.near->lat, 90) && is_within(asked.near->lon, 180);
  bool is_radius = asked.near->radius_m >= 0 && asked.near->radius_m <= static_cast<double>(max_distance_m);
  if (!is_point || !is_radius)
    return invalid("near: degrees north and east, and a radius of 0 to " + std::to_string(max_distance_m) + " metres");
  return std::nullopt;
}

/// Four words as 52 characters: a check, the metres, and the key.
constexpr std::size_t cursor_length = 2 * base32_length;

std::uint64_t check_of(const card_query& query, const list_place& at) {
  return digest{}.add(query).add(std::uint64_t{at.metres}).add(at.key.major).add(at.key.minor).value();
}

}  // namespace

result<card_query> query_of(const room_filter& asked) {
  if (auto why = why_not(asked)) return tl::unexpected{std::move(*why)};
  card_query query;
  query.kind = asked.kind;
  query.phase = asked.phase.value_or(room_phase::open);
  query.free_seats = std::max(asked.free_seats.value_or(0), asked.with_free_seat.value_or(false) ? 1U : 0U);
  query.text = folded(trimmed(asked.text.value_or(std::string{})));
  for (const auto& tag : asked.tags.value_or(std::vector<std::string>{})) query.tags.push_back(folded(trimmed(tag)));
  std::sort(query.tags.begin(), query.tags.end());
  query.tags.erase(std::unique(query.tags.begin(), query.tags.end()), query.tags.end());
  query.starts_from_ms = asked.starts_from_ms;
  query.starts_to_ms = asked.starts_to_ms;
  query.near = asked.near;
  query.order = asked.order.value_or(list_order::newest);
  return query;
}

std::string cursor_of(const card_query& query, const list_place& at) {
  return base32_text(check_of(query, at), at.metres) + base32_text(at.key.major, at.key.minor);
}

result<list_place> place_of(const card_query& query, std::string_view cursor) {
  list_place at;
  std::uint64_t check = 0;
  std::uint64_t metres = 0;
  bool is_whole = cursor.size() == cursor_length && parse_base32(cursor.substr(0, base32_length), check, metres) &&
                  parse_base32(cursor.substr(base32_length), at.key.major, at.key.minor);
  if (is_whole) at.metres = static_cast<std::uint32_t>(metres);
  if (!is_whole || metres != at.metres || check != check_of(query, at)) return fail(errc::cursor_invalid);
  return at;
}

}  // namespace moim

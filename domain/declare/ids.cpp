#include "domain/declare/ids.hpp"

#include <array>

namespace moim {
namespace {

constexpr std::string_view base32_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::uint8_t no_digit = 0xff;
/// Where the second and the third part of the digits begin: twelve have 60 bits, and the first two what is left of 128.
constexpr std::size_t base32_middle = 2;
constexpr std::size_t base32_lower = 14;

/// The value of each character as a digit of base 32.
constexpr auto base32_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < base32_digits.size(); ++i)
    values[static_cast<unsigned char>(base32_digits[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

/// The value of each character as a digit of base 16, in either case.
constexpr auto hex_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t i = 0; i < 10; ++i) values['0' + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) values['a' + i] = values['A' + i] = static_cast<std::uint8_t>(10 + i);
  return values;
}();

template <class Id>
std::optional<Id> parse_prefixed(std::string_view text, std::string_view prefix) {
  Id result;
  if (!text.starts_with(prefix)) return std::nullopt;
  if (!parse_base32(text.substr(prefix.size()), result.high, result.low)) return std::nullopt;
  return result;
}

}  // namespace

unsigned partition_of(const entity_id& entity) { return static_cast<unsigned>(spread_of(entity) % partition_count); }

void write_base32(std::uint64_t high, std::uint64_t low, char* to) {
  auto write = [&](std::uint64_t value, std::size_t begin, std::size_t end) {
    for (auto i = end; i-- > begin; value >>= 5) to[i] = base32_digits[value & 31];
  };
  write(high >> 56, 0, base32_middle);
  write(high << 4 | low >> 60, base32_middle, base32_lower);
  write(low, base32_lower, base32_length);
}

std::string base32_text(std::uint64_t high, std::uint64_t low) {
  std::string text(base32_length, '0');
  write_base32(high, low, text.data());
  return text;
}

bool parse_base32(std::string_view text, std::uint64_t& high, std::uint64_t& low) {
  // The first of 26 digits holds the upper 3 of 128 bits.
  if (text.size() != base32_length || text[0] > '7') return false;
  unsigned seen = 0;
  auto read = [&](std::size_t begin, std::size_t end) {
    std::uint64_t value = 0;
    for (auto i = begin; i < end; ++i) {
      auto digit = base32_values[static_cast<unsigned char>(text[i])];
      seen |= digit;
      value = value << 5 | digit;
    }
    return value;
  };
  auto upper = read(0, base32_middle);
  auto middle = read(base32_middle, base32_lower);
  auto lower = read(base32_lower, base32_length);
  if (seen > 31) return false;
  high = upper << 56 | middle >> 4;
  low = middle << 60 | lower;
  return true;
}

template <>
std::optional<room_id> parse_id<room_id>(std::string_view text) {
  return parse_prefixed<room_id>(text, room_tag::prefix);
}
template <>
std::optional<user_id> parse_id<user_id>(std::string_view text) {
  return parse_prefixed<user_id>(text, user_tag::prefix);
}

template <>
std::optional<ticket_id> parse_id<ticket_id>(std::string_view text) {
  return parse_prefixed<ticket_id>(text, ticket_tag::prefix);
}
template <>
std::optional<match_id> parse_id<match_id>(std::string_view text) {
  return parse_prefixed<match_id>(text, match_tag::prefix);
}
template <>
std::optional<pool_id> parse_id<pool_id>(std::string_view text) {
  return parse_prefixed<pool_id>(text, pool_tag::prefix);
}

void write_uuid(const request_key& key, char* to) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) *to++ = '-';
    auto word = i < 16 ? key.high : key.low;
    *to++ = digits[(word >> (60 - 4 * (i % 16))) & 15];
  }
}

std::string to_text(const request_key& key) {
  std::string text(request_key_length, '-');
  write_uuid(key, text.data());
  return text;
}

std::optional<request_key> as_uuid7(const request_key& key) {
  bool version_7 = ((key.high >> 12) & 15) == 7;
  bool rfc_variant = (key.low >> 62) == 2;
  if (!version_7 || !rfc_variant) return std::nullopt;
  return key;
}

std::optional<request_key> parse_request_key(std::string_view text) {
  if (text.size() != request_key_length) return std::nullopt;
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
  unsigned seen = 0;
  auto add = [&](std::uint64_t word, std::size_t from, std::size_t to) {
    for (; from < to; ++from) {
      auto digit = hex_values[static_cast<unsigned char>(text[from])];
      seen |= digit;
      word = (word << 4) | digit;
    }
    return word;
  };
  auto high = add(add(add(0, 0, 8), 9, 13), 14, 18);
  auto low = add(add(0, 19, 23), 24, 36);
  if (seen > 15) return std::nullopt;
  return as_uuid7({high, low});
}

}  // namespace moim

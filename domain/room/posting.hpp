#pragma once

#include "domain/declare/circle.hpp"
#include "domain/room/moderation/moderation.hpp"

/// What those facets have in common in which people say something: who may, and how much of it one answer brings.
namespace moim {

/// Why the caller is not among those that a part of the room is open to (`not_member`); nothing if they are.
std::optional<error> why_outside(circle open_to, const room& room, const caller& who);

/// What `why_silent` may say.
using silence_errors = joined_errors<over_errors, error_list<errc::banned>>;
/// Why the caller may add nothing: the room is over, or keeps them away. Nothing if they may.
std::optional<error> why_silent(const room& room, const caller& who, const moment& at);

/// Whether the caller has the host's rights in the room.
bool acts_as_host(const room& room, const caller& who);

/// The most characters that any kind lets a comment or an announcement have.
inline constexpr std::size_t max_posted_chars = 4'000;
/// With this much text, in bytes, an answer takes no further entry: a read is expected to bring some 32 KiB
/// (docs/operations.md), and one text has up to 16,000 bytes.
inline constexpr std::size_t max_page_text = 16'384;

/// The answer of methods that post a text.
struct text_posted {
  static constexpr std::uint16_t code = 140;
  static constexpr std::string_view name = "text_posted";
  static constexpr std::string_view about = "The text is posted.";
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &text_posted::number, "Its number in the room; later ones have larger numbers."}};
  }
  bool operator==(const text_posted&) const = default;
};

}  // namespace moim

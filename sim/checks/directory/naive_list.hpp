#pragma once

#include "domain/directory/list_messages.hpp"

/// What the directory's list should say, found by looking at every card. It shares nothing with the index: neither its
/// geometry, nor its words, nor its order.
namespace moim::sim {

/// Whether a card belongs to a list. Between yes and no lies what is as far away as was asked for to a millimetre,
/// but not to the last digit.
enum class belongs : std::uint8_t { no, perhaps, yes };
belongs belongs_to(const room_filter& asked, const room_card& card);

/// Why one card may not come before another in a list; nothing: it may.
std::optional<std::string> why_not_before(const room_filter& asked, const room_card& first, const room_card& second);

}  // namespace moim::sim

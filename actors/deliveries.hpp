#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/ids.hpp"

#include <variant>

namespace moim {

/// A delivery on its way to its target (rule 6), answered with `delivery_answered`. It may come several times
/// and gets the first answer each time. The target knows it by what it keeps anyway: a room by its match, an
/// inbox by the names of its news, a person's list by the delivery's number.
template <class Payload>
struct delivered {
  entity_id from;
  std::uint64_t number = 0;
  Payload what;
};

template <class T>
inline constexpr bool is_delivered = false;
template <class Payload>
inline constexpr bool is_delivered<delivered<Payload>> = true;

/// Whether one of these is a delivery.
template <class... Ts>
bool holds_delivery(const std::variant<Ts...>& call) {
  return std::visit([]<class T>(const T&) { return is_delivered<T>; }, call);
}

/// What became of a delivery.
enum class delivery_end : std::uint8_t {
  done,     ///< the target has it on disk, now or before
  refused,  ///< the target has decided that it cannot be, for ever
  not_yet,  ///< the target cannot take it as it is now, and may later
  busy,     ///< the target or its store has no room for it now: that was no try
};

/// The outcome, on its way back to the source. A source that has left memory meanwhile sends the delivery again when it
/// is woken, and gets the same answer then.
struct delivery_answered {
  static constexpr bool only_if_live = true;
  std::uint64_t number = 0;
  delivery_end end{};
  /// `busy`, `not_yet`: it may be sent again after so long.
  std::uint32_t retry_after_ms = 0;
  /// The target that answers; by now the delivery may go to another one.
  entity_id by{};
  /// With `done`: the target has had it for less than `delivery_agrees_ms`. If it was sent once more, the
  /// target had lost it, and may lose it again.
  bool is_recent = false;
};

/// The answer to a delivery that the target refuses as it refuses requests: its queue or its store is full,
/// or its log cannot be read.
inline delivery_answered answer_of_refusal(std::uint64_t number, const error& why) {
  auto end = why.code == errc::entity_unreadable ? delivery_end::not_yet : delivery_end::busy;
  return {number, end, why.retry_after_ms.value_or(0)};
}

}  // namespace moim

#pragma once

#include "domain/declare/derived_ids.hpp"
#include "domain/room/room.hpp"

/// Short ways to make the values that tests are about.
namespace moim::make {

inline constexpr time_ms noon_ms = 1'790'000'000'000;

/// What a store would have drawn.
inline constexpr id_secret secret{0x0706050403020100, 0x0f0e0d0c0b0a0908};

inline user_id user(std::uint64_t n) { return {0x0100, n}; }

/// A well-formed UUIDv7 made at `at`, the n-th of that millisecond.
inline request_key key(std::uint64_t n, time_ms at = noon_ms) {
  return {(static_cast<std::uint64_t>(at) << 16) | 0x7000, (std::uint64_t{2} << 62) | n};
}

inline caller by(std::uint64_t n, std::uint64_t key_number, time_ms at = noon_ms) {
  return {user(n), key(key_number, at), 1};
}

inline moim::kind meal(std::uint32_t open_for_s = 3600) {
  return {"meal", 1, 5000, true, roster::everyone, open_for_s};
}

inline room_id room_number(std::uint64_t n) { return {(static_cast<std::uint64_t>(noon_ms) << 16), n}; }

inline create_room_resolved create(std::uint32_t seats, moim::kind k = meal()) {
  return {room_number(1), std::move(k), "Soup at noon", seats};
}

}  // namespace moim::make

#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace moim::load {

class connection;

/// Nanoseconds of the steady clock.
inline std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The one thread that all connections live on, and what they share.
struct event_loop {
  static constexpr std::size_t read_bytes = 262'144;

  boost::asio::io_context io{1};
  /// Read into by whoever has something to read: connections keep only what is incomplete.
  std::unique_ptr<char[]> buffer = std::make_unique<char[]>(read_bytes);
  /// Those with something to write, once each; written together when all that has arrived is handled.
  std::vector<connection*> unwritten;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
};

}  // namespace moim::load

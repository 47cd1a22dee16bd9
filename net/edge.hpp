#pragma once

#include "net/edge_options.hpp"

#include <tl/expected.hpp>

namespace moim {

/// The sockets: accepts connections, and spreads them over I/O threads that run the sessions.
class edge {
 public:
  /// Listens at once. The error is a sentence for the operator.
  static tl::expected<std::unique_ptr<edge>, std::string> open(edge_options options, edge_services services);
  /// Cuts what is still connected. The outlets live as long as this: no actor may use them afterwards.
  ~edge();

  std::uint16_t port() const;
  /// Not ready any more; sessions are closed once what they asked for is answered.
  void drain();
  /// The store's time was moved by hand: tokens may be over. Safe from any thread.
  void look_at_clock();
  /// After `drain`: whether all connections have gone within this time.
  bool wait_until_empty(std::chrono::milliseconds within);
  /// Ends the I/O threads. What actors still say goes nowhere.
  void stop();

 private:
  struct parts;
  explicit edge(std::unique_ptr<parts> opened);
  std::unique_ptr<parts> parts_;
};

}  // namespace moim

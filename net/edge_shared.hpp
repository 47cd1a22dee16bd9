#pragma once

#include "net/edge_options.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace moim {

/// What the I/O threads of one edge share.
class edge_shared {
 public:
  edge_shared(edge_options options_of, edge_services services_of)
      : options{std::move(options_of)},
        services{std::move(services_of)},
        refused{services.metrics.edge},
        addresses{options.addresses, http::draw_hash_key()},
        guests{services.issuer, services.check_token, options.guests, addresses, refused},
        routes{services.metrics, guests,
               [this] {
                 return draining ? http::readiness{false, "draining"} : services.ready();
               },
               options.serves, services.clock} {}

  /// False if there are as many connections as there may be.
  bool may_connect() {
    if (connections_.fetch_add(1) < options.max_connections) return true;
    disconnected();
    return false;
  }
  void disconnected() {
    if (connections_.fetch_sub(1) != 1) return;
    // Under the lock, or a waiter could miss it between its look and its sleep.
    std::lock_guard held{guarding_};
    nobody_left_.notify_all();
  }
  /// Whether all connections have gone within this time.
  bool wait_until_empty(std::chrono::milliseconds within) {
    std::unique_lock held{guarding_};
    return nobody_left_.wait_for(held, within, [this] { return connections_ == 0; });
  }

  const edge_options options;
  const edge_services services;
  std::atomic<bool> draining{false};
  refusals refused;
  http::address_book addresses;
  http::guests guests;
  http::routes routes;

 private:
  std::atomic<std::size_t> connections_{0};
  std::mutex guarding_;
  std::condition_variable nobody_left_;
};

}  // namespace moim

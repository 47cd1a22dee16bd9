#pragma once

#include "domain/declare/keyed_hash.hpp"
#include "net/http/client_address.hpp"
#include "net/rate_bound.hpp"

#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace moim::http {

/// A rate that an operator chooses: so many a second for ever, and at once what a pause of 50 s would have let through.
struct paused_rate {
  std::uint32_t per_s = 0;
  std::uint32_t burst() const { return per_s * 50; }
};

/// How much one address may have; `bounded_as` says what counts as one.
struct address_limits {
  /// Connections at once.
  std::size_t max_connections = 5'000;
  /// WebSocket handshakes, whether they succeed or not; as many of TLS.
  paused_rate handshakes{100};
  /// Guests' tokens.
  paused_rate guests{100};
  /// Requests of plain HTTP, those for guests' tokens among them.
  paused_rate requests{200};
  /// Addresses without a connection whose rates are remembered.
  std::size_t max_idle = 10'000;
};

/// What an address has a rate of.
enum class address_rate : std::uint8_t { handshakes, guests, tls_handshakes, requests };

/// What each address has and has lately used, so that none takes what is everybody's. No use of one address costs
/// another anything: what is remembered of addresses without a connection is bounded by forgetting the one that was
/// heard of longest ago, whose rates then begin anew; newcomers are never refused for others' sake. Addresses with a
/// connection are as many as there are connections, at the most. Nobody can choose addresses whose hashes collide.
///
/// Time is an argument, by a steady clock. Safe from any thread; it outlives its leases.
class address_book {
 public:
  /// A connection that is counted, for as long as this lives.
  class lease {
   public:
    lease(lease&& other) noexcept : of_{std::exchange(other.of_, nullptr)}, address_{other.address_} {}
    lease& operator=(lease&& other) noexcept;
    ~lease();

   private:
    friend address_book;
    lease(address_book& of, const client_address& address) : of_{&of}, address_{address} {}
    address_book* of_;
    client_address address_;
  };

  /// `key` is for the hashes alone, and nobody's to know.
  address_book(const address_limits& limits, const id_secret& key) : limits_{limits}, entries_{0, keyed_hasher{key}} {}

  /// Nothing if `address` has as many connections as it may.
  std::optional<lease> connect(const client_address& address, time_ms now);
  /// Takes one of what `address` may have; false if it has to wait.
  bool take(address_rate what, const client_address& address, time_ms now);

  const address_limits& limits() const { return limits_; }
  /// Addresses that are remembered.
  std::size_t size() const;

 private:
  struct keyed_hasher {
    id_secret key;
    std::size_t operator()(const client_address& of) const;
  };
  struct entry {
    std::size_t connections = 0;
    std::array<rate_bound, 4> rates;
    std::list<client_address>::iterator place{};  // in `idle_`, while it has no connection
  };

  entry& find(const client_address& address, time_ms now);
  void disconnect(const client_address& address);
  void forget_some(time_ms now);
  void forget_oldest();

  const address_limits limits_;
  mutable std::mutex guarding_;
  std::unordered_map<client_address, entry, keyed_hasher> entries_;
  std::list<client_address> idle_;  // those without a connection, the last that was heard of first
};

/// A key for an `address_book`, drawn by the system.
id_secret draw_hash_key();

}  // namespace moim::http

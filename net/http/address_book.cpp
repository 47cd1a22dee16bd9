#include "net/http/address_book.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace moim::http {
namespace {

/// How many of those that need not be kept are forgotten at a time: more than can be added, and never long.
constexpr int forgotten_at_once = 2;

}  // namespace

address_book::lease& address_book::lease::operator=(lease&& other) noexcept {
  std::swap(of_, other.of_);
  std::swap(address_, other.address_);
  return *this;
}

address_book::lease::~lease() {
  if (of_ != nullptr) of_->disconnect(address_);
}

std::optional<address_book::lease> address_book::connect(const client_address& address, time_ms now) {
  auto counted = bounded_as(address);
  std::lock_guard held{guarding_};
  auto& known = find(counted, now);
  if (known.connections >= limits_.max_connections) return std::nullopt;
  if (known.connections++ == 0) idle_.erase(known.place);
  return lease{*this, counted};
}

bool address_book::take(address_rate what, const client_address& address, time_ms now) {
  std::lock_guard held{guarding_};
  return find(bounded_as(address), now).rates[static_cast<std::size_t>(what)].take(now);
}

std::size_t address_book::size() const {
  std::lock_guard held{guarding_};
  return entries_.size();
}

std::size_t address_book::keyed_hasher::operator()(const client_address& of) const {
  return keyed_hash(key, {reinterpret_cast<const char*>(of.bytes.data()), of.bytes.size()}).first;
}

address_book::entry& address_book::find(const client_address& address, time_ms now) {
  auto found = entries_.find(address);
  if (found != entries_.end()) {
    if (found->second.connections == 0) idle_.splice(idle_.begin(), idle_, found->second.place);
    return found->second;
  }
  auto full = [&](const paused_rate& rate) { return rate_bound{rate.per_s, rate.burst(), now}; };
  entry fresh{0, {full(limits_.handshakes), full(limits_.guests), full(limits_.handshakes), full(limits_.requests)}};
  found = entries_.emplace(address, std::move(fresh)).first;
  found->second.place = idle_.insert(idle_.begin(), address);
  forget_some(now);
  return found->second;
}

void address_book::disconnect(const client_address& address) {
  std::lock_guard held{guarding_};
  auto& known = entries_.find(address)->second;
  if (--known.connections != 0) return;
  known.place = idle_.insert(idle_.begin(), address);
  if (idle_.size() > limits_.max_idle) forget_oldest();
}

/// The first in line, who was just heard of, stays.
void address_book::forget_some(time_ms now) {
  for (int i = 0; i < forgotten_at_once && idle_.size() > 1; ++i) {
    const auto& rates = entries_.find(idle_.back())->second.rates;
    bool need_not_be_kept =
        std::all_of(rates.begin(), rates.end(), [&](const auto& each) { return each.is_full(now); });
    if (!need_not_be_kept && idle_.size() <= limits_.max_idle) return;
    forget_oldest();
  }
}

void address_book::forget_oldest() {
  entries_.erase(idle_.back());
  idle_.pop_back();
}

id_secret draw_hash_key() {
  id_secret key;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&key), sizeof key) != 1)
    throw std::runtime_error{"the system has no random numbers"};
  return key;
}

}  // namespace moim::http

#include "net/http/guests.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstring>

namespace moim::http {
namespace {

/// An id that nobody can guess; its upper bits are the time.
user_id new_user(time_ms now) {
  std::array<std::uint64_t, 2> random;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), sizeof random) != 1)
    throw std::runtime_error{"the system has no random numbers"};
  return {static_cast<std::uint64_t>(now) << 16 | (random[0] & 0xffff), random[1]};
}

response too_many() {
  return {429, "text/plain; charset=utf-8", "Too many guests from this address.\n", "Retry-After: 1\r\n"};
}

}  // namespace

response guests::welcome(const std::string& address, const instant& now) {
  if (!within_rate(address, now.steady_ms())) return too_many();
  return give_token(new_user(now.at), now);
}

/// The rate comes first: strangers make the server check signatures.
response guests::renew(std::string_view token, const std::string& address, const instant& now) {
  if (!within_rate(address, now.steady_ms())) return too_many();
  auto who = check_(token, now.at);
  if (!who)
    return {401, "text/plain; charset=utf-8", std::string{describe(who.error().code).name} + '\n',
            "WWW-Authenticate: Bearer\r\n"};
  if (!who->is_own)
    return {403, "text/plain; charset=utf-8", "This token is of another issuer: get the next one there.\n"};
  return give_token(who->user, now);
}

response guests::give_token(const user_id& user, const instant& now) const {
  auto body = R"({"token":")" + issuer_.issue(user, now.at, options_.lifetime_ms) + R"(","user":")" + to_text(user) +
              R"(","expires_at_ms":)" + std::to_string(now.at + options_.lifetime_ms) + "}\n";
  return {200, "application/json", std::move(body)};
}

bool guests::within_rate(const std::string& address, time_ms now) {
  std::lock_guard held{guarding_};
  auto found = rates_.find(address);
  if (found == rates_.end()) {
    if (rates_.size() >= options_.max_addresses)
      std::erase_if(rates_, [&](const auto& each) { return each.second.is_full(now); });
    if (rates_.size() >= options_.max_addresses) return false;
    found = rates_.emplace(address, rate_bound{options_.per_s, options_.burst, now}).first;
  }
  return found->second.take(now);
}

}  // namespace moim::http

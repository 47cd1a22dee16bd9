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

response refuse(unsigned status, std::string why, std::string headers = {}) {
  return {status, "text/plain; charset=utf-8", std::move(why) + '\n', std::move(headers)};
}

}  // namespace

response guests::welcome(const client_address& address, const instant& now) {
  if (auto refusal = why_not(address, now)) return *std::move(refusal);
  return give_token(new_user(now.at), now);
}

/// The rate comes first: strangers make the server check signatures.
response guests::renew(std::string_view token, const client_address& address, const instant& now) {
  if (auto refusal = why_not(address, now)) return *std::move(refusal);
  auto who = check_(token, now.at);
  if (!who) return refuse(401, std::string{describe(who.error().code).name}, "WWW-Authenticate: Bearer\r\n");
  if (!who->is_own) return refuse(403, "This token is of another issuer: get the next one there.");
  return give_token(who->user, now);
}

std::optional<response> guests::why_not(const client_address& address, const instant& now) {
  if (addresses_.limits().guests.per_s == 0)
    return refuse(403, "This server has no guests: bring a token of your own.");
  if (addresses_.take(address_rate::guests, address, now.steady_ms())) return std::nullopt;
  refused_.add(edge_refusal::guests, now.steady_ms(), [&] {
    return to_text(address) + " asks for more guests than --guests-per-second lets one address have: refused";
  });
  return refuse(429, "Too many guests from this address.", "Retry-After: 1\r\n");
}

response guests::give_token(const user_id& user, const instant& now) const {
  auto body = R"({"token":")" + issuer_.issue(user, now.at, options_.lifetime_ms) + R"(","user":")" + to_text(user) +
              R"(","expires_at_ms":)" + std::to_string(now.at + options_.lifetime_ms) + "}\n";
  return {200, "application/json", std::move(body)};
}

}  // namespace moim::http

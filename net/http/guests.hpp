#pragma once

#include "domain/declare/ids.hpp"
#include "net/auth/token_check.hpp"
#include "net/auth/token_issuer.hpp"
#include "net/http/response.hpp"
#include "net/instant.hpp"
#include "net/rate_bound.hpp"

#include <map>
#include <mutex>

namespace moim::http {

struct guest_options {
  /// How long a guest's token is good for.
  time_ms lifetime_ms = 24 * hour_ms;
  /// Guests from one address: so many a second, and so many at once after a pause.
  std::uint32_t per_s = 100;
  std::uint32_t burst = 5'000;
  /// Addresses that are remembered at once.
  std::size_t max_addresses = 10'000;
};

/// `POST /auth/guest`: makes a person up and gives them a token, or gives one who has a token the next. Safe from any
/// thread.
class guests {
 public:
  guests(const token_issuer& issuer, token_check check, guest_options options)
      : issuer_{issuer}, check_{std::move(check)}, options_{options} {}

  response welcome(const std::string& address, const instant& now);
  /// A new token for the person whose `token` this server gave. 401 if it is no good any more, 403 if it is good and
  /// its issuer is another, 429 as for newcomers.
  response renew(std::string_view token, const std::string& address, const instant& now);

 private:
  response give_token(const user_id& user, const instant& now) const;
  bool within_rate(const std::string& address, time_ms now);

  const token_issuer& issuer_;
  const token_check check_;
  const guest_options options_;
  std::mutex guarding_;
  std::map<std::string, rate_bound> rates_;
};

}  // namespace moim::http

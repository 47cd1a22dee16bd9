#pragma once

#include "domain/declare/ids.hpp"
#include "net/auth/token_check.hpp"
#include "net/auth/token_issuer.hpp"
#include "net/http/address_book.hpp"
#include "net/http/response.hpp"
#include "net/instant.hpp"
#include "net/refusals.hpp"

#include <optional>

namespace moim::http {

struct guest_options {
  /// How long a guest's token is good for.
  time_ms lifetime_ms = 24 * hour_ms;
};

/// `POST /auth/guest`: makes a person up and gives them a token, or gives one who has a token the next, as many as the
/// book lets an address have; if that is none a second, there are no guests (403). Safe from any thread.
class guests {
 public:
  /// All of these outlive the guests.
  guests(const token_issuer& issuer, token_check check, guest_options options, address_book& addresses,
         refusals& refused)
      : issuer_{issuer}, check_{std::move(check)}, options_{options}, addresses_{addresses}, refused_{refused} {}

  response welcome(const client_address& address, const instant& now);
  /// A new token for the person whose `token` this server gave. 401 if it is no good any more, 403 if it is good and
  /// its issuer is another, 429 as for newcomers.
  response renew(std::string_view token, const client_address& address, const instant& now);

 private:
  std::optional<response> why_not(const client_address& address, const instant& now);
  response give_token(const user_id& user, const instant& now) const;

  const token_issuer& issuer_;
  const token_check check_;
  const guest_options options_;
  address_book& addresses_;
  refusals& refused_;
};

}  // namespace moim::http

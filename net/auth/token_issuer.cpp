#include "net/auth/token_issuer.hpp"

#include "net/auth/base64url.hpp"
#include "net/auth/signing_key.hpp"

namespace moim {
namespace {

std::string_view bytes_of(const server_secret& secret) {
  return {reinterpret_cast<const char*>(secret.data()), secret.size()};
}

}  // namespace

token_key own_key(const server_secret& secret) {
  token_key key{std::nullopt, token_algorithm::hs256, std::string{bytes_of(secret)}, std::string{own_issuer}};
  key.is_own = true;
  return key;
}

std::string token_issuer::issue(const user_id& user, time_ms now, time_ms lifetime_ms) const {
  auto seconds = [](time_ms at) { return std::to_string(at / second_ms); };
  auto claims = R"({"iss":")" + std::string{own_issuer} + R"(","sub":")" + to_text(user) + R"(","iat":)" +
                seconds(now) + R"(,"exp":)" + seconds(now + lifetime_ms) + "}";
  auto text = to_base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + to_base64url(claims);
  return text + "." + to_base64url(hmac_sha256(bytes_of(secret_), text));
}

}  // namespace moim

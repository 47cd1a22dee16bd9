#include "sim/simulation/engine/tokens.hpp"

#include <fmt/format.h>

#include <charconv>

namespace moim::sim {
namespace {

constexpr std::string_view between = " until ";

}  // namespace

std::string token_of(const user_id& user, time_ms expires_at) {
  return fmt::format("{}{}{}", moim::to_text(user), between, expires_at);
}

result<identity> check_token(std::string_view token, time_ms now, const parameters& drawn) {
  auto middle = token.find(between);
  if (middle == std::string_view::npos) return fail(errc::token_invalid);
  auto user = parse_id<user_id>(token.substr(0, middle));
  if (!user) return fail(errc::token_invalid);
  identity who{*user, 0, false, vouches(*user, drawn)};
  auto digits = token.substr(middle + between.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), who.expires_at);
  if (who.expires_at <= now) return fail(errc::token_expired);
  return who;
}

bool vouches(const user_id& user, const parameters& drawn) {
  return static_cast<std::int64_t>(user.low) <= drawn.vouching;
}

}  // namespace moim::sim

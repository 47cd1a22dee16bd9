#include "net/auth/jwks_file.hpp"

namespace moim {

jwks_news jwks_file::look() {
  auto text = read_();
  if (!text) return fail_with(std::move(text.error()));
  if (seen_ == *text) return {};
  auto document = read_jwks(*text);
  if (!document) return fail_with("is no JWKS: " + document.error().detail);
  seen_ = std::move(*text);
  failure_.clear();
  return {std::move(*document), std::nullopt};
}

jwks_news jwks_file::fail_with(std::string why) {
  seen_.reset();
  if (failure_ == why) return {};
  failure_ = why;
  return {std::nullopt, std::move(why)};
}

}  // namespace moim

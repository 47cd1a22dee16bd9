#include "net/auth/token_issuer.hpp"
#include "net/auth/token_verifier.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace moim;

namespace {

constexpr time_ms now = 1'800'000'000'000;
const server_secret secret{42};

}  // namespace

/// No input that was not signed with the secret is anybody's token, and none harms the verifier or the reader of keys.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto verifier = token_verifier::make({{own_key(secret)}});
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (verifier->verify(input, now)) std::abort();
  if (auto keys = keys_from_jwks(input)) (void)token_verifier::make({std::move(*keys)});
  return 0;
}

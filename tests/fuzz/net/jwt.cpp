#include "net/auth/jwks.hpp"
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

/// No input that was not signed with the secret is anybody's token, none harms the verifier or the reader of keys, and
/// whatever keys it reads can be used.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto verifier = token_verifier::make({{own_key(secret)}, id_secret{}});
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (verifier->verify(input, now)) std::abort();
  if (auto read = read_jwks(input))
    if (!token_verifier::make({std::move(read->keys), id_secret{}})) std::abort();
  return 0;
}

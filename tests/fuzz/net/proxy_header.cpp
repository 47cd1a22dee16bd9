#include "net/http/proxy_header.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using moim::http::proxy_header_reader;

/// What a proxy says is the same however it is cut, no longer than it may be, and nothing behind it is lost.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using state = proxy_header_reader::state;
  std::string_view input{reinterpret_cast<const char*>(data), size};
  proxy_header_reader whole;
  auto at_once = whole.feed(input);
  proxy_header_reader cut;
  auto piecewise = state::reading;
  std::size_t used = 0;
  while (used < size && piecewise == state::reading) piecewise = cut.feed(input.substr(used++, 1));
  if (size == 0) piecewise = cut.feed({});
  if (at_once != piecewise) std::abort();
  if (at_once == state::reading && size > proxy_header_reader::max_bytes) std::abort();
  if (at_once != state::done) return 0;
  if (whole.source() != cut.source() || !cut.rest().empty() || whole.rest() != input.substr(used)) std::abort();
  return 0;
}

#include "net/http/cors.hpp"
#include "net/http/forwarded.hpp"
#include "net/http/header_text.hpp"
#include "net/http/hosts.hpp"
#include "net/http/request_reader.hpp"
#include "net/http/upgrade.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace moim::http;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// No header that a client sent begins a line of its own in an answer.
void must_be_one_head(const std::string& bytes, std::size_t lines) {
  auto head = std::string_view{bytes}.substr(0, bytes.find("\r\n\r\n"));
  must(count_of(head, "\n") == lines && count_of(head, "\r") == lines);
}

void judge(const request& asked) {
  must(asked.body.size() <= max_body_bytes);
  must(asked.host.empty() || host_name(asked.host));
  // A page is never the server's own by a name that is not.
  if (asked.origin && may_connect(asked, {})) must(!asked.host.empty());
  must(!is_allowed_host(asked.host, {"never.example"}) || is_same_text(*host_name(asked.host), "never.example"));
  auto peer = parse_address("10.0.0.1");
  static const std::vector<network> trusted{*parse_network("10.0.0.0/8")};
  must(client_of(asked, *peer, {}) == *peer);
  auto client = client_of(asked, *peer, trusted);
  must(parse_address(to_text(client)) == client);
  (void)bearer_token(asked);
  auto accepted = accept_upgrade(asked);
  if (accepted) must(accepted->answer.ends_with("\r\n\r\n") && count_of(accepted->answer, "\r\n\r\n") == 1);
  auto readable = to_bytes(readable_by_page(asked, {}), true);
  must_be_one_head(readable, asked.origin ? 8 : 6);
}

}  // namespace

/// A request is the same, or none, however its bytes are cut; whatever it is, no part of it harms those who judge it,
/// or gets into an answer as more than a value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
  request_reader whole;
  auto at_once = whole.feed(input);
  request_reader cut;
  std::optional<request> piecewise;
  std::size_t step = data[0] % 32 + 1u;
  std::size_t used = 0;
  while (used < input.size() && !piecewise && cut.failure() == 0) {
    piecewise = cut.feed(input.substr(used, step));
    used += std::min(step, input.size() - used);
  }
  must(at_once.has_value() == piecewise.has_value());
  // What stands behind a chunk is not judged before it is long enough to be the last one.
  constexpr std::size_t last_chunk_bytes = 5;
  must((whole.failure() != 0) == (cut.failure() != 0) || cut.rest().size() < last_chunk_bytes);
  if (!at_once) return 0;
  must(*at_once == *piecewise);
  must(whole.rest() == std::string{cut.rest()} + std::string{input.substr(used)});
  judge(*at_once);
  return 0;
}

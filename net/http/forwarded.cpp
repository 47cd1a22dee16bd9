#include "net/http/forwarded.hpp"

#include "net/http/header_text.hpp"

namespace moim::http {
namespace {

using hop = std::optional<client_address>;

/// Whom the element `for=192.0.2.60;proto=http` names.
hop hop_of_element(std::string_view element) {
  hop found;
  auto pairs = split_unquoted(element, ';');
  if (!pairs) return std::nullopt;
  for (auto pair : *pairs) {
    auto equals = pair.find('=');
    if (equals == std::string_view::npos || !is_same_text(trim(pair.substr(0, equals)), "for")) continue;
    // Two of them are two answers to one question.
    if (found) return std::nullopt;
    found = parse_address(unquoted(trim(pair.substr(equals + 1))));
    if (!found) return std::nullopt;
  }
  return found;
}

/// Whom an element of `X-Forwarded-For` names.
hop hop_of_name(std::string_view name) { return parse_address(trim(name)); }

/// From the last element on, and no further than there is somebody who is believed.
client_address walk(const client_address& peer, const std::vector<std::string_view>& elements,
                    hop (*hop_of)(std::string_view), const std::vector<network>& trusted) {
  auto client = peer;
  for (auto each = elements.rbegin(); each != elements.rend() && contains(trusted, client); ++each) {
    auto told = hop_of(*each);
    if (!told) break;
    client = *told;
  }
  return client;
}

}  // namespace

client_address client_of(const request& asked, const client_address& peer, const std::vector<network>& trusted) {
  if (!contains(trusted, peer)) return peer;
  // Quotes mean nothing in it: one that a client left open must not swallow what its proxy added.
  auto listed = walk(peer, split(asked.x_forwarded_for, ','), hop_of_name, trusted);
  if (asked.forwarded.empty()) return listed;
  // The end of a string that a client left open is what its proxy added: who knows what that was.
  auto elements = split_unquoted(asked.forwarded, ',');
  auto told = elements ? walk(peer, *elements, hop_of_element, trusted) : peer;
  return asked.x_forwarded_for.empty() || listed == told ? told : peer;
}

}  // namespace moim::http

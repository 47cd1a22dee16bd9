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

std::vector<hop> hops_of_list(std::string_view list) {
  std::vector<hop> hops;
  // Quotes mean nothing in it: one that a client left open must not swallow what its proxy added.
  for (auto each : split(list, ',')) hops.push_back(parse_address(trim(each)));
  return hops;
}

std::vector<hop> hops_of_elements(std::string_view elements) {
  auto parts = split_unquoted(elements, ',');
  // The end of a string that a client left open is what its proxy added: who knows what that was.
  if (!parts) return {std::nullopt};
  std::vector<hop> hops;
  for (auto each : *parts) hops.push_back(hop_of_element(each));
  return hops;
}

client_address walk(const client_address& peer, const std::vector<hop>& hops, const std::vector<network>& trusted) {
  auto client = peer;
  for (auto each = hops.rbegin(); each != hops.rend() && *each && contains(trusted, client); ++each) client = **each;
  return client;
}

}  // namespace

client_address client_of(const request& asked, const client_address& peer, const std::vector<network>& trusted) {
  if (!contains(trusted, peer)) return peer;
  auto listed = walk(peer, hops_of_list(asked.x_forwarded_for), trusted);
  if (asked.forwarded.empty()) return listed;
  auto told = walk(peer, hops_of_elements(asked.forwarded), trusted);
  return asked.x_forwarded_for.empty() || listed == told ? told : peer;
}

}  // namespace moim::http

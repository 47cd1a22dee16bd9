#include "net/auth/token_keyring.hpp"

#include <spdlog/spdlog.h>

namespace moim {
namespace {

constexpr std::size_t max_names = 16;

/// "`first`, `second`, one without a `kid`": what tells an operator which keys these are.
std::string names_of(const std::vector<token_key>& keys) {
  std::string names;
  for (std::size_t i = 0; i < std::min(keys.size(), max_names); ++i) {
    if (i > 0) names += ", ";
    names += keys[i].key_id ? "`" + *keys[i].key_id + "`" : "one without a `kid`";
  }
  if (keys.size() > max_names) names += " and " + std::to_string(keys.size() - max_names) + " more";
  return names;
}

}  // namespace

token_keyring::token_keyring(token_gate& gate, keyring_options options, file_reader read)
    : gate_{gate}, options_{std::move(options)}, file_{std::move(read)} {}

std::optional<std::string> token_keyring::begin() {
  auto found = file_.look();
  if (found.failure) return options_.file + " " + *found.failure;
  if (!found.changed->keys.empty() || found.changed->passed_over.empty()) {
    use(*found.changed);
    return std::nullopt;
  }
  auto why = "no key of " + options_.file + " can be used";
  for (const auto& [name, reason] : found.changed->passed_over) why += "; " + name + ": " + reason;
  return why;
}

void token_keyring::look() {
  auto found = file_.look();
  if (found.failure)
    spdlog::error("{} {}. The keys that were read from it before stay in use", options_.file, *found.failure);
  if (found.changed) use(*found.changed);
}

void token_keyring::use(const jwks& document) {
  for (const auto& [name, why] : document.passed_over)
    spdlog::warn("{} of {} is passed over: {}", name, options_.file, why);
  verifier_options accepted{{options_.own}, options_.secret};
  for (auto key : document.keys) {
    key.issuer = options_.issuer;
    key.audience = options_.audience;
    accepted.keys.push_back(std::move(key));
  }
  gate_.replace(token_verifier::make(std::move(accepted)).value());
  if (document.keys.empty())
    spdlog::warn("{} has no key that can be used: tokens other than this server's own are refused", options_.file);
  else
    spdlog::info("{} {} from {}: {}", document.keys.size(), document.keys.size() == 1 ? "key" : "keys", options_.file,
                 names_of(document.keys));
}

}  // namespace moim

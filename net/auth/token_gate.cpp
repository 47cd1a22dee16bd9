#include "net/auth/token_gate.hpp"

#include <spdlog/spdlog.h>

namespace moim {

token_gate::token_gate(token_verifier first, edge_metrics& metrics)
    : verifier_{std::make_shared<const token_verifier>(std::move(first))}, metrics_{metrics} {}

result<identity> token_gate::check(std::string_view token, time_ms now) {
  auto verified = verifier_.load()->verify(token, now);
  if (verified) return verified;
  auto why = verified.error().code == errc::token_expired ? token_refusal::expired : token_refusal::invalid;
  metrics_.tokens_refused(why).add();
  tell_refusal(verified.error(), now);
  return verified;
}

void token_gate::tell_refusal(const error& why, time_ms now) {
  if (!spdlog::should_log(spdlog::level::debug)) return;
  auto now_s = now / second_ms;
  auto told_s = told_s_.load();
  if (now_s <= told_s || !told_s_.compare_exchange_strong(told_s, now_s)) {
    ++untold_;
    return;
  }
  spdlog::debug("a token was refused ({}, and {} since the last such line): {}", describe(why.code).name,
                untold_.exchange(0), why.detail.empty() ? describe(why.code).meaning : std::string_view{why.detail});
}

void token_gate::replace(token_verifier newer) { verifier_ = std::make_shared<const token_verifier>(std::move(newer)); }

}  // namespace moim

#pragma once

#include "actors/node.hpp"
#include "app/kinds_file.hpp"
#include "metrics/catalogue.hpp"
#include "net/session/session_hub.hpp"
#include "net/websocket/frame.hpp"
#include "store/memory_store.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace moim::cost {

class testing_config : public actor_config {
 public:
  testing_config() : actor_config(1) { set("scheduler.policy", caf::atom("testing")); }
};

/// Sessions never are refused for what they ask, only for what is wrong with it.
inline session_limits without_rates() {
  session_limits limits;
  limits.requests_per_s = limits.requests_burst = 1'000'000;
  return limits;
}

inline result<identity> no_token(std::string_view, time_ms) { return fail(errc::token_invalid); }

/// One node and its sessions: production code in one thread, over logs in memory and under virtual time, so that the
/// same requests are the same instructions. Ends the program at the first refusal.
class cost_node final : public outlet {
 public:
  explicit cost_node(kind_table kinds) : kinds_{std::move(kinds)} {
    // At its very beginning CAF's test clock takes a time-out of zero for none.
    scheduler_.advance_time(std::chrono::hours{1});
    node_.start(kinds_.attended_pools());
    settle();
  }
  ~cost_node() override {
    node_.kill();
    settle();
  }
  cost_node(const cost_node&) = delete;
  cost_node& operator=(const cost_node&) = delete;

  time_ms now() const { return now_; }
  session_number connect(std::uint64_t person) {
    return hub_.connect(encoding::json, identity{{0x0100, person}, now_ + 24 * hour_ms}, instant_at(now_));
  }
  void disconnect(session_number number) { hub_.disconnect(number); }
  /// A request as a client sends it; it is read by `settle`.
  void send(session_number from, std::string_view method, const std::string& params) {
    auto message = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} + R"(","params":)" + params + "}";
    std::string frame;
    websocket::append_masked_frame(frame, websocket::opcode::text, message, 0x1b2c3d4e);
    hub_.receive(from, frame, instant_at(now_));
  }
  /// A request of its own, with the key that it needs.
  std::string key() {
    char text[48];
    auto at = static_cast<unsigned long long>(now_);
    std::snprintf(text, sizeof text, "%08llx-%04llx-7000-8000-%012llx", at >> 16, at & 0xffff, ++keys_);
    return R"("key":")" + std::string{text} + '"';
  }
  /// Until everything that was asked is answered.
  void settle() {
    do {
      hub_.take_messages(messages_);
      for (auto& message : messages_) node_.deliver(std::move(message));
      while (scheduler_.try_run_once()) {
      }
    } while (!messages_.empty());
    hub_.take_touched(touched_);
    for (auto number : touched_) hear(hub_.take_output(number));
  }
  void pass(time_ms span_ms) {
    now_ += span_ms;
    scheduler_.advance_time(std::chrono::milliseconds{span_ms});
    settle();
  }

  /// What the text of the last message says under a name.
  std::string said(const std::string& name) const {
    auto begin = last_.rfind('"' + name + R"(":")");
    if (begin == std::string::npos) give_up("no " + name);
    begin += name.size() + 4;
    return last_.substr(begin, last_.find('"', begin) - begin);
  }
  /// How many messages had the text in them.
  std::uint64_t results() const { return results_; }
  std::uint64_t notes() const { return notes_; }

 private:
  [[noreturn]] void give_up(const std::string& why) const {
    std::fprintf(stderr, "%s in: %s\n", why.c_str(), last_.c_str());
    std::exit(1);
  }
  static std::uint64_t times(std::string_view text, std::string_view what) {
    std::uint64_t found = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
    return found;
  }
  void hear(std::string bytes) {
    if (bytes.empty()) return;
    last_ = std::move(bytes);
    if (times(last_, R"("error":)") > 0) give_up("a refusal");
    results_ += times(last_, R"("result":)");
    notes_ += times(last_, "inbox.noted");
  }
  void answer(session_number session, request_number request, result<method_answer> answer) override {
    hub_.answer(session, request, std::move(answer), instant_at(now_));
  }
  void followed(session_number session, request_number request, audience who, followed_answer answer) override {
    hub_.followed(session, request, who, std::move(answer), instant_at(now_));
  }
  void publish(std::shared_ptr<const publication> what) override { hub_.publish(*what, instant_at(now_)); }
  void shut_out(std::shared_ptr<const exclusion> whom) override { hub_.shut_out(*whom, instant_at(now_)); }
  void notify(session_number session, person_push push) override { hub_.notify(session, push, instant_at(now_)); }

  kind_table kinds_;
  time_ms now_ = 1'790'000'000'000;
  catalogue metrics_{"cost"};
  testing_config config_;
  caf::actor_system system_{config_};
  caf::scheduler::test_coordinator& scheduler_ = dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler());
  store::memory_store store_{[this] { return now_; }, std::make_shared<store::memory_logs>(), false};
  node node_{system_, store_, metrics_, node_limits{}, 1, [this] { return now_; }};
  session_hub hub_{without_rates(), kinds_, store_.secret(), no_token, metrics_.edge, *this};
  std::vector<node_message> messages_;
  std::vector<session_number> touched_;
  std::string last_;
  unsigned long long keys_ = 0;
  std::uint64_t results_ = 0;
  std::uint64_t notes_ = 0;
};

}  // namespace moim::cost

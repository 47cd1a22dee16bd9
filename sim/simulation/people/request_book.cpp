#include "sim/simulation/people/request_book.hpp"

#include "domain/declare/requests.hpp"
#include "net/wire/client_codec.hpp"

namespace moim::sim {
namespace {

/// How long a client waits for an answer before it asks again.
constexpr time_ms patience_ms = 4'000;
constexpr std::uint32_t timeout_ms = 3'000;
constexpr std::size_t done_max = 32;

}  // namespace

request_book::request_book(cluster& shared, client_line& line, const user_id& user)
    : shared_(shared), line_(line), user_(user) {
  if (user.low % 3 == 0) ahead_ms_ = shared.drawn.clocks_ahead_s * second_ms;
}

request_key request_book::new_key() { return key_made_at(shared_.world.now() + ahead_ms_); }

request_key request_book::key_made_at(time_ms made_at) {
  auto then = static_cast<std::uint64_t>(made_at);
  return {(then << 16) | 0x7000 | (++last_key_ & 0xfff), (std::uint64_t{2} << 62) | (shared_.world.random() >> 2)};
}

/// A server's own clock may be behind.
time_ms request_book::new_key_waits() const {
  return std::max<time_ms>(0, ahead_ms_ + max_clocks_apart_ms - key_ahead_ms);
}

std::int64_t request_book::begin(method_call call, const room_id& room, const std::optional<request_key>& key,
                                 bool is_new) {
  auto id = ++last_id_;
  auto now = shared_.world.now();
  sent_request asked{std::move(call), {key, timeout_ms}, room, now, 0, false, {}};
  if (is_new) asked.told = {shared_.told, asked.call, user_, now};
  open_.emplace(id, std::move(asked));
  send(id);
  return id;
}

void request_book::send(std::int64_t id) {
  auto* asked = find(id);
  if (!asked || !line_.is_up()) return;
  auto tries = ++asked->tries;
  tell("asks", id, *asked, tries == 1 ? "" : ", again");
  std::string message;
  encode_call(line_.wire(), rpc_id{id}, asked->call, asked->options, message);
  line_.send_message(message);
  if (asked->options.key && shared_.faults.happens(shared_.drawn.request_doubled, "request doubled")) {
    asked->doubled = true;
    line_.send_message(message);
  }
  shared_.world.after(patience_ms + shared_.world.between(0, 500), [this, id, tries] { look_at(id, tries); });
}

/// No answer for too long: the client asks again, sometimes elsewhere.
void request_book::look_at(std::int64_t id, unsigned tries) {
  auto* asked = find(id);
  if (!asked || asked->tries != tries || !line_.is_up()) return;
  if (shared_.world.chance(0.3)) return line_.hang_up();
  send(id);
}

void request_book::send_all() {
  std::vector<std::int64_t> all;
  for (const auto& [id, each] : open_) all.push_back(id);
  for (auto id : all) send(id);
}

void request_book::send_after(std::int64_t id, time_ms pause) {
  shared_.world.after(pause, [this, id, tries = open_.at(id).tries] {
    auto* asked = find(id);
    if (asked && asked->tries == tries) send(id);
  });
}

sent_request* request_book::find(std::int64_t id) {
  auto found = open_.find(id);
  return found == open_.end() ? nullptr : &found->second;
}

void request_book::forget_queries() {
  std::erase_if(open_, [](const auto& each) { return !each.second.options.key; });
}

void request_book::remember_done(const sent_request& asked) {
  if (done_.size() < done_max) done_.emplace_back(asked.call, asked.options);
}

void request_book::tell(std::string_view verb, std::int64_t id, const sent_request& of, std::string_view what) {
  shared_.world.tell().line(shared_.world.now(), "{} {} {} {}{}{}", moim::to_text(user_), verb, id, name_of(of.call),
                            of.room ? " " + moim::to_text(of.room) : "", what);
}

std::string request_book::why_not_content() const {
  if (open_.empty()) return {};
  const auto& asked = open_.begin()->second;
  return fmt::format("{} waits for {} of {} (asked {} times since {})", moim::to_text(user_), name_of(asked.call),
                     moim::to_text(asked.room), asked.tries, asked.first_sent_at % 1'000'000'000);
}

}  // namespace moim::sim

#include "net/session/session_hub.hpp"

#include "net/listing_frames.hpp"
#include "net/publication_frames.hpp"

#include <algorithm>

namespace moim {

session_hub::session_hub(const session_limits& limits, const kind_table& kinds, const id_secret& secret,
                         token_check check_token, edge_metrics& metrics, outlet& self)
    : shared_{limits, kinds, secret, std::move(check_token), metrics, self} {}

session_number session_hub::connect(encoding in, const std::optional<identity>& who, const instant& now) {
  std::uint32_t index;
  if (free_slots_.empty()) {
    index = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    index = free_slots_.back();
    free_slots_.pop_back();
  }
  auto& slot = slots_[index];
  auto number = session_number{++slot.generation} << 32 | index;
  slot.here = std::make_unique<session>(shared_, number, in, now);
  ++open_;
  shared_.metrics.connections().add();
  shared_.metrics.connections_opened().add();
  if (who) slot.here->identify(*who, now);
  if (shared_.draining) slot.here->drain(now);
  touch(number);
  return number;
}

void session_hub::receive(session_number number, std::span<char> bytes, const instant& now) {
  auto* session = find(number);
  if (session == nullptr) return;
  shared_.metrics.received_bytes().add(bytes.size());
  session->receive(bytes, now);
  touch(number);
}

void session_hub::disconnect(session_number number) {
  auto* session = find(number);
  if (session == nullptr) return;
  auto& slot = slot_of(number);
  session->end();
  shared_.metrics.outbox_bytes().subtract(static_cast<std::int64_t>(slot.counted_bytes));
  shared_.outbox_bytes -= slot.counted_own_bytes;
  shared_.metrics.connections().subtract();
  shared_.metrics.connections_closed(session->why_closed()).add();
  slot.here.reset();
  slot.counted_bytes = slot.counted_own_bytes = 0;
  slot.touched = false;
  slot.wake_ms = 0;
  free_slots_.push_back(static_cast<std::uint32_t>(number));
  --open_;
}

void session_hub::tick(const instant& now) {
  while (!wakes_.empty() && wakes_.top().first <= now.steady_ms()) {
    auto [at, number] = wakes_.top();
    wakes_.pop();
    auto* session = find(number);
    if (session == nullptr || slot_of(number).wake_ms != at) continue;
    slot_of(number).wake_ms = 0;
    // Most were heard of since: their deadline has moved. Whether they read is looked at all the same.
    session->tick(now);
    touch(number);
  }
  if (shared_.holds_too_much()) shed(now);
}

/// All outboxes together are over their bound. Whoever reads holds nothing for long, so it meets those that do not.
void session_hub::shed(const instant& now) {
  std::vector<std::pair<std::size_t, session_number>> largest_first;
  for (const auto& slot : slots_)
    if (slot.here && slot.counted_bytes > 0) largest_first.emplace_back(slot.counted_bytes, slot.here->number());
  std::sort(largest_first.rbegin(), largest_first.rend());
  for (auto [bytes, number] : largest_first) {
    if (!shared_.holds_too_much()) return;
    if (!find(number)->shed(now)) continue;
    count_bytes(number);
    touch(number);
  }
}

void session_hub::look_at_clock(const instant& now) {
  for (auto& slot : slots_)
    if (slot.here) {
      slot.here->look_at_clock(now);
      touch(slot.here->number());
    }
}

void session_hub::drain(const instant& now) {
  shared_.draining = true;
  for (auto& slot : slots_)
    if (slot.here) {
      slot.here->drain(now);
      touch(slot.here->number());
    }
}

void session_hub::answer(session_number number, request_number request, result<method_answer> answer,
                         const instant& now) {
  call_answered();
  auto ended = answer ? std::nullopt : shared_.topics.follow_ends(number, request, false);
  if (auto* session = find(number)) {
    session->answer(request, std::move(answer), now);
    touch(number);
  } else {
    followed_lists::answered_nobody(shared_, answer);
  }
  if (ended) shared_.let_go(ended->topic);
}

/// Whose person was shut out while their follow was on its way has come too late: that was let through before.
void session_hub::followed(session_number number, request_number request, audience who, followed_answer answer,
                           const instant& now) {
  call_answered();
  auto ended = shared_.topics.follow_ends(number, request, true);
  if (auto* session = find(number)) {
    if (ended && ended->shut_out)
      session->answer(request, fail(errc::not_member), now);
    else
      session->followed(request, who, std::move(answer), now);
    touch(number);
  }
  // The session may be gone by now.
  if (ended) shared_.let_go(ended->topic);
}

void session_hub::publish(const publication& what, const instant& now) {
  shared_.metrics.publications().add();
  publication_frames frames{what, shared_.frame_bytes};
  std::vector<std::pair<session_number, close_code>> lost;
  std::uint64_t pushes = 0;
  shared_.topics.publish(what, [&](const follower& each, reach how) {
    if (how == reach::seen) return;
    auto& session = *find(each.session);
    if (how == reach::gap) {
      lost.emplace_back(each.session, close_code::internal);
    } else if (!session.push(frames.of(each.who, session.wire()))) {
      lost.emplace_back(each.session, close_code::slow_reader);
    } else {
      ++pushes;
    }
    touch(each.session);
  });
  shared_.metrics.pushes().add(pushes);
  // Closing takes sessions out of the topic, so it waits until all have been told.
  for (auto [number, code] : lost) find(number)->close(code, now);
}

void session_hub::shut_out(const exclusion& whom, const instant& now) {
  std::array<shared_frame, enum_names(encoding{}).size()> frames;
  chat_ended told{room_of_chat(whom.topic)};
  for (auto number : shared_.topics.shut_out(whom)) {
    auto& session = *find(number);
    auto& frame = frames[static_cast<std::size_t>(session.wire())];
    if (!frame) frame = frame_of_push(session.wire(), told, shared_.frame_bytes);
    session.shut_out(whom.topic, frame, now);
    shared_.metrics.pushes().add();
    touch(number);
  }
}

void session_hub::publish_list(const listing_publication& publication, const instant& now) {
  shared_.metrics.publications().add();
  listing_frames frames{publication, shared_.frame_bytes};
  std::vector<session_number> slow;
  const auto& followers = shared_.list_followers.of(publication.listing());
  for (auto number : followers) {
    auto& session = *find(number);
    if (!session.push(frames.of(session.wire()))) slow.push_back(number);
    touch(number);
  }
  shared_.metrics.pushes().add(followers.size() - slow.size());
  // Closing takes sessions off the list, so it waits until all have been told.
  for (auto number : slow) find(number)->close(close_code::slow_reader, now);
}

void session_hub::notify(session_number number, const person_push& push, const instant& now) {
  auto* session = find(number);
  if (session == nullptr) return;
  session->notify(push, now);
  touch(number);
}

std::optional<time_ms> session_hub::next_deadline() const {
  if (wakes_.empty()) return std::nullopt;
  return wakes_.top().first;
}

void session_hub::take_messages(std::vector<node_message>& into) {
  into.clear();
  into.swap(shared_.messages);
}

void session_hub::take_touched(std::vector<session_number>& into) {
  into.clear();
  into.swap(touched_);
  // Those that were disconnected meanwhile have nothing to write.
  std::erase_if(into, [&](session_number number) { return find(number) == nullptr; });
  for (auto number : into) {
    slot_of(number).touched = false;
    schedule(number);
    count_bytes(number);
  }
}

void session_hub::written(session_number number, std::size_t bytes) {
  auto* session = find(number);
  if (session == nullptr) return;
  session->written(bytes);
  shared_.metrics.sent_bytes().add(bytes);
  count_bytes(number);
}

std::string session_hub::take_output(session_number number) {
  std::string all;
  std::array<std::string_view, 16> pieces;
  while (auto count = output(number).pieces(pieces)) {
    std::size_t bytes = 0;
    for (auto piece : std::span{pieces}.first(count)) {
      all.append(piece);
      bytes += piece.size();
    }
    written(number, bytes);
  }
  return all;
}

const session& session_hub::session_of(session_number number) const {
  return *slots_[static_cast<std::uint32_t>(number)].here;
}

session* session_hub::find(session_number number) {
  auto index = static_cast<std::uint32_t>(number);
  if (index >= slots_.size()) return nullptr;
  auto* here = slots_[index].here.get();
  return here != nullptr && here->number() == number ? here : nullptr;
}

void session_hub::touch(session_number number) {
  auto& slot = slot_of(number);
  if (slot.touched) return;
  slot.touched = true;
  touched_.push_back(number);
}

/// Enters a session's deadline. If it only moved later, the old entry will do: it is looked at when due.
void session_hub::schedule(session_number number) {
  auto& slot = slot_of(number);
  auto at = slot.here->deadline();
  if (at == session::never_ms || (slot.wake_ms != 0 && slot.wake_ms <= at)) return;
  slot.wake_ms = at;
  wakes_.emplace(at, number);
}

void session_hub::count_bytes(session_number number) {
  auto& slot = slot_of(number);
  auto own = slot.here->own_bytes();
  shared_.outbox_bytes = shared_.outbox_bytes - slot.counted_own_bytes + own;
  slot.counted_own_bytes = own;
  auto bytes = slot.here->outbox_bytes();
  if (bytes == slot.counted_bytes) return;
  shared_.metrics.outbox_bytes().add(static_cast<std::int64_t>(bytes) - static_cast<std::int64_t>(slot.counted_bytes));
  slot.counted_bytes = bytes;
}

void session_hub::call_answered() {
  --shared_.in_flight;
  shared_.metrics.requests_in_flight().subtract();
}

}  // namespace moim

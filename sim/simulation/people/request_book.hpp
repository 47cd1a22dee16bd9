#pragma once

#include "sim/simulation/checkers/sent_request.hpp"
#include "sim/simulation/people/client_line.hpp"

namespace moim::sim {

/// The requests that one person waits for. Each is sent again and again, over whatever line there is, until its
/// outcome is known; and some that were done are kept, to be sent once more much later.
class request_book {
 public:
  using done_request = std::pair<method_call, request_options>;

  request_book(cluster& shared, client_line& line, const user_id& user);

  /// A key as a careful client makes it, by its clock, which may be wrong.
  request_key new_key();
  /// A key as a client makes it whose clock says `made_at`.
  request_key key_made_at(time_ms made_at);
  /// How long servers may refuse a new key because it is dated too far ahead.
  time_ms new_key_waits() const;
  /// Sends a request for the first time; its number. `is_new`: it is an operation of its own, and no copy of one that
  /// was done.
  std::int64_t begin(method_call call, const room_id& room, const std::optional<request_key>& key, bool is_new);
  /// Sends it again now, if there is a line.
  void send(std::int64_t id);
  void send_all();
  /// Sends it again after a pause, unless it was sent meanwhile.
  void send_after(std::int64_t id, time_ms pause);

  /// Null if nobody waits for this any more: it is the answer to a request that was sent twice.
  sent_request* find(std::int64_t id);
  void finish(std::int64_t id) { open_.erase(id); }
  std::size_t size() const { return open_.size(); }
  /// What changes nothing is asked anew over the next line.
  void forget_queries();

  void remember_done(const sent_request& asked);
  const std::vector<done_request>& done() const { return done_; }

  /// `user_… hears 7 room.join room_… done`
  void tell(std::string_view verb, std::int64_t id, const sent_request& of, std::string_view what);
  /// The first request that has no outcome yet; empty if there is none.
  std::string why_not_content() const;

 private:
  void look_at(std::int64_t id, unsigned tries);

  cluster& shared_;
  client_line& line_;
  const user_id user_;
  std::map<std::int64_t, sent_request> open_;
  std::vector<done_request> done_;
  std::int64_t last_id_ = 0;
  std::uint64_t last_key_ = 0;
  /// How far this person's clock is ahead.
  time_ms ahead_ms_ = 0;
};

}  // namespace moim::sim

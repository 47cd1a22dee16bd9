#pragma once

#include "domain/protocol.hpp"
#include "net/session/follow_wanted.hpp"
#include "net/session/pending_calls.hpp"
#include "net/session/send_queue.hpp"

namespace moim {

/// A `session.resume` on its way: gathers the answers of all that it names, and holds back whatever tells of what is
/// followed until the answer is out, so that no client hears of a change before it knows from where on.
class resume_gather {
 public:
  resume_gather(asked what, const resume_session& wanted);

  const asked& what() const { return what_; }

  void followed(const entity_id& topic, followed_answer answer);
  void failed(const entity_id& topic, errc why);
  bool complete() const { return waiting_ == 0; }
  /// In the order of the request.
  session_resumed take_answer();

  void hold(shared_frame frame);
  std::size_t held_bytes() const { return held_bytes_; }
  const std::vector<shared_frame>& held() const { return held_; }

 private:
  struct entry {
    entity_id topic;
    std::optional<followed_answer> followed;
    errc why{};
  };
  entry& entry_of(const entity_id& topic);

  asked what_;
  std::vector<entry> entries_;
  std::size_t waiting_;
  bool names_chats_;
  std::vector<shared_frame> held_;
  std::size_t held_bytes_ = 0;
};

}  // namespace moim

#pragma once

#include "domain/protocol.hpp"
#include "net/session/pending_calls.hpp"
#include "net/session/send_queue.hpp"

namespace moim {

/// A `session.resume` on its way: gathers the rooms' answers, and holds back all that tells of rooms until the answer
/// is out, so that no client hears of a change before it knows from where on.
class resume_gather {
 public:
  resume_gather(asked what, const std::vector<subscribe_room>& rooms);

  const asked& what() const { return what_; }

  void followed(const room_id& room, room_followed answer);
  void failed(const room_id& room, errc why);
  bool complete() const { return waiting_ == 0; }
  /// The rooms in the order of the request.
  session_resumed take_answer();

  void hold(shared_frame frame);
  std::size_t held_bytes() const { return held_bytes_; }
  const std::vector<shared_frame>& held() const { return held_; }

 private:
  struct entry {
    room_id room;
    std::optional<room_followed> followed;
    errc why{};
  };
  entry& entry_of(const room_id& room);

  asked what_;
  std::vector<entry> entries_;
  std::size_t waiting_;
  std::vector<shared_frame> held_;
  std::size_t held_bytes_ = 0;
};

}  // namespace moim

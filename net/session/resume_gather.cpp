#include "net/session/resume_gather.hpp"

#include <algorithm>

namespace moim {

resume_gather::resume_gather(asked what, const std::vector<subscribe_room>& rooms)
    : what_{std::move(what)}, waiting_{rooms.size()} {
  for (const auto& each : rooms) entries_.push_back({each.room, std::nullopt, {}});
}

resume_gather::entry& resume_gather::entry_of(const room_id& room) {
  --waiting_;
  return *std::find_if(entries_.begin(), entries_.end(), [&](const entry& each) { return each.room == room; });
}

void resume_gather::followed(const room_id& room, room_followed answer) { entry_of(room).followed = std::move(answer); }

void resume_gather::failed(const room_id& room, errc why) { entry_of(room).why = why; }

session_resumed resume_gather::take_answer() {
  session_resumed answer;
  for (auto& each : entries_) {
    if (each.followed)
      answer.rooms.push_back(std::move(*each.followed));
    else
      answer.failed.push_back({each.room, std::string{describe(each.why).name}});
  }
  return answer;
}

void resume_gather::hold(shared_frame frame) {
  held_bytes_ += frame->size();
  held_.push_back(std::move(frame));
}

}  // namespace moim

#include "net/session/resume_gather.hpp"

#include <algorithm>

namespace moim {

resume_gather::resume_gather(asked what, const resume_session& wanted)
    : what_{std::move(what)}, names_chats_{wanted.chats.has_value()} {
  for (const auto& each : follows_of(wanted)) entries_.push_back({each.topic, std::nullopt, {}});
  waiting_ = entries_.size();
}

resume_gather::entry& resume_gather::entry_of(const entity_id& topic) {
  --waiting_;
  return *std::find_if(entries_.begin(), entries_.end(), [&](const entry& each) { return each.topic == topic; });
}

void resume_gather::followed(const entity_id& topic, followed_answer answer) {
  entry_of(topic).followed = std::move(answer);
}

void resume_gather::failed(const entity_id& topic, errc why) { entry_of(topic).why = why; }

session_resumed resume_gather::take_answer() {
  session_resumed answer;
  std::vector<chat_followed> chats;
  std::vector<resume_failure> failed_chats;
  for (auto& each : entries_) {
    if (each.followed) {
      if (auto* room = std::get_if<room_followed>(&*each.followed))
        answer.rooms.push_back(std::move(*room));
      else
        chats.push_back(std::get<chat_followed>(std::move(*each.followed)));
      continue;
    }
    auto& failed = each.topic.type == entity_type::room ? answer.failed : failed_chats;
    failed.push_back({{each.topic.high, each.topic.low}, std::string{describe(each.why).name}});
  }
  if (names_chats_) {
    answer.chats = std::move(chats);
    answer.failed_chats = std::move(failed_chats);
  }
  return answer;
}

void resume_gather::hold(shared_frame frame) {
  held_bytes_ += frame->size();
  held_.push_back(std::move(frame));
}

}  // namespace moim

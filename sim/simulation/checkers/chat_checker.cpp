#include "sim/simulation/checkers/chat_checker.hpp"

#include "store/storage_codec.hpp"

namespace moim::sim {
namespace {

struct chat_event_reader {
  chat_story& story;
  version at;
  time_ms now;
  chat_version& here;
  std::vector<user_id>& writers;
  std::vector<std::string>& amiss;

  void operator()(const fenced&) const {}
  void operator()(const messages_outlived&) const {}
  void operator()(const chat_begun& event) const { story.keeps = event.terms.keep_messages; }
  void operator()(const chat_request_answered& event) const {
    if (!story.answered.emplace(std::pair{event.by, event.key}, event.outcome).second)
      amiss.push_back("a request of " + to_text(event.by) + " was done twice");
  }
  void operator()(const message_sent& event) const {
    if (event.message != story.last + 1) amiss.push_back("a message has a number that does not come next");
    story.last = event.message;
    auto& message = story.messages[event.message];
    message = {event.user, now, {{at, event.text}}, std::nullopt};
    here.lines.push_back({event.name, event.message, event.user, event.text});
    writers.push_back(event.user);
  }
  void operator()(const message_edited& event) const {
    auto& message = changed(event);
    if (event.user != message.by) amiss.push_back("somebody else's message was edited");
    if (message.removed) amiss.push_back("a message that was taken away was edited");
    message.texts[at] = event.text;
    here.lines.push_back({event.name, event.message, event.user, event.text});
    writers.push_back(event.user);
  }
  void operator()(const message_deleted& event) const {
    if (event.user != changed(event).by) amiss.push_back("somebody else's message was deleted");
    take_away(event);
  }
  void operator()(const message_redacted& event) const { take_away(event); }
  void operator()(const chat_forgotten&) const {
    for (auto& [number, message] : story.messages)
      if (!message.removed) message.removed = {at, now};
  }

  told_message& changed(const auto& event) const {
    if (!story.messages.contains(event.message)) amiss.push_back("a message was changed that never was");
    return story.messages[event.message];
  }
  void take_away(const auto& event) const {
    auto& message = changed(event);
    if (message.removed) amiss.push_back("a message was taken away twice");
    message.removed = {at, now};
    here.lines.push_back({event.name, event.message, event.user});
  }
};

}  // namespace

std::optional<std::string> told_message::text_at(version at) const {
  auto after = texts.upper_bound(at);
  if (after == texts.begin() || (removed && removed->first <= at)) return std::nullopt;
  return std::prev(after)->second;
}

std::vector<user_id> chat_checker::on_landed(const room_id& room, const store::stored_record& record, time_ms now) {
  auto& story = chats_[room];
  if (record.version != story.versions.size() + 1)
    broken("P1", room, "version " + std::to_string(record.version) + " landed out of turn");
  auto writers = read(room, story, record, now);
  trace_.line(now, "the chat of {} v{}: {} messages", moim::to_text(room), record.version, story.last);
  return writers;
}

std::vector<user_id> chat_checker::read(const room_id& room, chat_story& story, const store::stored_record& record,
                                        time_ms now) {
  std::vector<user_id> writers;
  std::vector<std::string> amiss;
  auto read = store::decode_commit<chat_event>(record.bytes);
  if (!read) {
    broken("P2", room, "a record cannot be read: " + read.error().why);
    return writers;
  }
  chat_version here{record.commit, now, {}, 0};
  for (const auto& event : read->events) {
    std::visit(chat_event_reader{story, record.version, now, here, writers, amiss}, event);
    std::visit([this](const auto& each) { seen_.count(sighting::event, each.name); }, event);
  }
  here.last = story.last;
  story.versions.push_back(std::move(here));
  story.records.push_back(record.bytes);
  for (const auto& what : amiss) broken("P3", room, what);
  return writers;
}

void chat_checker::on_tail_lost(const room_id& room, std::size_t count) {
  auto found = chats_.find(room);
  if (found == chats_.end()) return;
  auto old = std::move(found->second);
  auto& story = found->second = chat_story{};
  story.forks = old.forks + 1;
  for (std::size_t i = 0; i + count < old.versions.size(); ++i)
    read(room, story, {i + 1, old.versions[i].commit, old.records[i]}, old.versions[i].landed_at);
}

void chat_checker::on_restored(const saved& then) {
  for (auto& [room, story] : chats_) {
    auto found = then.find(room);
    auto before = found == then.end() ? chat_story{} : found->second;
    bool same = before.records == story.records;
    before.forks = story.forks + (same ? 0 : 1);
    story = std::move(before);
  }
}

const chat_story* chat_checker::find(const room_id& room) const {
  auto found = chats_.find(room);
  return found == chats_.end() ? nullptr : &found->second;
}

void chat_checker::broken(std::string promise, const room_id& room, const std::string& what) {
  verdict_.broken(std::move(promise), "the chat of " + moim::to_text(room) + ": " + what);
}

}  // namespace moim::sim

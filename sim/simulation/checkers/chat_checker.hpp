#pragma once

#include "domain/chat/chat_events.hpp"
#include "sim/checks/violation.hpp"
#include "sim/simulation/report/tally.hpp"
#include "sim/simulation/report/trace.hpp"
#include "store/log_store.hpp"

#include <map>

namespace moim::sim {

/// A message as the log tells it, with all that it has ever said.
struct told_message {
  user_id by;
  time_ms landed_at = 0;
  /// By the version from which on it said so; the last until it was taken away.
  std::map<version, std::string> texts;
  /// When it was taken away, if it was: at which version, and when that landed.
  std::optional<std::pair<version, time_ms>> removed;

  /// What it said at a version; nothing if it was taken away by then, or was not there yet.
  std::optional<std::string> text_at(version at) const;
};

/// What a follower has to be told of one event.
struct chat_line {
  std::string_view event;
  std::uint64_t message = 0;
  user_id by;
  std::string text{};
};

struct chat_version {
  commit_id commit = 0;
  time_ms landed_at = 0;
  std::vector<chat_line> lines;
  /// The newest message by then.
  std::uint64_t last = 0;
};

/// A chat as its log tells it.
struct chat_story {
  std::map<std::uint64_t, told_message> messages;
  std::uint64_t last = 0;
  std::uint32_t keeps = 0;
  std::map<std::pair<user_id, request_key>, chat_outcome> answered;
  /// By version, from 1.
  std::vector<chat_version> versions;
  std::vector<std::string> records;
  /// How often the end of the log was lost.
  unsigned forks = 0;
};

/// Watches every commit of the chats as it lands: messages follow one another, each request is done once, and only its
/// author gives a message another text. It knows nothing of the rules that are being checked.
class chat_checker {
 public:
  chat_checker(verdict& verdict, trace& trace, tally& seen) : verdict_(verdict), trace_(trace), seen_(seen) {}

  /// Who writes in that commit.
  std::vector<user_id> on_landed(const room_id& room, const store::stored_record& record, time_ms now);
  /// The newest `count` commits are gone.
  void on_tail_lost(const room_id& room, std::size_t count);

  using saved = std::map<room_id, chat_story>;
  const saved& save() const { return chats_; }
  void on_restored(const saved& then);

  /// Null if nobody has ever written in it.
  const chat_story* find(const room_id& room) const;

 private:
  std::vector<user_id> read(const room_id& room, chat_story& story, const store::stored_record& record, time_ms now);
  void broken(std::string promise, const room_id& room, const std::string& what);

  verdict& verdict_;
  trace& trace_;
  tally& seen_;
  saved chats_;
};

}  // namespace moim::sim

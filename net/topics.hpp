#pragma once

#include "actors/outlet.hpp"
#include "domain/declare/log.hpp"

#include <map>
#include <unordered_map>

namespace moim {

/// A session that follows a room.
struct follower {
  session_number session = 0;
  user_id user;
  audience who{};
  /// The last version that the session has been told of.
  version seen = 0;
};

/// What a publication means for one follower.
enum class reach : std::uint8_t {
  due,   ///< it is what comes next
  seen,  ///< the session knows all of it already
  gap,   ///< something is missing before it, or a part of it is known already: the session must resume (P7)
};

/// Which sessions of one outlet follow which rooms, how far each has seen, and which follows are on their way to the
/// room. Knows when the outlet need not hear of a room any more.
class topic_table {
 public:
  /// A `follow_room` is on its way. The room is not let go before it is answered.
  void follow_begins(const room_id& room, session_number session, request_number request);
  /// It was answered, and the room knows of this outlet (`followed`) or not; the room that it was about, or nothing if
  /// no such follow was on its way.
  std::optional<room_id> follow_ends(session_number session, request_number request, bool followed);

  /// The session follows the room from `added.seen` on; if it did before, it is as if it had begun just now.
  void add(const room_id& room, const follower& added);
  /// False if the session did not follow the room.
  bool remove(const room_id& room, session_number session);

  /// True, once, if the room was followed, nobody follows it any more and no follow is on its way: then the room is to
  /// be told.
  bool let_go(const room_id& room);

  /// Calls `deliver(const follower&, reach)` for each follower in order of session; those whose turn it was have then
  /// seen it, and those who moved are another audience from then on. `deliver` must not change this table.
  template <class Deliver>
  void publish(const room_publication& publication, Deliver&& deliver) {
    auto found = topics_.find(publication.room);
    if (found == topics_.end()) return;
    auto moved = newest_audiences(publication);
    for (auto& each : found->second.followers) {
      auto what = reach_of(publication, each);
      deliver(std::as_const(each), what);
      if (what == reach::due) advance(each, publication, moved);
    }
  }

  std::size_t rooms() const { return topics_.size(); }

 private:
  using audiences = std::vector<std::pair<user_id, audience>>;
  struct topic {
    std::vector<follower> followers;  // ordered by session
    std::size_t on_their_way = 0;
    bool followed = false;  // the room knows of this outlet
  };
  static reach reach_of(const room_publication& publication, const follower& who);
  static version last_version(const room_publication& publication, audience who);
  static audiences newest_audiences(const room_publication& publication);
  static void advance(follower& who, const room_publication& publication, const audiences& moved);

  std::unordered_map<room_id, topic> topics_;
  std::map<std::pair<session_number, request_number>, room_id> on_their_way_;
};

}  // namespace moim

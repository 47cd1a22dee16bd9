#pragma once

#include "actors/outlet.hpp"
#include "domain/declare/log.hpp"

#include <map>
#include <unordered_map>

namespace moim {

/// A session that follows an entity.
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

/// Which sessions of one outlet follow which entities, of whatever type; how far each has seen; and which follows are
/// on their way. Knows when the outlet need not hear of an entity any more.
class topic_table {
 public:
  /// A follow that came to its end. `shut_out`: its person was, while it was on its way.
  struct ended_follow {
    entity_id topic;
    bool shut_out = false;
  };

  /// A follow of that person's is on its way. The entity is not let go before it is answered.
  void follow_begins(const entity_id& topic, const user_id& user, session_number session, request_number request);
  /// It was answered, and the entity knows of this outlet (`followed`) or not; nothing if no such follow was on its
  /// way.
  std::optional<ended_follow> follow_ends(session_number session, request_number request, bool followed);

  /// The session follows the entity from `added.seen` on; if it did before, it is as if it had begun just now.
  void add(const entity_id& topic, const follower& added);
  /// False if the session did not follow the entity.
  bool remove(const entity_id& topic, session_number session);

  /// True, once, if the entity was followed, nobody follows it any more and no follow is on its way: then it is to be
  /// told.
  bool let_go(const entity_id& topic);

  /// The sessions, in order, that follow an entity and may not any more. They are still followers; follows that are on
  /// their way will end as `shut_out`.
  std::vector<session_number> shut_out(const exclusion& whom);

  /// Calls `deliver(const follower&, reach)` for each follower in order of session; those whose turn it was have then
  /// seen it, and those who moved are another audience from then on. `deliver` must not change this table.
  template <class Deliver>
  void publish(const publication& what, Deliver&& deliver) {
    auto found = topics_.find(what.topic);
    if (found == topics_.end()) return;
    auto moved = newest_audiences(what);
    for (auto& each : found->second.followers) {
      auto how = reach_of(what, each);
      deliver(std::as_const(each), how);
      if (how == reach::due) advance(each, what, moved);
    }
  }

  std::size_t size() const { return topics_.size(); }

 private:
  using audiences = std::vector<std::pair<user_id, audience>>;
  struct topic {
    std::vector<follower> followers;  // ordered by session
    std::size_t on_their_way = 0;
    bool followed = false;  // the entity knows of this outlet
  };
  struct follow_on_its_way {
    entity_id topic;
    user_id user;
    bool shut_out = false;
  };
  static reach reach_of(const publication& what, const follower& who);
  static audiences newest_audiences(const publication& what);
  static void advance(follower& who, const publication& what, const audiences& moved);

  std::unordered_map<entity_id, topic> topics_;
  std::map<std::pair<session_number, request_number>, follow_on_its_way> on_their_way_;
};

}  // namespace moim

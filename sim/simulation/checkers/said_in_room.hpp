#pragma once

#include "domain/room/room.hpp"

#include <map>
#include <set>

namespace moim::sim {

struct room_story;

/// What people say in a room, as its log tells it. Everybody's texts differ, so that one that is gone can be told.
class said_in_room {
 public:
  /// The newest number of a comment or an announcement; 0: there was none.
  std::uint32_t newest() const { return std::max(last_comment_, last_announcement_); }
  /// As of which version a text is gone; nothing if it is there, or never was.
  std::optional<version> gone_since(const std::string& text) const;
  /// Whether something that is gone by that version lies in these bytes, which were saved then.
  bool keeps_what_is_gone(const std::string& bytes, version as_of) const;

 private:
  friend struct said_reader;
  struct said {
    user_id user;
    std::string text;
    std::uint32_t reply_to = 0;
    bool removed = false;
  };
  unsigned depth_of(std::uint32_t number) const;
  bool is_in_place(std::uint32_t number) const;
  std::size_t places() const;
  std::size_t count_by(const user_id& user) const;

  /// All that there ever were.
  std::map<std::uint32_t, said> comments_;
  std::map<std::uint32_t, std::string> announcements_;
  std::uint32_t last_comment_ = 0;
  std::uint32_t last_announcement_ = 0;
  std::set<user_id> likes_;
  std::map<std::string, version> gone_;
};

/// Reads one event into what is said. Shares nothing with the rules.
struct said_reader {
  room_story& story;
  /// That the event's commit makes.
  version here;
  std::vector<std::string>& amiss;

  template <class Event>
  void operator()(const Event&) const {}
  void operator()(const comment_posted& event) const;
  void operator()(const comment_edited& event) const;
  void operator()(const comment_removed& event) const;
  void operator()(const announced& event) const;
  void operator()(const announcement_edited& event) const;
  void operator()(const announcement_removed& event) const;
  void operator()(const liked& event) const;
  void operator()(const unliked& event) const;

 private:
  void check_thread(const comment_posted& event) const;
  void check_bounds(const user_id& user) const;
  /// Who adds something may: the room is not over, and does not keep them away.
  void check_may(const user_id& user, std::string_view what) const;
  bool is_in(const user_id& user) const;
};

}  // namespace moim::sim

#pragma once

#include "domain/memory/shared_list.hpp"
#include "domain/room/posting.hpp"

/// The comments of a room as it keeps them: threads in which a reply knows what it replies to.
namespace moim {

/// The most text, in bytes, that the comments of a room have together.
inline constexpr std::size_t max_comment_bytes = 1'048'576;

/// One comment; or, without an author, the empty place of one that was removed and has replies.
struct comment {
  std::uint32_t number = 0;
  user_id user{};
  std::string text{};
  time_ms at = 0;
  std::optional<time_ms> edited_at{};
  /// The number of what it replies to, which is smaller; 0: it begins a thread.
  std::uint32_t reply_to = 0;
  /// From 1.
  std::uint32_t depth = 1;
  /// How many of the places that are kept reply to it.
  std::uint32_t replies = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &comment::number},       field{"user", &comment::user},
                      field{"text", &comment::text},           field{"at", &comment::at},
                      field{"edited_at", &comment::edited_at}, field{"reply_to", &comment::reply_to},
                      field{"depth", &comment::depth},         field{"replies", &comment::replies}};
  }
  bool is_removed() const { return !user; }
  bool operator==(const comment&) const = default;
};

/// All places of a room, in the order of their numbers. What changes nothing of it does not copy it.
class comment_list {
 public:
  /// Empty places among them.
  const std::vector<comment>& places() const { return places_.get(); }
  /// How many comments there are, without empty places.
  std::uint32_t count() const { return count_; }
  std::size_t text_bytes() const { return text_bytes_; }
  /// The number that the next one has; none is given twice.
  std::uint32_t next_number() const { return last_number_ + 1; }
  std::uint32_t count_by(const user_id& user) const;
  /// Null if there is no such comment, or only its empty place.
  const comment* find(std::uint32_t number) const;
  /// The first place after a number.
  std::vector<comment>::const_iterator after(std::uint32_t number) const;

  /// Adds the next one, which has the number that it has.
  void add(comment posted);
  void edit(std::uint32_t number, std::string text, time_ms at);
  /// Its text is gone; its place stays while something replies to it.
  void remove(std::uint32_t number);

  static constexpr auto fields() {
    return std::tuple{field{"places", &comment_list::places_}, field{"last_number", &comment_list::last_number_}};
  }
  /// Restores the derived members, which are not stored (storage_codec.hpp).
  void after_reading();
  bool operator==(const comment_list& other) const {
    return places_ == other.places_ && last_number_ == other.last_number_;
  }

 private:
  shared_list<comment> places_;
  std::uint32_t last_number_ = 0;

  // Derived.
  std::uint32_t count_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace moim

#include "sim/simulation/checkers/log_checker.hpp"

#include "domain/user/user.hpp"
#include "sim/simulation/checkers/notice_reader.hpp"
#include "sim/simulation/checkers/room_event_reader.hpp"
#include "sim/simulation/checkers/room_hours.hpp"
#include "store/storage_codec.hpp"

namespace moim::sim {
namespace {

/// How long what a room has let through may be on its way to its chat's log, at most: a call's time, and the store's.
constexpr time_ms word_is_on_its_way_ms = 60 * second_ms;

/// Who is in a room by its story.
std::set<user_id> people_in(const room_story& story) {
  std::set<user_id> all{story.host};
  for (const auto& [user, seat] : story.seats) all.insert(user);
  return all;
}

void note_who_left(room_story& story, const std::set<user_id>& people_before, time_ms now) {
  auto after = people_in(story);
  for (const auto& user : people_before)
    if (!after.contains(user)) story.gone_at[user] = now;
}

}  // namespace

void log_checker::on_landed(const entity_id& entity, const store::stored_record& record, time_ms now, bool rode) {
  ++commits_;
  trace_.hash(record.bytes);
  switch (entity.type) {
    case entity_type::room:
      return read_room({entity.high, entity.low}, record, now);
    case entity_type::user:
      return read_user({entity.high, entity.low}, record, now, rode);
    case entity_type::pool:
      return pools_.on_landed({entity.high, entity.low}, record, now);
    case entity_type::inbox:
      return inboxes_.on_landed({entity.high, entity.low}, record, now);
    case entity_type::chat:
      return read_chat_of({entity.high, entity.low}, record, now);
    default:
      // What plain types do, their own tests look at.
      return;
  }
}

/// Who writes in a room's chat has to be one of its people, or to have been until a moment ago, where it is for them
/// alone. What a forked room said counts for nothing.
void log_checker::read_chat_of(const room_id& room, const store::stored_record& record, time_ms now) {
  auto* story = find(room);
  for (const auto& user : chats_.on_landed(room, record, now)) {
    if (!story) return broken("talk", room, "somebody talks in it, and it never was");
    if (story->forks > 0) return;
    const auto* terms = story->kind.rules<talk>();
    if (!terms) return broken("talk", room, "somebody talks in it, though its kind has no chat");
    if (terms->who == circle::members && !story->was_in(user, now - word_is_on_its_way_ms))
      broken("talk", room, moim::to_text(user) + " talks in it, and is none of its people");
  }
}

void log_checker::read_room(const room_id& room, const store::stored_record& record, time_ms now) {
  auto& story = rooms_[room];
  story.trusted = &trusted_;
  auto people_before = people_in(story);
  if (record.version != story.versions.size() + 1)
    return broken("P1", room, fmt::format("version {} landed after version {}", record.version, story.versions.size()));
  auto read = store::decode_commit<room_event>(record.bytes);
  if (!read) return broken("P2", room, "a record cannot be read: " + read.error().why);
  if (read->at < story.last_at)
    broken("P6", room, fmt::format("version {} was decided before the one before it", record.version));
  story.last_at = read->at;
  room_version here{record.commit, now, {}, 0, static_cast<std::uint32_t>(story.seats.size()), story.capacity, {}};
  auto before = hours_of(story);
  std::vector<std::string> amiss;
  for (const auto& event : read->events) {
    std::visit(room_event_reader{story, read->at, amiss}, event);
    std::visit(said_reader{story, record.version, amiss}, event);
    read_notice(story, event, read->at, amiss);
    std::visit([this](const auto& each) { seen_.count(sighting::event, each.name); }, event);
    here.most_taken = std::max(here.most_taken, story.occupied());
    here.fewest_seats = here.fewest_seats == 0 ? story.capacity : std::min(here.fewest_seats, story.capacity);
    if (auto change = project(event, roster::everyone, audience::member)) here.changes.push_back(std::move(*change));
  }
  if (auto what = missed_hour(before, story, read->at, read->events)) amiss.push_back(*what);
  end_notices(room, story, notices_, amiss);
  here.notices = notices_for_members(read->events).value_or(std::vector<notice>{});
  for (const auto& what : amiss) {
    auto promise = what.find(": ");
    broken(what.substr(0, promise), room, what.substr(promise + 2));
  }
  note_who_left(story, people_before, now);
  if (story.phase == room_phase::closed && !story.closed_at) story.closed_at = now;
  here.phase = story.phase;
  here.taken = static_cast<std::uint32_t>(story.seats.size());
  trace_.line(now, "{} v{} {} of {} seats, {}", moim::to_text(room), record.version, here.taken, story.capacity,
              enum_name(story.phase));
  story.versions.push_back(std::move(here));
  story.records.push_back(record.bytes);
  check_seats(room, story);
  if (story.match && story.versions.size() == 1) check_birth(room, story);
  if (!story.match && story.versions.size() == 1) check_quota(room, story);
}

void log_checker::on_saved(const entity_id& entity, const store::snapshot_slice& slice) {
  if (entity.type != entity_type::room) return;
  room_id room{entity.high, entity.low};
  const auto* story = find(room);
  if (story && story->forks == 0 && story->said.keeps_what_is_gone(slice.bytes, slice.as_of))
    broken("forgotten", room, "a text is saved that is gone");
}

/// Nobody has more rooms of a kind open than one may.
void log_checker::check_quota(const room_id& room, const room_story& story) {
  if (!trusts_quotas_) return;
  auto counts = [&](const auto& each) {
    const auto& other = each.second;
    return other.creator == story.creator && other.kind.key == story.kind.key && !other.match &&
           other.phase == room_phase::open;
  };
  auto open = static_cast<std::uint32_t>(std::count_if(rooms_.begin(), rooms_.end(), counts));
  if (open > story.kind.max_open_rooms)
    broken("quota", room, fmt::format("{} has {} rooms of its kind open", moim::to_text(story.creator), open));
}

/// A room that was born of a match: of one that landed before, with the people of that match and nobody else.
void log_checker::check_birth(const room_id& room, const room_story& story) {
  if (!trusts_matches_) return;
  const auto* match = pools_.find(*story.match);
  if (!match) return broken("P4", room, "it was born of a match that never was");
  const auto* oldest = pools_.find(match->first);
  // A message on its way to the name that the match had before may come when a failover has emptied that room: what is
  // born then gives itself up.
  bool had_its_name = oldest && story.forks > 0 && oldest->left_rooms.contains(room);
  if (!oldest || (oldest->room != room && !had_its_name)) broken("P4", room, "it was born under another match's name");
  if (match->users != story.born_with || story.capacity != match->users.size())
    broken("P4", room, "it was born with other members than its match has");
}

void log_checker::check_seats(const room_id& room, const room_story& story) {
  if (story.occupied() > story.capacity)
    broken("P1", room, fmt::format("{} members and kept seats in {} seats", story.occupied(), story.capacity));
  if (story.phase == room_phase::open && story.occupied() < story.capacity && !story.waiting.empty())
    broken("P1", room, "a seat is free and somebody waits for it");
  std::set<std::uint32_t> numbers;
  for (const auto& [user, seat] : story.seats)
    if (seat < 1 || seat > story.most_seats || !numbers.insert(seat).second)
      broken("P1", room, fmt::format("seat {} is held twice or does not exist", seat));
  for (const auto& [user, kept] : story.kept)
    if (kept.seat < 1 || kept.seat > story.most_seats || !numbers.insert(kept.seat).second)
      broken("P1", room, fmt::format("seat {} is kept, and held or kept by somebody else", kept.seat));
}

/// What rides may land in any order; what the person's own log decides to take is never old.
void log_checker::read_user(const user_id& user, const store::stored_record& record, time_ms now, bool rode) {
  auto& records = people_records_[user];
  if (record.version != records.size() + 1)
    verdict_.broken("P1", moim::to_text(user) + ": a version of their log is missing");
  records.push_back(record.bytes);
  auto read = store::decode_commit<user_event>(record.bytes);
  if (!read) return verdict_.broken("P2", moim::to_text(user) + ": a record cannot be read");
  for (const auto& event : read->events)
    if (auto* noted = std::get_if<membership_noted>(&event)) {
      seen_.count(sighting::event, noted->name);
      trace_.line(now, "{} v{} {} {}, word {}{}", moim::to_text(user), record.version, enum_name(noted->what),
                  moim::to_text(noted->room), noted->effect, rode ? ", by a rider" : "");
      if (!rode && people_[user][noted->room].number >= noted->effect)
        verdict_.broken("memberships",
                        moim::to_text(user) + "'s own log takes an old word of " + moim::to_text(noted->room));
    }
  note_memberships(user, record.bytes);
}

void log_checker::note_memberships(const user_id& user, const std::string& record) {
  auto read = store::decode_commit<user_event>(record);
  for (const auto& event : read->events)
    if (auto* noted = std::get_if<membership_noted>(&event)) {
      said_.emplace(user, noted->room, noted->what);
      auto& known = people_[user][noted->room];
      if (noted->effect > known.number) known = {noted->effect, noted->what};
    }
}

void log_checker::on_tail_lost(const entity_id& entity, std::size_t count) {
  if (entity.type == entity_type::pool && count > 0) {
    trusts_matches_ = false;
    inboxes_.distrust_news();
    return pools_.on_tail_lost({entity.high, entity.low}, count);
  }
  if (entity.type == entity_type::chat && count > 0) return chats_.on_tail_lost({entity.high, entity.low}, count);
  if (entity.type == entity_type::inbox && count > 0) return inboxes_.on_tail_lost({entity.high, entity.low}, count);
  if (entity.type == entity_type::user && count > 0) {
    trusts_quotas_ = false;
    user_id user{entity.high, entity.low};
    auto& records = people_records_[user];
    records.resize(records.size() - count);
    people_.erase(user);
    for (const auto& record : records) note_memberships(user, record);
    return;
  }
  room_id room{entity.high, entity.low};
  auto found = rooms_.find(room);
  if (entity.type != entity_type::room || found == rooms_.end() || count == 0) return;
  inboxes_.on_room_lost(room);
  notices_.forget(room);
  auto old = std::move(found->second);
  auto& story = found->second = room_story{};
  story.forks = old.forks + 1;
  for (std::size_t i = 0; i + count < old.versions.size(); ++i) {
    auto landed_at = old.versions[i].landed_at;
    read_room(room, {i + 1, old.versions[i].commit, old.records[i]}, landed_at);
  }
  notices_.forget(room);
}

void log_checker::on_restored(const saved& then) {
  for (auto& [room, story] : rooms_) {
    auto found = then.rooms.find(room);
    auto before = found == then.rooms.end() ? room_story{} : found->second;
    bool same = before.versions.size() == story.versions.size() && before.records == story.records;
    before.forks = story.forks + (same ? 0 : 1);
    story = std::move(before);
  }
  trusts_matches_ = false;
  trusts_quotas_ = false;
  notices_.surely.clear();
  pools_.on_restored(then.pools);
  inboxes_.on_restored(then.inboxes);
  chats_.on_restored(then.chats);
  people_ = then.people;
  people_records_ = then.people_records;
}

const room_story* log_checker::find(const room_id& room) const {
  auto found = rooms_.find(room);
  return found == rooms_.end() ? nullptr : &found->second;
}

void log_checker::broken(std::string promise, const room_id& room, std::string what) {
  verdict_.broken(std::move(promise), moim::to_text(room) + ": " + what);
}

}  // namespace moim::sim

#include "sim/simulation/checkers/inbox_checker.hpp"

#include "store/storage_codec.hpp"

namespace moim::sim {

void inbox_checker::on_landed(const user_id& user, const store::stored_record& record, time_ms now) {
  auto& story = inboxes_[user];
  if (record.version != story.last + 1)
    verdict_.broken("P3", moim::to_text(user) + ": a version of their inbox is missing");
  story.last = record.version;
  auto read_it = store::decode_commit<inbox_event>(record.bytes);
  if (!read_it) return verdict_.broken("P2", moim::to_text(user) + ": a record of their inbox cannot be read");
  for (const auto& event : read_it->events) {
    std::visit([this](const auto& each) { seen_.count(sighting::event, each.name); }, event);
    if (auto* fresh = std::get_if<noted>(&event))
      trace_.line(now, "{} is noted {}: {} {}", moim::to_text(user), fresh->told.number, enum_name(fresh->told.what),
                  moim::to_text(fresh->told.ticket));
    if (auto* fresh = std::get_if<note_rode>(&event))
      trace_.line(now, "{} is noted, by a rider: {} {}", moim::to_text(user), enum_name(fresh->told.what),
                  moim::to_text(fresh->told.ticket));
  }
  read(user, story, record.bytes);
}

void inbox_checker::read(const user_id& user, inbox_story& story, const std::string& record) {
  story.records.push_back(record);
  auto commit = store::decode_commit<inbox_event>(record);
  story.last_at = std::max(story.last_at, commit->at);
  for (const auto& event : commit->events) {
    if (auto* marked = std::get_if<inbox_marked>(&event)) story.read_to = std::max(story.read_to, marked->to);
    if (auto* marked = std::get_if<room_marked>(&event)) read_mark(user, story, *marked);
    if (auto* muted = std::get_if<room_muted>(&event))
      muted->muted ? void(story.muted.insert(muted->room)) : void(story.muted.erase(muted->room));
    if (auto* fresh = std::get_if<noted>(&event)) read_note(user, story, fresh->told, false);
    if (auto* fresh = std::get_if<note_rode>(&event)) read_note(user, story, fresh->told, true);
  }
}

void inbox_checker::on_tail_lost(const user_id& user, std::size_t count) {
  auto& story = inboxes_[user];
  auto records = std::move(story.records);
  records.resize(records.size() - std::min(count, records.size()));
  auto forks = story.forks + 1;
  story = inbox_story{};
  story.forks = forks;
  story.last = records.size();
  again_ = true;
  for (const auto& each : records) read(user, story, each);
  again_ = false;
}

void inbox_checker::read_note(const user_id& user, inbox_story& story, const note& told, bool rode) {
  auto broken = [&](const char* promise, const std::string& what) {
    verdict_.broken(promise, moim::to_text(user) + ": " + what + " (" + std::string{enum_name(told.what)} + " " +
                                 moim::to_text(told.ticket) + ")");
  };
  auto id = news_of(told);
  bool is_new = story.known.insert(id).second;
  // After a failover something may ride that an inbox knows: that changes nothing there.
  if (rode && !is_new && (!trusts_news_ || again_)) return;
  if (!rode && told.number != story.notes.size() + 1) broken("P7", "the numbers of their notes have a gap");
  story.notes.push_back(told);
  story.notes.back().number = story.notes.size();
  if (rode) story.notes.back().at_ms = story.last_at;
  if (!is_new) broken("P3", "they are told a second time");
  if (told.what == note_kind::noticed) {
    if (story.muted.contains(*told.room)) story.notes.back().quiet = true;
    story.notices.emplace(*told.room, *told.notice);
    return check_notice(user, told);
  }
  if (!trusts_news_ || again_) return;
  const auto* pool = pools_.pool_of(told.ticket);
  bool was_owed = pool && pool->ledger.owed().contains({user, id});
  bool was_its_name = id.what == note_kind::matched && lost_rooms_.contains(id.proposal);
  if (!was_owed && was_its_name) return;
  if (!was_owed) return broken("P4", "they are told what never was");
  const auto* ticket = pools_.find(told.ticket);
  if (told.what == note_kind::matched && told.room != ticket->room)
    broken("P4", "they are sent to another room than that of their match");
  // Of a ticket that never came in, only its invitation can have ended.
  const auto* party = ticket ? nullptr : pools_.party(told.ticket);
  auto why = ticket ? ticket->why : party ? party->why : std::nullopt;
  if (told.what == note_kind::ticket_ended && told.why != why) broken("P4", "they are told another reason");
}

void inbox_checker::check_notice(const user_id& user, const note& told) {
  if (trusts_news_ && !again_ && !notices_.perhaps.contains({*told.room, *told.notice, user}))
    verdict_.broken("notices", moim::to_text(user) + " is told of " + *told.event + " in " + moim::to_text(*told.room) +
                                   ", which was not for them");
}

void inbox_checker::read_mark(const user_id& user, inbox_story& story, const room_marked& mark) {
  auto& to = story.cursors[mark.room];
  if (mark.to <= to)
    verdict_.broken("notices", moim::to_text(user) + "'s mark of " + moim::to_text(mark.room) + " goes back");
  to = mark.to;
}

void inbox_checker::on_restored(const saved& then) {
  inboxes_ = then;
  distrust_news();
}

const inbox_story* inbox_checker::find(const user_id& user) const {
  auto found = inboxes_.find(user);
  return found == inboxes_.end() ? nullptr : &found->second;
}

}  // namespace moim::sim

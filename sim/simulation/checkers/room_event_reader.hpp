#pragma once

#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// Reads one event into a story. Knows what events mean, and nothing of what may follow what.
struct room_event_reader {
  room_story& story;
  time_ms at;
  std::vector<std::string>& amiss;

  /// What facets keep to themselves, and what is of no concern here.
  template <class Event>
  void operator()(const Event&) const {}
  void operator()(const deliveries_owed<room_payload>& event) const {
    if (event.first <= story.last_delivery) amiss.push_back("P3: a delivery has a number that another one had");
    for (std::size_t i = 0; i < event.items.size(); ++i) story.owed.insert(event.first + i);
    story.last_delivery = event.first + event.items.size() - 1;
  }
  void operator()(const deliveries_done& event) const {
    for (auto number : event.numbers) story.owed.erase(number);
  }
  void operator()(const request_answered& event) const {
    if (!story.answered.emplace(std::pair{event.by, event.key}, event.outcome).second)
      amiss.push_back("P3: key " + moim::to_text(event.key) + " was done twice");
  }
  void operator()(const room_created& event) const {
    if (story.capacity != 0) amiss.push_back("P3: the room was created twice");
    story.capacity = story.most_seats = event.seats;
    story.host = event.host;
    story.creator = event.host;
    story.kind = event.kind;
    story.match = event.match;
    if (event.kind.open_for_s > 0) story.closes_at = at + event.kind.open_for_s * second_ms;
  }
  void operator()(const seat_taken& event) const {
    if (story.phase != room_phase::open) amiss.push_back("P1: a seat was taken in a room that is not open");
    check_way(event);
    story.kept.erase(event.user);
    story.applicants.erase(event.user);
    std::erase(story.waiting, event.user);
    if (!story.seats.emplace(event.user, event.seat).second)
      amiss.push_back("P1: " + moim::to_text(event.user) + " sits twice");
    if (story.match && story.versions.empty()) story.born_with.push_back(event.user);
  }
  void operator()(const seat_left& event) const {
    if (story.seats.erase(event.user) == 0)
      amiss.push_back("P1: " + moim::to_text(event.user) + " left a seat they did not have");
    story.came_by.erase(event.user);
  }
  void operator()(const backfill_answered& event) const {
    if (!story.backfills.emplace(event.proposal, event.taken).second)
      amiss.push_back("P3: a proposal was answered twice");
    for (const auto& ticket : event.tickets)
      for (const auto& user : ticket.users) story.came_by[user] = event.proposal;
  }
  void operator()(const seat_kept& event) const {
    const auto* rules = story.kind.rules<holds>();
    if (story.phase != room_phase::open) amiss.push_back("P1: a seat is kept in a room that is not open");
    if (!rules || event.until > at + rules->hold_s * second_ms)
      amiss.push_back("P1: a seat is kept for longer than the kind says");
    if (story.seats.contains(event.user) || story.banned.contains(event.user))
      amiss.push_back("P1: a seat is kept for " + moim::to_text(event.user) + ", who may have none");
    story.were_kept.insert(event.user);
    if (!story.kept.emplace(event.user, event).second)
      amiss.push_back("P1: two seats are kept for " + moim::to_text(event.user));
  }
  void operator()(const seat_freed& event) const {
    auto kept = story.kept.find(event.user);
    if (kept == story.kept.end()) return amiss.push_back("P6: a seat was freed that was not kept");
    if (event.by == seat_freed_by::time && at < kept->second.until)
      amiss.push_back("P6: a seat was freed before its time was over");
    story.kept.erase(kept);
  }
  void operator()(const applied& event) const { story.applicants.insert(event.user); }
  void operator()(const applicant_accepted& event) const {
    if (story.applicants.erase(event.user) == 0)
      amiss.push_back("P1: " + moim::to_text(event.user) + " was accepted and had not applied");
    story.accepted.insert(event.user);
  }
  void operator()(const applicant_rejected& event) const { story.applicants.erase(event.user); }
  void operator()(const application_ended& event) const {
    if (story.applicants.erase(event.user) == 0) amiss.push_back("P6: an application ended twice");
  }
  void operator()(const waiting_began& event) const { story.waiting.push_back(event.user); }
  void operator()(const waiting_ended& event) const { std::erase(story.waiting, event.user); }
  void operator()(const banned& event) const {
    story.banned.insert(event.user);
    story.applicants.erase(event.user);
    story.accepted.erase(event.user);
    std::erase(story.waiting, event.user);
  }
  void operator()(const unbanned& event) const { story.banned.erase(event.user); }
  void operator()(const host_changed& event) const {
    if (!story.seats.contains(event.user)) amiss.push_back("P1: the room was handed to somebody who is no member");
    story.host = event.user;
  }
  void operator()(const room_resized& event) const {
    story.capacity = event.seats;
    story.most_seats = std::max(story.most_seats, event.seats);
    if (event.seats < story.occupied()) amiss.push_back("P1: the room has fewer seats than are taken and kept");
  }
  void operator()(const room_described& event) const {
    if (event.revision != story.revision + 1) amiss.push_back("P3: the description's revisions have a gap");
    story.revision = event.revision;
    story.starts_at = event.content->starts_at_ms;
    story.ends_at = event.content->ends_at_ms;
  }
  void operator()(const room_locked&) const {
    story.phase = room_phase::locked;
    story.locked_at = at;
    end_hopes();
  }
  void operator()(const room_cancelled&) const {
    end_hopes();
    story.phase = room_phase::cancelled;
    story.over_at = at;
  }
  void operator()(const room_closed&) const {
    if (story.phase != room_phase::open) amiss.push_back("P6: the room closed a second time, or when it was not open");
    story.phase = room_phase::closed;
    story.over_at = at;
    end_hopes();
  }
  void operator()(const room_ended&) const {
    if (story.phase != room_phase::locked) amiss.push_back("P6: the room ended a second time, or was not locked in");
    story.phase = room_phase::ended;
    story.over_at = at;
  }
  void operator()(const room_forgotten&) const {
    const auto* kept = story.kind.rules<kept_history>();
    if (!kept || !story.over_at || at < *story.over_at + kept->keep_days * 24 * hour_ms)
      amiss.push_back("P6: the room was forgotten before its days were over");
    if (story.is_forgotten) amiss.push_back("P6: the room was forgotten twice");
    story.is_forgotten = true;
    story.seats.clear();
  }

  /// Whoever sits down may, and nobody who came before them is passed over.
  void check_way(const seat_taken& event) const {
    auto who = moim::to_text(event.user);
    auto kept = story.kept.find(event.user);
    bool was_kept = kept != story.kept.end();
    if (was_kept && (kept->second.seat != event.seat || at >= kept->second.until))
      amiss.push_back("P1: " + who + " sat down elsewhere, or later, than their seat was kept");
    if (story.banned.contains(event.user)) amiss.push_back("P1: " + who + " is kept away and got a seat");
    bool invited = was_kept && kept->second.way == seat_way::invitation;
    bool approved = event.user == story.host || story.accepted.contains(event.user) || invited;
    if (story.kind.rules<approval>() && !approved)
      amiss.push_back("P1: " + who + " sits there without the host's word");
    if (!was_kept && !story.waiting.empty() && story.waiting.front() != event.user)
      amiss.push_back("P1: " + who + " got a seat ahead of those who wait");
  }

  /// Nobody comes any more.
  void end_hopes() const {
    story.kept.clear();
    story.applicants.clear();
    story.waiting.clear();
  }
};

}  // namespace moim::sim

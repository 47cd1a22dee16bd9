#pragma once

#include "domain/room/moderation/moderation.hpp"

/// The approval facet: whoever wants a seat applies for it, and the host accepts or rejects.
namespace moim {

struct applied {
  static constexpr std::uint16_t code = 80;
  static constexpr std::string_view name = "applied";
  static constexpr std::string_view about = "A person applied for a seat.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &applied::user, "Who."}}; }
};

struct applicant_accepted {
  static constexpr std::uint16_t code = 81;
  static constexpr std::string_view name = "applicant_accepted";
  static constexpr std::string_view about = "The host accepted an applicant; what came of it is the next event.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &applicant_accepted::user, "Whom."}}; }
};

struct applicant_rejected {
  static constexpr std::uint16_t code = 82;
  static constexpr std::string_view name = "applicant_rejected";
  static constexpr std::string_view about = "The host rejected an applicant.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &applicant_rejected::user, "Whom."}}; }
};

/// Why an application is open no more, though the host decided nothing. A seat, a ban, and the end of the room's time
/// to fill up end applications without this event.
enum class application_end : std::uint8_t { withdrawal, time };
constexpr std::array<std::string_view, 2> enum_names(application_end) { return {"withdrawal", "time"}; }

struct application_ended {
  static constexpr std::uint16_t code = 83;
  static constexpr std::string_view name = "application_ended";
  static constexpr std::string_view about = "An application is not open any more.";
  user_id user;
  application_end by{};
  static constexpr auto fields() {
    return std::tuple{field{"user", &application_ended::user, "Whose."},
                      field{"by", &application_ended::by, "Withdrawn, or its time is over."}};
  }
};

struct apply_for_seat {
  static constexpr std::string_view name = "room.apply";
  static constexpr std::string_view about = "Applies for a seat in a room whose host accepts people one by one.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::already_applied, errc::too_many_applicants>;
  room_id room;
  std::optional<std::string> code{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &apply_for_seat::room, "The room."},
                      field{"code", &apply_for_seat::code, about_code, bounds{1, max_code_given}}};
  }
};

struct withdraw_application {
  static constexpr std::string_view name = "room.withdraw";
  static constexpr std::string_view about = "Takes the caller's application back.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_applied>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &withdraw_application::room, "The room."}}; }
};

struct accept_applicant {
  static constexpr std::string_view name = "room.accept";
  static constexpr std::string_view about =
      "Accepts an applicant: they get a seat, or, if all are taken and the room has a waitlist, the last place in it.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::not_applied, errc::room_full>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &accept_applicant::room, "The room."},
                      field{"person", &accept_applicant::person, "Whose application."}};
  }
};

struct reject_applicant {
  static constexpr std::string_view name = "room.reject";
  static constexpr std::string_view about = "Rejects an applicant.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = error_list<errc::not_applied>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &reject_applicant::room, "The room."},
                      field{"person", &reject_applicant::person, "Whose application."}};
  }
};

struct list_applicants {
  static constexpr std::string_view name = "room.applicants";
  static constexpr std::string_view about = "Lists the open applications, the oldest first.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = struct applicant_list;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &list_applicants::room, "The room."}}; }
};

struct applicant {
  static constexpr std::string_view name = "applicant";
  static constexpr std::string_view about = "Somebody who applied for a seat.";
  user_id user;
  std::int64_t since_ms = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &applicant::user, "Who."},
                      field{"since_ms", &applicant::since_ms, "When (ms since 1970)."}};
  }
  bool operator==(const applicant&) const = default;
};

struct applicant_list {
  static constexpr std::string_view name = "applicant_list";
  static constexpr std::string_view about = "The open applications of a room.";
  std::vector<applicant> applicants;
  static constexpr auto fields() {
    return std::tuple{field{"applicants", &applicant_list::applicants, "The oldest first.", bounds{0, 1'000}}};
  }
  bool operator==(const applicant_list&) const = default;
};

struct approval {
  static constexpr std::string_view name = "approval";

  struct rules {
    static constexpr std::string_view name = "approval_rules";
    static constexpr std::string_view about = "Who wants a seat applies for it, and the host accepts or rejects.";
    std::uint32_t max_open = 50;
    std::optional<std::uint32_t> ttl_s{};
    static constexpr auto fields() {
      return std::tuple{
          field{"max_open", &rules::max_open, "How many applications are open at a time.", bounds{1, 1'000}},
          field{"ttl_s", &rules::ttl_s,
                "Seconds after which an application that nobody has decided is over; absent: never.",
                bounds{1, 31'536'000}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::vector<applicant> open{};  // the oldest first
    static constexpr auto fields() { return std::tuple{field{"open", &state::open}}; }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "approval_view";
    static constexpr std::string_view about = "That people apply for a seat of the room.";
    std::optional<std::uint32_t> applications;
    static constexpr auto fields() {
      return std::tuple{field{"applications", &view::applications, "How many are open; for members."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<apply_for_seat, withdraw_application, accept_applicant, reject_applicant, list_applicants>;
  using events = type_list<applied, applicant_accepted, applicant_rejected, application_ended>;
  using seat_errors = error_list<errc::approval_needed>;

  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

  /// `already_applied`, `too_many_applicants`, and whatever keeps the person from a seat.
  static result<room_decision> decide(const room& room, const apply_for_seat& asked, const caller& who,
                                      const moment& at);
  /// `not_applied`.
  static result<room_decision> decide(const room& room, const withdraw_application& asked, const caller& who,
                                      const moment& at);
  /// `not_applied`, and whatever keeps the person from a seat; then the application stays open.
  static result<room_decision> decide(const room& room, const accept_applicant& asked, const caller& who,
                                      const moment& at);
  /// `not_applied`.
  static result<room_decision> decide(const room& room, const reject_applicant& asked, const caller& who,
                                      const moment& at);
  static result<room_decision> decide(const room& room, const list_applicants& asked, const caller& who,
                                      const moment& at);

  static void apply(state& to, const applied& event, const commit_stamp& stamp);
  static void apply(state& to, const applicant_accepted& event, const commit_stamp& stamp);
  static void apply(state& to, const applicant_rejected& event, const commit_stamp& stamp);
  static void apply(state& to, const application_ended& event, const commit_stamp& stamp);
  static void apply(state& to, const seat_taken& event, const commit_stamp& stamp);
  static void apply(state& to, const banned& event, const commit_stamp& stamp);
  static void apply(state& to, const room_locked&, const commit_stamp&) { to.open.clear(); }
  static void apply(state& to, const room_cancelled&, const commit_stamp&) { to.open.clear(); }
  static void apply(state& to, const room_closed&, const commit_stamp&) { to.open.clear(); }

  /// The end of the oldest application.
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim

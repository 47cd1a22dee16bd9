#pragma once

#include "sim/checks/violation.hpp"
#include "sim/load/people/client_lines.hpp"
#include "sim/load/people/resend_schedule.hpp"
#include "sim/load/report/run_counts.hpp"

namespace moim::load {

/// Sends requests and sees them through: with one key over as many connections, refusals and crashes as it takes, until
/// each has its outcome. Tells when a key gets two (P3).
class request_desk {
 public:
  class owner {
   public:
    /// Once for each request.
    virtual void settled(request& which, const settlement& how) = 0;
    /// The room of a request, for messages about violations.
    virtual room_id room_of(const request& which) const = 0;

   protected:
    ~owner() = default;
  };

  /// `repeats`: the share of changing requests that are sent again with their key, half of them at once, half after
  /// the answer, over another connection if there is one.
  request_desk(client_lines& lines, run_counts& counts, sim::verdict& found, sim::history& told, owner& owner,
               double repeats, std::uint64_t seed);

  void begin(intent what, std::int64_t intended_ns);
  void arrived(connection_number on, const rpc_id& id, const outcome* refusal, const message_decoder& decoder);
  /// A connection ended: what was under way on it is sent again over another, now or when there is one.
  void went_down(connection_number which);
  /// Sends what is due to be sent again.
  void tick(std::int64_t now_ns);

  /// Requests that are not settled.
  std::size_t open_count() const { return open_; }
  /// Whether every copy of every request was answered.
  bool is_idle() const { return requests_.in_use() == 0; }
  /// For people: what is still unanswered, at most a few.
  std::string unanswered() const;

 private:
  /// Over which connection to send; nothing: none is open.
  std::optional<connection_number> line_for(const request& which, std::optional<connection_number> but);
  bool send_copy(std::uint32_t slot, std::optional<connection_number> but);
  void query_answered(std::uint32_t slot, const outcome* refusal, const message_decoder& decoder);
  void change_answered(std::uint32_t slot, const copy& answered, const outcome& heard);
  outcome read_outcome(const request& which, const message_decoder& decoder) const;
  void refused(std::uint32_t slot, const error& why);
  void settle(std::uint32_t slot, const settlement& how);
  void lost(std::uint32_t slot);
  void release_if_over(std::uint32_t slot);
  request_key new_key();

  client_lines& lines_;
  run_counts& counts_;
  sim::verdict& found_;
  sim::history& told_;
  owner& owner_;
  double repeats_;
  sim::random_source random_;
  request_slots requests_;
  resend_schedule again_;
  std::size_t open_ = 0;
};

}  // namespace moim::load

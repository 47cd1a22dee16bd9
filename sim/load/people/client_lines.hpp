#pragma once

#include "net/wire/client_codec.hpp"
#include "sim/load/client/client_connection.hpp"
#include "sim/load/load_options.hpp"
#include "sim/scenarios/random_source.hpp"

#include <map>

namespace moim::load {

/// All people and their connections: makes them, keeps them up, and sorts out what arrives on them. A connection that
/// ends is opened again after a growing, jittered wait, as its close code asks for.
class client_lines : private connection::owner {
 public:
  class owner {
   public:
    virtual void came_up(connection_number which) = 0;
    /// `decoder` gives a reply's result until the call returns.
    virtual void arrived(connection_number on, const server_message& message, const message_decoder& decoder) = 0;
    virtual void went_down(connection_number which) = 0;
    /// There is no point in going on; for people.
    virtual void failed(const std::string& why) = 0;

   protected:
    ~owner() = default;
  };

  client_lines(event_loop& loop, boost::asio::ip::tcp::endpoint server, const load_plan& plan, owner& owner);

  /// Opens what is due to be opened; to be called every few milliseconds.
  void tick(std::int64_t now_ns);
  std::size_t open_count() const { return open_; }
  std::size_t size() const { return connections_.size(); }

  std::uint32_t people() const { return static_cast<std::uint32_t>(people_.size()); }
  person_number person_on(connection_number which) const { return which % people(); }
  const user_id& user_of(person_number who) const { return people_[who].user; }
  bool is_open(connection_number which) const { return connections_[which]->is_open(); }
  encoding wire_of(connection_number which) const { return connections_[which]->wire(); }
  /// One of a person's open connections in turn, not `but` if there is another; nothing if none is open.
  std::optional<connection_number> open_connection_of(person_number who, std::optional<connection_number> but);

  void send(connection_number on, const rpc_id& id, const method_call& call, const request_options& options);
  /// Ends a connection and lets it come up again at once.
  void drop(connection_number which, bool politely);
  /// Ends all for good.
  void close_all();

  /// How often a connection could not be opened, and why the last one could not.
  std::uint64_t failed_openings() const { return failed_openings_; }
  const std::string& last_failure() const { return last_failure_; }
  /// How connections ended, by close code or error; those that could not be opened among them.
  const std::map<std::string, std::uint64_t>& endings() const { return endings_; }

 private:
  struct person {
    user_id user;
    std::string token;
    /// Which of their connections is next.
    std::uint32_t turn = 0;
  };
  struct line {
    std::int64_t due_ns = 0;
    std::uint32_t failures = 0;
    bool open = false;
  };

  void became_guest(connection& which, guest who) override;
  void opened(connection& which) override;
  void received(connection& which, std::string_view message) override;
  void ended(connection& which, const ending& how) override;
  bool may_open(connection_number which) const;
  std::optional<std::string> why_give_up(std::int64_t now_ns);

  boost::asio::ip::tcp::endpoint server_;
  owner& owner_;
  sim::random_source random_;
  message_decoder json_{encoding::json};
  message_decoder msgpack_{encoding::msgpack};
  std::vector<person> people_;
  std::vector<std::unique_ptr<connection>> connections_;
  std::vector<line> lines_;
  std::map<std::string, std::uint64_t> endings_;
  std::string message_;
  std::size_t open_ = 0;
  std::size_t opening_ = 0;
  std::uint64_t failed_openings_ = 0;
  std::string last_failure_;
  std::int64_t max_away_ns_;
  std::int64_t last_open_ns_ = 0;
  /// The most that were open at once so far, and since when.
  std::size_t most_open_ = 0;
  std::int64_t most_since_ns_ = 0;
  bool closing_ = false;
};

}  // namespace moim::load

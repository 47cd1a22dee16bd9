#pragma once

// Asio's coroutine headers of Boost 1.74 need it before them under g++ 12.
#include <utility>
//
#include "net/edge_shared.hpp"
#include "net/io_outlet.hpp"
#include "net/session/session_hub.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <list>
#include <set>
#include <thread>

namespace moim {

class connection;

/// A socket with its executor known, which saves an allocation and a virtual call per operation.
using edge_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// Who is at the other end of a new connection, as far as that is known.
struct arrival {
  http::client_address peer;
  /// Its place among the connections of its address; a proxy's connections are others'.
  std::optional<http::address_book::lease> counted;
  /// Whether it is a proxy that first says whose connection it is.
  bool says_for_whom = false;
  /// Whether its requests' headers may name another client, if it is a proxy.
  bool may_tell_for_whom = true;
};

/// One thread, its connections and their sessions. In each turn of its loop it first lets all connections read, then
/// hands everything to the actors and writes to each connection once.
class io_thread {
 public:
  explicit io_thread(edge_shared& shared);
  ~io_thread();

  boost::asio::io_context& context() { return context_; }
  void start();
  /// Ends at once, and waits for that.
  void stop();
  /// Safe from any thread.
  void drain();
  /// The store's time was moved by hand. Safe from any thread.
  void look_at_clock();
  /// A new connection; on this thread.
  void adopt(edge_socket socket, arrival from);

  // For the connections of this thread.
  edge_shared& shared() { return shared_; }
  session_hub& hub() { return hub_; }
  instant now() const;
  /// The hub was told something: let what comes of it out at the end of this turn.
  void flush_soon();
  void bind(session_number session, connection& to);
  void watch(connection& which, time_ms deadline_ms);
  void unwatch(connection& which, time_ms deadline_ms);
  void remove(connection& gone);

 private:
  void flush();
  void tick();

  edge_shared& shared_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> working_{context_.get_executor()};
  boost::asio::steady_timer timer_{context_};
  io_outlet outlet_;
  session_hub hub_;
  std::list<connection> connections_;
  std::vector<connection*> by_slot_;  // indexed by the lower half of a session's number
  std::set<std::pair<time_ms, connection*>> deadlines_;
  std::vector<node_message> messages_;
  std::vector<session_number> touched_;
  bool flushing_soon_ = false;
  std::thread thread_;
};

}  // namespace moim

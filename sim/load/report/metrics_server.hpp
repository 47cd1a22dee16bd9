#pragma once

#include "sim/load/client/event_loop.hpp"
#include "sim/load/report/load_metrics.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <string>

namespace moim::load {

/// Answers every HTTP request on one address with the harness's metrics, one connection after another.
class metrics_server {
 public:
  /// `refresh` brings gauges up to date before each reading. Throws if the address cannot be listened on.
  metrics_server(event_loop& loop, const boost::asio::ip::tcp::endpoint& at, const load_metrics& metrics,
                 std::function<void()> refresh);
  boost::asio::ip::tcp::endpoint address() const { return acceptor_.local_endpoint(); }
  void stop();

 private:
  void accept();

  boost::asio::ip::tcp::acceptor acceptor_;
  const load_metrics& metrics_;
  std::function<void()> refresh_;
};

}  // namespace moim::load

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <string>

namespace moim::sim {

/// Answers every HTTP request on one address with the metrics of a load run or of a simulation, as they are then.
class metrics_server {
 public:
  /// `read` gives them in Prometheus' text format, while `io` runs or is polled. Throws `boost::system::system_error`
  /// if the address cannot be listened on.
  metrics_server(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& at,
                 std::function<std::string()> read);
  boost::asio::ip::tcp::endpoint address() const { return acceptor_.local_endpoint(); }
  /// `http://127.0.0.1:40123/metrics`
  std::string url() const;
  void stop();

 private:
  void accept();

  boost::asio::ip::tcp::acceptor acceptor_;
  std::function<std::string()> read_;
};

}  // namespace moim::sim

// Asio's coroutine headers forget it under g++ 12.
#include "sim/report/metrics_server.hpp"

#include "metrics/exposition.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <utility>

namespace moim::sim {
namespace {

using boost::system::error_code;
using tcp = boost::asio::ip::tcp;

constexpr std::size_t max_request_bytes = 8'192;

struct scrape {
  explicit scrape(tcp::socket from) : socket{std::move(from)} {}
  tcp::socket socket;
  std::string request;
  std::string answer;
};

}  // namespace

metrics_server::metrics_server(boost::asio::io_context& io, const tcp::endpoint& at, std::function<std::string()> read)
    : acceptor_{io, at}, read_{std::move(read)} {
  accept();
}

std::string metrics_server::url() const {
  return fmt::format("http://{}:{}/metrics", address().address().to_string(), address().port());
}

void metrics_server::stop() {
  error_code ignored;
  acceptor_.close(ignored);
}

void metrics_server::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (error) return;
    auto one = std::make_shared<scrape>(std::move(socket));
    auto buffer = boost::asio::dynamic_buffer(one->request, max_request_bytes);
    boost::asio::async_read_until(one->socket, buffer, "\r\n\r\n", [this, one](const error_code& failed, std::size_t) {
      if (failed) return;
      auto body = read_();
      one->answer =
          fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                      exposition_content_type, body.size(), body);
      boost::asio::async_write(one->socket, boost::asio::buffer(one->answer), [one](const error_code&, std::size_t) {});
    });
    accept();
  });
}

}  // namespace moim::sim

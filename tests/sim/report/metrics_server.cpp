#include "sim/report/metrics_server.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

namespace {

using tcp = boost::asio::ip::tcp;

/// What a scrape is answered.
std::string scrape(boost::asio::io_context& io, const tcp::endpoint& at) {
  tcp::socket client{io};
  client.connect(at);
  boost::asio::write(client, boost::asio::buffer(std::string{"GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n"}));
  std::string answer;
  bool over = false;
  boost::asio::async_read(client, boost::asio::dynamic_buffer(answer),
                          [&](const boost::system::error_code&, std::size_t) { over = true; });
  while (!over) io.run_one();
  return answer;
}

}  // namespace

TEST_CASE("each scrape is answered with the metrics as they are then") {
  boost::asio::io_context io;
  int scrapes = 0;
  moim::sim::metrics_server server{io, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0},
                                   [&] { return "scrapes " + std::to_string(++scrapes) + "\n"; }};
  auto first = scrape(io, server.address());
  CHECK(first.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4"));
  CHECK(first.ends_with("Content-Length: 10\r\nConnection: close\r\n\r\nscrapes 1\n"));
  CHECK(scrape(io, server.address()).ends_with("\r\n\r\nscrapes 2\n"));
}

TEST_CASE("the address of the metrics is told with the port that the system chose") {
  boost::asio::io_context io;
  moim::sim::metrics_server server{io, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}, [] { return ""; }};
  CHECK(server.url() == "http://127.0.0.1:" + std::to_string(server.address().port()) + "/metrics");
  CHECK(server.address().port() != 0);
}

TEST_CASE("a second server on the same port is refused, and says so at once") {
  boost::asio::io_context io;
  moim::sim::metrics_server server{io, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}, [] { return ""; }};
  CHECK_THROWS_AS((moim::sim::metrics_server{io, server.address(), [] { return ""; }}), boost::system::system_error);
}

#include <utility>
//
#include "net/connection.hpp"
#include "net/edge.hpp"

#include <boost/asio/write.hpp>

namespace moim {
namespace {

using boost::asio::ip::tcp;
using acceptor = boost::asio::basic_socket_acceptor<tcp, boost::asio::io_context::executor_type>;

constexpr std::chrono::milliseconds accept_again_after{100};

/// What an operator does next.
const char* advice(const boost::system::error_code& failed) {
  if (failed == boost::asio::error::address_in_use) return "end what uses it, or choose another address or port";
  if (failed == boost::asio::error::access_denied) return "ports below 1024 need a privilege; choose another";
  return "choose an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all";
}

int as_int(std::uint32_t bytes) {
  return static_cast<int>(std::min<std::uint32_t>(bytes, std::numeric_limits<int>::max()));
}

std::vector<std::unique_ptr<io_thread>> make_threads(edge_shared& shared) {
  std::vector<std::unique_ptr<io_thread>> threads;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, shared.options.io_threads); ++i)
    threads.push_back(std::make_unique<io_thread>(shared));
  return threads;
}

}  // namespace

struct edge::parts {
  parts(edge_options options, edge_services services) : shared{std::move(options), std::move(services)} {}

  /// Nothing, or why it cannot listen.
  std::optional<std::string> listen() {
    boost::system::error_code failed;
    auto address = boost::asio::ip::make_address(shared.options.address, failed);
    tcp::endpoint wanted{address, shared.options.port};
    if (!failed) listening.open(wanted.protocol(), failed);
    if (!failed) listening.set_option(acceptor::reuse_address{true}, failed);
    // What is accepted inherits them; after the handshake it would be too late for the window's scale.
    if (!failed) listening.set_option(acceptor::send_buffer_size{as_int(shared.options.send_buffer_bytes)}, failed);
    if (!failed)
      listening.set_option(acceptor::receive_buffer_size{as_int(shared.options.receive_buffer_bytes)}, failed);
    if (!failed) listening.bind(wanted, failed);
    if (!failed) listening.listen(boost::asio::socket_base::max_listen_connections, failed);
    if (!failed) port = listening.local_endpoint(failed).port();
    if (!failed) return std::nullopt;
    return "cannot listen on " + shared.options.address + ":" + std::to_string(shared.options.port) + " (" +
           failed.message() + "): " + advice(failed);
  }

  void accept() {
    auto& next = *threads[turn++ % threads.size()];
    listening.async_accept(next.context(), peer,
                           [this, &next](const boost::system::error_code& failed, edge_socket socket) {
                             if (failed == boost::asio::error::operation_aborted) return;
                             if (failed) return accept_later(failed, next.now());
                             welcome(next, std::move(socket));
                             accept();
                           });
  }

  void welcome(io_thread& next, edge_socket socket) {
    auto now = next.now();
    arrival from{http::address_of(peer.address()), std::nullopt, false};
    if (!shared.may_connect()) {
      shared.refused.add(edge_refusal::connections, now.steady_ms(), [&] {
        return std::to_string(shared.options.max_connections) +
               " connections are open, as many as --connections lets there be: more are refused";
      });
      return turn_away(std::move(socket),
                       {503, "text/plain; charset=utf-8", "The server is full.\n", "Retry-After: 1\r\n"});
    }
    if (!http::contains(shared.options.trusted_proxies, from.peer)) {
      from.counted = shared.addresses.connect(from.peer, now.steady_ms());
      if (!from.counted) {
        shared.disconnected();
        return turn_away(std::move(socket), refuse_connection(shared, from.peer, now));
      }
    }
    from.says_for_whom = !from.counted && shared.options.proxy_protocol;
    boost::asio::post(next.context(), [&next, moved = std::move(socket), from = std::move(from)]() mutable {
      next.adopt(std::move(moved), std::move(from));
    });
  }

  void turn_away(edge_socket socket, const http::response& answer) const {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    auto told = shared.services.certificate ? std::string{tls::turned_away} : http::to_bytes(answer, false);
    socket.write_some(boost::asio::buffer(told), ignored);
  }

  /// Out of file descriptors, most likely: those that are connected go on.
  void accept_later(const boost::system::error_code& why, const instant& now) {
    shared.refused.add(edge_refusal::descriptors, now.steady_ms(), [&] {
      return "no connection can be accepted (" + why.message() + "): those that are open go on; if it is about open " +
             "files, raise their limit (LimitNOFILE) or lower --connections";
    });
    pause.expires_after(accept_again_after);
    pause.async_wait([this](const boost::system::error_code& failed) {
      if (!failed) accept();
    });
  }

  edge_shared shared;
  std::vector<std::unique_ptr<io_thread>> threads = make_threads(shared);
  acceptor listening{threads.front()->context()};
  boost::asio::steady_timer pause{threads.front()->context()};
  tcp::endpoint peer;  // of the connection that is accepted next
  std::size_t turn = 0;
  std::uint16_t port = 0;
};

tl::expected<std::unique_ptr<edge>, std::string> edge::open(edge_options options, edge_services services) {
  auto opened = std::make_unique<parts>(std::move(options), std::move(services));
  if (auto why = opened->listen()) return tl::unexpected{*why};
  opened->accept();
  for (auto& thread : opened->threads) thread->start();
  return std::unique_ptr<edge>{new edge{std::move(opened)}};
}

edge::edge(std::unique_ptr<parts> opened) : parts_{std::move(opened)} {}
edge::~edge() { stop(); }

std::uint16_t edge::port() const { return parts_->port; }

void edge::drain() {
  parts_->shared.draining = true;
  for (auto& thread : parts_->threads) thread->drain();
}

void edge::look_at_clock() {
  for (auto& thread : parts_->threads) thread->look_at_clock();
}

bool edge::wait_until_empty(std::chrono::milliseconds within) { return parts_->shared.wait_until_empty(within); }

void edge::stop() {
  for (auto& thread : parts_->threads) thread->stop();
}

}  // namespace moim

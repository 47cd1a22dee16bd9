#include "metrics/catalogue.hpp"
#include "net/edge.hpp"
#include "net/message_frame.hpp"
#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"
#include "tests/support/make.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <thread>

/// What the edge alone costs: joins in MessagePack from 64 connections with 16 in flight, answered at once by a node
/// that decides nothing. Prints the server's CPU time per request, kernel included.
///
///     edge_bench [seconds]
namespace moim {
namespace {

constexpr int connections = 64;
constexpr int in_flight = 16;

class ready_node final : public node_port {
 public:
  void deliver(node_message message) override {
    std::visit([](auto& each) { answer(each); }, message);
  }
  time_ms now() override { return make::noon_ms; }
  id_secret secret() const override { return make::secret; }

 private:
  static void answer(open_session& message) { reply(message.reply, done{}); }
  static void answer(call_room& message) { reply(message.reply, seat_given{5}); }
  static void answer(auto&) {}
  static void reply(const reply_address& to, method_answer what) { to.to->answer(to.session, to.request, what); }
};

double cpu_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct bench_client {
  int socket = -1;
  websocket::frame_reader reader{websocket::end::client, 1'000'000};
};

void send_all(int socket, const std::string& bytes) {
  if (::send(socket, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
}

bench_client connect_to(std::uint16_t port) {
  bench_client made;
  made.socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(made.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
  int on = 1;
  ::setsockopt(made.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  send_all(made.socket,
           "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Protocol: moim.v1.msgpack\r\nAuthorization: Bearer x\r\n\r\n");
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n") && ::read(made.socket, &byte, 1) == 1) head.push_back(byte);
  return made;
}

/// Keeps every connection's requests in flight until it is killed.
[[noreturn]] void run_clients(std::uint16_t port) {
  std::string message;
  encode_call(encoding::msgpack, std::int64_t{1'000'000}, join_room{make::room_number(1)}, {make::key(7), std::nullopt},
              message);
  std::string frame;
  websocket::append_masked_frame(frame, websocket::opcode::binary, message, 0x1b2c3d4e);
  std::vector<bench_client> clients;
  std::vector<pollfd> sockets;
  for (int i = 0; i < connections; ++i) {
    clients.push_back(connect_to(port));
    sockets.push_back({clients.back().socket, POLLIN, 0});
    std::string first;
    for (int j = 0; j < in_flight; ++j) first += frame;
    send_all(clients.back().socket, first);
  }
  std::array<char, 16'384> buffer;
  std::string next;
  while (true) {
    ::poll(sockets.data(), sockets.size(), -1);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents == 0) continue;
      auto bytes = ::read(sockets[i].fd, buffer.data(), buffer.size());
      if (bytes <= 0) std::abort();
      clients[i].reader.feed(std::span{buffer}.first(static_cast<std::size_t>(bytes)));
      next.clear();
      while (clients[i].reader.next()) next += frame;
      if (!next.empty()) send_all(sockets[i].fd, next);
    }
  }
}

int run(int seconds) {
  ready_node node;
  catalogue metrics{"bench"};
  kind_table kinds{{make::meal()}};
  token_issuer issuer{server_secret{}};
  edge_options options;
  options.session.requests_per_s = 10'000'000;
  options.session.requests_burst = 10'000'000;
  std::array<int, 2> port_pipe;
  if (::pipe(port_pipe.data()) != 0) return 1;
  // Forked before there are threads.
  auto child = ::fork();
  if (child == 0) {
    std::uint16_t port = 0;
    if (::read(port_pipe[0], &port, sizeof port) != sizeof port) std::abort();
    run_clients(port);
  }
  auto served = edge::open(options, {node, metrics, kinds,
                                     [](std::string_view, time_ms) {
                                       return identity{make::user(1), make::noon_ms + hour_ms};
                                     },
                                     issuer, [] { return http::readiness{}; }});
  auto port = (*served)->port();
  if (::write(port_pipe[1], &port, sizeof port) != sizeof port) return 1;
  std::this_thread::sleep_for(std::chrono::seconds{1});
  auto& joins = metrics.edge.requests(method_of(join_room{}), code_label::ok);
  auto cpu_before = cpu_s();
  auto before = joins.value();
  std::this_thread::sleep_for(std::chrono::seconds{seconds});
  auto requests = static_cast<double>(joins.value() - before);
  auto cpu = cpu_s() - cpu_before;
  std::printf("%.0f requests/s, %.2f us of server CPU each\n", requests / seconds, 1e6 * cpu / requests);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return 0;
}

}  // namespace
}  // namespace moim

int main(int count, char** words) { return moim::run(count > 1 ? std::atoi(words[1]) : 5); }

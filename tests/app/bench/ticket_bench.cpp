#include "app/server.hpp"
#include "net/auth/server_secret.hpp"
#include "net/auth/token_issuer.hpp"
#include "net/message_frame.hpp"
#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>

/// What a ticket costs from its submit until everybody was notified: 64 connections over WebSocket on the embedded
/// store, every commit synced. Prints the server's CPU time per ticket, kernel included, and what else each costs:
/// commits, syncs, messages to entities, memory that stays.
///
///     ticket_bench DIR [WAITING [SECONDS]]
///
/// WAITING tickets that nobody suits are in the pool before; the 64 people submit, are matched with each other, and
/// submit again. The kind is kinds/meal.toml's. DIR must not exist: what another run has left there costs, too.
namespace moim {
namespace {

constexpr std::size_t connections = 64;

time_ms wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

double cpu_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void send_all(int socket, const std::string& bytes) {
  if (::send(socket, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
}

/// One person and their connection.
struct person {
  person(std::uint16_t port, const std::string& token) {
    socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
    int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    send_all(socket,
             "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Protocol: moim.v1.msgpack\r\nAuthorization: Bearer " +
                 token + "\r\n\r\n");
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n") && ::read(socket, &byte, 1) == 1) head.push_back(byte);
    if (head.find(" 101 ") == std::string::npos) std::abort();
  }

  /// Wants to be two at the place, with somebody of about the age.
  void submit(const std::string& place, std::int64_t age, std::uint64_t number) {
    submit_request wanted;
    wanted.kind = "meal";
    wanted.size = group_size{2, 2, {}};
    wanted.criteria = criteria{
        {{"place", {place}, true, {}, {}, {}}, {"age", {}, false, {}, spread_terms{{age * 1'000}, 5'000}, {}}}};
    auto now = static_cast<std::uint64_t>(wall_ms());
    request_key key{now << 16 | 0x7000 | (number & 0xfff), std::uint64_t{2} << 62 | mix64(number) >> 2};
    std::string message;
    encode_call(encoding::msgpack, std::int64_t{1}, wanted, {key, std::nullopt}, message);
    std::string frame;
    websocket::append_masked_frame(frame, websocket::opcode::binary, message, 0x1b2c3d4e);
    send_all(socket, frame);
  }

  /// Reads what has come; calls `use(message)` for each.
  template <class Use>
  void read(message_decoder& decoder, Use&& use) {
    std::array<char, 16'384> buffer;
    auto bytes = ::read(socket, buffer.data(), buffer.size());
    if (bytes <= 0) std::abort();
    reader.feed(std::span{buffer}.first(static_cast<std::size_t>(bytes)));
    while (auto frame = reader.next())
      if (auto message = decoder.decode(frame->payload)) use(*message);
  }

  int socket = -1;
  websocket::frame_reader reader{websocket::end::client, 1'000'000};
};

/// Says `text` if a submit was refused.
void must_be_answer(const server_message& message) {
  if (auto* no = std::get_if<failure>(&message)) {
    std::fprintf(stderr, "refused: %s\n", no->message.c_str());
    std::abort();
  }
}

void fill(std::uint16_t port, const token_issuer& issuer, std::uint64_t waiting) {
  message_decoder decoder{encoding::msgpack};
  for (std::uint64_t n = 0; n < waiting; ++n) {
    person one{port, issuer.issue({7, n}, wall_ms(), hour_ms)};
    // Everybody at one of the places, nobody near in age.
    one.submit("p" + std::to_string(n % 10), static_cast<std::int64_t>(1'000 + 10 * n), n);
    bool answered = false;
    while (!answered) one.read(decoder, [&](const auto& message) { must_be_answer(message), answered = true; });
    ::close(one.socket);
    if (n % 10'000 == 9'999) std::fprintf(stderr, "%lu wait\n", static_cast<unsigned long>(n + 1));
  }
}

std::uint64_t match(std::uint16_t port, const token_issuer& issuer, std::uint64_t crowd, int seconds) {
  message_decoder decoder{encoding::msgpack};
  std::vector<person> people;
  std::vector<pollfd> sockets;
  std::uint64_t number = crowd << 32;
  std::uint64_t notified = 0;
  auto submit = [&](person& one) {
    ++number;
    one.submit("p" + std::to_string(mix64(number) % 10), static_cast<std::int64_t>(20 + mix64(number + 1) % 8), number);
  };
  for (std::size_t i = 0; i < connections; ++i) {
    people.emplace_back(port, issuer.issue({crowd, i}, wall_ms(), hour_ms));
    sockets.push_back({people.back().socket, POLLIN, 0});
  }
  for (auto& each : people) submit(each);
  auto end = wall_ms() + seconds * second_ms;
  while (wall_ms() < end) {
    ::poll(sockets.data(), sockets.size(), 100);
    for (std::size_t i = 0; i < connections; ++i) {
      if (sockets[i].revents == 0) continue;
      people[i].read(decoder, [&](const auto& message) {
        must_be_answer(message);
        if (!std::holds_alternative<inbox_noted>(message)) return;
        ++notified;
        submit(people[i]);
      });
    }
  }
  return notified;
}

/// Reads the operators' metrics.
std::string scrape(std::uint16_t port) {
  int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
  send_all(socket, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  std::string all;
  std::array<char, 65'536> buffer;
  for (ssize_t bytes = 0; (bytes = ::read(socket, buffer.data(), buffer.size())) > 0;)
    all.append(buffer.data(), static_cast<std::size_t>(bytes));
  ::close(socket);
  return all;
}

/// The value of the line that begins so; 0: there is none.
double value_of(const std::string& metrics, const std::string& name) {
  auto found = metrics.find("\n" + name + " ");
  return found == std::string::npos ? 0 : std::atof(metrics.c_str() + found + name.size() + 2);
}

double resident_bytes() {
  auto* file = std::fopen("/proc/self/statm", "r");
  long size = 0;
  long resident = 0;
  if (!file || std::fscanf(file, "%ld %ld", &size, &resident) != 2) std::abort();
  std::fclose(file);
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// What a server has done and holds by now.
struct account {
  explicit account(std::uint16_t operator_port)
      : cpu{cpu_s()}, bytes{resident_bytes()}, metrics{scrape(operator_port)} {}
  double cpu;
  double bytes;
  std::string metrics;
};

void print(const account& before, const account& after, double tickets, std::uint64_t waiting, int seconds) {
  auto each = [&](const char* name) {
    return (value_of(after.metrics, name) - value_of(before.metrics, name)) / tickets;
  };
  std::printf("%.0f tickets/s with %lu waiting, %.1f us of server CPU each\n", tickets / seconds,
              static_cast<unsigned long>(waiting), 1e6 * (after.cpu - before.cpu) / tickets);
  std::printf("each: %.3f commits, %.3f syncs, %.2f messages, %.0f bytes of memory\n",
              each("moim_appends_total{outcome=\"committed\"}"), each("moim_store_sync_duration_seconds_count"),
              each("moim_entity_messages_total"), (after.bytes - before.bytes) / tickets);
}

template <class T>
T take(int pipe) {
  T value{};
  if (::read(pipe, &value, sizeof value) != sizeof value) std::abort();
  return value;
}
template <class T>
void put(int pipe, const T& value) {
  if (::write(pipe, &value, sizeof value) != sizeof value) std::abort();
}

int run(const std::string& directory, std::uint64_t waiting, int seconds, const char* program) {
  std::array<int, 2> to_clients, from_clients;
  if (::pipe(to_clients.data()) != 0 || ::pipe(from_clients.data()) != 0) return 1;
  // Forked before there are threads.
  if (auto child = ::fork(); child == 0) {
    // Else it would wait for ever if the server did not start.
    ::close(to_clients[1]);
    auto port = take<std::uint16_t>(to_clients[0]);
    token_issuer issuer{*load_or_create_secret(directory + "/secret")};
    fill(port, issuer, waiting);
    match(port, issuer, 8, 1);
    put(from_clients[1], std::uint64_t{0});
    put(from_clients[1], match(port, issuer, 9, seconds));
    ::_exit(0);
  }
  // Else it would wait for ever if the clients stopped.
  ::close(from_clients[1]);
  server_options options;
  options.data = directory;
  options.listen = "127.0.0.1:0";
  options.operator_listen = "127.0.0.1:0";
  // All people come from one address, at once.
  options.edge.addresses.handshakes = http::paused_rate{1'000'000};
  auto served = server::start(options, program);
  if (!served) {
    std::fprintf(stderr, "%s\n", served.error().c_str());
    return 1;
  }
  put(to_clients[1], (*served)->port());
  take<std::uint64_t>(from_clients[0]);
  account before{(*served)->operator_port()};
  auto tickets = static_cast<double>(take<std::uint64_t>(from_clients[0]));
  print(before, account{(*served)->operator_port()}, tickets, waiting, seconds);
  ::wait(nullptr);
  return 0;
}

}  // namespace
}  // namespace moim

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "ticket_bench DIR [WAITING [SECONDS]]\n");
    return 2;
  }
  if (std::filesystem::exists(words[1])) {
    std::fprintf(stderr, "%s exists already: give the name of a new directory\n", words[1]);
    return 2;
  }
  auto number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
  return moim::run(words[1], static_cast<std::uint64_t>(number(2, 1'000)), number(3, 30), words[0]);
}

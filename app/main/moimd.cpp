#include "app/options.hpp"
#include "app/server.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <csignal>
#include <initializer_list>
#include <iostream>

namespace {

/// Taken by `sigwait` on the main thread instead of by handlers.
sigset_t signals(std::initializer_list<int> numbers) {
  sigset_t set;
  sigemptyset(&set);
  for (int number : numbers) sigaddset(&set, number);
  return set;
}

void say_where(const std::string& url, const std::string& operators) {
  std::cout << "listening on " << url << "\noperators on " << operators << std::endl;
  std::cerr << "\n  Open " << url
            << "/ in two browser tabs: each is a guest, who can make rooms, join and follow them. Or:\n"
            << "    curl -X POST " << url << "/auth/guest\n"
            << "  for a token, and connect a WebSocket to " << url.substr(4).insert(0, "ws")
            << "/ws (subprotocol moim.v1.json).\n"
            << "  The protocol: moimd --print-protocol, or the method rpc.discover. Metrics: " << operators
            << "/metrics\n\n";
}

/// Until one of `taken` asks it to end.
void serve(moim::server& server, const sigset_t& taken) {
  for (int signal = 0; sigwait(&taken, &signal) == 0 && signal == SIGHUP;) server.read_files_again();
}

/// Lets sessions finish for as long as they may, or until a second signal.
void drain(moim::server& server, std::uint32_t within_s, const sigset_t& ending) {
  spdlog::info("draining, at most {} s; a second signal stops at once", within_s);
  server.drain();
  for (std::uint32_t waited_ms = 0; waited_ms < within_s * 1000; waited_ms += 50) {
    if (server.wait_until_empty(std::chrono::milliseconds{50})) return;
    timespec at_once{};
    if (sigtimedwait(&ending, nullptr, &at_once) > 0) return spdlog::warn("stopping at once");
  }
  spdlog::warn("some connections did not end in time and are cut");
}

}  // namespace

int main(int count, char** words) {
  // What the server writes holds where people are and what they said: it is nobody else's to read.
  umask(077);
  auto asked = moim::read_command_line(count, words);
  if (asked.print) {
    (asked.status == 0 ? std::cout : std::cerr) << *asked.print;
    return asked.status;
  }
  spdlog::set_default_logger(spdlog::stderr_color_mt("moimd"));
  spdlog::set_level(spdlog::level::from_str(asked.options.log_level));
  // Before any thread starts, so that all inherit it and only this one takes them.
  const auto ending = signals({SIGTERM, SIGINT});
  // Without files to look at, SIGHUP says as ever that the terminal is gone.
  bool has_files = asked.options.jwks || asked.options.tls_certificate;
  const auto taken = has_files ? signals({SIGTERM, SIGINT, SIGHUP}) : ending;
  pthread_sigmask(SIG_BLOCK, &taken, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  auto started = moim::server::start(asked.options, words[0]);
  if (!started) {
    std::cerr << "moimd: " << started.error() << '\n';
    return 1;
  }
  auto& server = **started;
  auto url = [](const char* scheme, const std::string& listen, std::uint16_t port) {
    return scheme + listen.substr(0, listen.rfind(':') + 1) + std::to_string(port);
  };
  say_where(url(asked.options.tls_certificate ? "https://" : "http://", asked.options.listen, server.port()),
            url("http://", asked.options.operator_listen.value_or("127.0.0.1:"), server.operator_port()));
  serve(server, taken);
  drain(server, asked.options.drain_within_s, ending);
  started->reset();
  spdlog::info("closed");
  return 0;
}

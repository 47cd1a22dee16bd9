#include "net/io_thread.hpp"

#include "net/connection.hpp"

#include <boost/asio/post.hpp>

namespace moim {
namespace {

/// How exact timeouts are.
constexpr std::chrono::milliseconds tick_every{100};

}  // namespace

io_thread::io_thread(edge_shared& shared)
    : shared_{shared},
      outlet_{[this] {
        boost::asio::post(context_, [this] {
          outlet_.drain_into(hub_, now());
          flush();
        });
      }},
      hub_{shared.options.session,      shared.services.kinds,        shared.services.node.secret(),
           shared.services.check_token, shared.services.metrics.edge, outlet_} {}

io_thread::~io_thread() { stop(); }

void io_thread::start() {
  tick();
  thread_ = std::thread{[this] { context_.run(); }};
}

void io_thread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void io_thread::drain() {
  boost::asio::post(context_, [this] {
    hub_.drain(now());
    for (auto& each : connections_) each.drain();
    flush();
  });
}

void io_thread::look_at_clock() {
  boost::asio::post(context_, [this] {
    hub_.look_at_clock(now());
    flush();
  });
}

void io_thread::adopt(edge_socket socket, arrival from) {
  connections_.emplace_back(*this, std::move(socket), std::move(from));
  auto& added = connections_.back();
  added.place = std::prev(connections_.end());
  added.start();
}

instant io_thread::now() const {
  auto steady = std::chrono::steady_clock::now().time_since_epoch();
  return {shared_.services.node.now(), std::chrono::duration_cast<std::chrono::nanoseconds>(steady).count()};
}

void io_thread::flush_soon() {
  if (flushing_soon_) return;
  flushing_soon_ = true;
  // Behind everything that is ready now, so that all of it goes out together.
  boost::asio::post(context_, [this] {
    flushing_soon_ = false;
    flush();
  });
}

void io_thread::flush() {
  hub_.take_messages(messages_);
  for (auto& message : messages_) shared_.services.node.deliver(std::move(message));
  hub_.take_touched(touched_);
  for (auto session : touched_) by_slot_[static_cast<std::uint32_t>(session)]->write();
}

void io_thread::tick() {
  auto at = now();
  hub_.tick(at);
  while (!deadlines_.empty() && deadlines_.begin()->first <= at.steady_ms()) {
    auto* late = deadlines_.begin()->second;
    deadlines_.erase(deadlines_.begin());
    late->expire();
  }
  flush();
  timer_.expires_after(tick_every);
  timer_.async_wait([this](const boost::system::error_code& failed) {
    if (!failed) tick();
  });
}

void io_thread::bind(session_number session, connection& to) {
  auto slot = static_cast<std::uint32_t>(session);
  if (slot >= by_slot_.size()) by_slot_.resize(slot + 1);
  by_slot_[slot] = &to;
}

void io_thread::watch(connection& which, time_ms deadline_ms) { deadlines_.emplace(deadline_ms, &which); }

void io_thread::unwatch(connection& which, time_ms deadline_ms) { deadlines_.erase({deadline_ms, &which}); }

void io_thread::remove(connection& gone) { connections_.erase(gone.place); }

}  // namespace moim

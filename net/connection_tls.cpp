#include "net/connection.hpp"

#include <boost/asio/buffer.hpp>

namespace moim {

/// False if the client is turned away, before any cryptography.
bool connection::begin_tls(char first) {
  auto& shared = thread_.shared();
  auto now = thread_.now();
  if (first != tls::handshake_byte) {
    shared.refused.add(edge_refusal::tls, now.steady_ms(), [&] {
      return http::to_text(from_.peer) + " did not begin TLS, which is all that is spoken there: refused";
    });
    shared.routes.count(http_path::other, 400);
    speaks_tls_ = false;
    respond({400, "text/plain; charset=utf-8", "This port speaks TLS: https:// and wss://.\n"}, false);
    return false;
  }
  // A proxy's handshakes are others'.
  if (from_.counted && !shared.addresses.take(http::address_rate::tls_handshakes, from_.peer, now.steady_ms())) {
    shared.refused.add(edge_refusal::handshakes, now.steady_ms(), [&] {
      return http::to_text(from_.peer) +
             " begins TLS more often a second than --handshakes-per-second lets one address: refused; if it is your "
             "proxy, name it with --trust-proxy";
    });
    turn_away({});
    return false;
  }
  tls_ = std::make_unique<tls::channel>(*shared.services.certificate());
  return true;
}

/// What came from the socket, or nothing to go on with what is left of it.
void connection::decrypt(std::span<char> bytes) {
  if (!tls_ && !begin_tls(bytes.front())) return;
  // Until all of it is used nothing else may be read into the buffer that it lies in.
  reads_ = true;
  tls_->receive(
      bytes, [this] { return phase_ != phase::lingering && wants_bytes(); },
      [this](std::span<char> plain) { use(plain); });
  reads_ = false;
  if (phase_ == phase::closed || phase_ == phase::lingering) return;
  if (tls_->failure()) return fail_tls();
  // A step of the handshake.
  if (!tls_->output().empty()) write();
  // What waits is written first: then the end of the stream tells the same.
  if (tls_->client_ended() && !waits_to_write_) linger();
}

void connection::fail_tls() {
  thread_.shared().refused.add(edge_refusal::tls, thread_.now().steady_ms(), [&] {
    return http::to_text(from_.peer) + " and this server do not get on by TLS (" + *tls_->failure() + "): closed";
  });
  linger();
}

/// What is not yet in the socket comes first; then a record of what the client is told next.
std::size_t connection::encrypt(std::span<std::string_view> into) {
  if (tls_->output().empty()) {
    auto count = pieces_said(into);
    if (auto bytes = count == 0 ? 0 : tls_->encrypt(into.first(count))) said(bytes);
  }
  into[0] = tls_->output();
  return into[0].empty() ? 0 : 1;
}

bool connection::has_undecrypted() const { return tls_ && phase_ != phase::lingering && tls_->has_unread(); }

/// Whether an answer is encrypted that the socket has not taken: no request is read meanwhile.
bool connection::holds_answer() const { return tls_ && phase_ == phase::http && !tls_->output().empty(); }

}  // namespace moim

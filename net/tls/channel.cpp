#include "net/tls/channel.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace moim::tls {
namespace {

/// Room for a record, or for a handshake with its certificates. More comes only of a client that makes the server
/// answer and does not read.
constexpr std::size_t max_output_bytes = 65'536;
/// A channel with nothing to write keeps no more.
constexpr std::size_t max_kept_output_bytes = 256;

}  // namespace

/// A BIO over a `wire`.
struct channel::wire_bio {
  static wire& of(BIO* bio) { return *static_cast<wire*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* into, int size) {
    auto& in = of(bio).in;
    BIO_clear_retry_flags(bio);
    if (in.empty()) {
      BIO_set_retry_read(bio);
      return -1;
    }
    auto bytes = std::min(in.size(), static_cast<std::size_t>(size));
    std::memcpy(into, in.data(), bytes);
    in.remove_prefix(bytes);
    return static_cast<int>(bytes);
  }

  static int write(BIO* bio, const char* from, int size) {
    auto& out = of(bio).out;
    BIO_clear_retry_flags(bio);
    if (out.size() + static_cast<std::size_t>(size) > max_output_bytes) return -1;
    out.append(from, static_cast<std::size_t>(size));
    return size;
  }

  static long control(BIO*, int what, long, void*) { return what == BIO_CTRL_FLUSH ? 1 : 0; }

  static const BIO_METHOD* method() {
    static const std::unique_ptr<BIO_METHOD, openssl_deleter<BIO_meth_free>> made = [] {
      std::unique_ptr<BIO_METHOD, openssl_deleter<BIO_meth_free>> of{
          BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wire")};
      BIO_meth_set_read(of.get(), read);
      BIO_meth_set_write(of.get(), write);
      BIO_meth_set_ctrl(of.get(), control);
      return of;
    }();
    return made.get();
  }
};

channel::channel(const context& by) : ssl_{SSL_new(by.use())} {
  auto* bio = BIO_new(wire_bio::method());
  if (!ssl_ || bio == nullptr) throw std::bad_alloc{};
  BIO_set_data(bio, &wire_);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_accept_state(ssl_.get());
}

void channel::take(std::span<const char> from_socket) {
  std::string_view fresh{from_socket.data(), from_socket.size()};
  wire_.in = unread_.empty() ? fresh : std::string_view{unread_.append(fresh)};
}

/// Does the handshake on its way; 0 if there is nothing more to read.
std::size_t channel::read(std::span<char> into) {
  if (failure_ || client_ended_) return 0;
  ERR_clear_error();
  auto bytes = SSL_read(ssl_.get(), into.data(), static_cast<int>(into.size()));
  if (bytes > 0) return static_cast<std::size_t>(bytes);
  auto why = SSL_get_error(ssl_.get(), bytes);
  if (why == SSL_ERROR_ZERO_RETURN) client_ended_ = true;
  if (why != SSL_ERROR_ZERO_RETURN && why != SSL_ERROR_WANT_READ) fail();
  return 0;
}

void channel::keep_unread() {
  // Of what follows an end or a failure nothing is wanted.
  std::string rest{failure_ || client_ended_ ? std::string_view{} : wire_.in};
  wire_.in = {};
  unread_ = std::move(rest);
}

std::size_t channel::encrypt(std::span<const std::string_view> pieces) {
  if (failure_ || !SSL_is_init_finished(ssl_.get())) return 0;
  std::array<char, max_record_bytes> joined;
  std::size_t size = 0;
  for (const auto& each : pieces) {
    auto bytes = std::min(each.size(), joined.size() - size);
    std::memcpy(joined.data() + size, each.data(), bytes);
    size += bytes;
  }
  ERR_clear_error();
  auto bytes = SSL_write(ssl_.get(), joined.data(), static_cast<int>(size));
  if (bytes <= 0) fail();
  return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

void channel::end() {
  if (failure_ || !SSL_is_init_finished(ssl_.get())) return;
  ERR_clear_error();
  if (SSL_shutdown(ssl_.get()) < 0) ERR_clear_error();
}

void channel::sent(std::size_t bytes) {
  sent_ += bytes;
  if (sent_ < wire_.out.size()) return;
  sent_ = 0;
  wire_.out.clear();
  if (wire_.out.capacity() > max_kept_output_bytes) wire_.out = {};
}

void channel::fail() {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  failure_ = reason != nullptr ? reason : "it made more answers than it reads";
  ERR_clear_error();
}

}  // namespace moim::tls

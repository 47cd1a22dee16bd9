#include <utility>
//
#include "net/http/header_text.hpp"
#include "net/http/hosts.hpp"
#include "net/http/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

namespace moim::http {
namespace {

namespace beast_http = boost::beast::http;
using message = beast_http::request<beast_http::string_body>;

std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

std::optional<std::string> field_of(const message& from, beast_http::field name) {
  auto found = from.find(name);
  if (found == from.end()) return std::nullopt;
  return text(found->value());
}

/// The values of all headers of a name, as one list.
std::string list_of(const message& from, boost::beast::string_view name) {
  std::string all;
  auto [first, last] = from.equal_range(name);
  for (; first != last; ++first) all += (all.empty() ? "" : ", ") + text(first->value());
  return all;
}

/// What a request line asks for, without the query. A target that names a host as well is for that one, whatever `Host`
/// says (RFC 9112, 3.2.2).
struct target {
  std::optional<std::string> authority;
  std::string path;
};

target target_of(const message& from) {
  auto asked = text(from.target().substr(0, from.target().find('?')));
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!is_same_text(std::string_view{asked}.substr(0, scheme.size()), scheme)) continue;
    auto path = std::min(asked.find('/', scheme.size()), asked.size());
    return {asked.substr(scheme.size(), path - scheme.size()), path == asked.size() ? "/" : asked.substr(path)};
  }
  return {std::nullopt, std::move(asked)};
}

/// Whether what is read of the header could be read in one way only.
bool is_plain(const message& from, bool chunked) {
  using beast_http::field;
  for (auto once : {field::host, field::origin, field::authorization, field::sec_websocket_key,
                    field::sec_websocket_version, field::transfer_encoding, field::content_length})
    if (from.count(once) > 1) return false;
  if (text(from[field::content_length]).find(',') != std::string::npos) return false;
  if (from.count(field::transfer_encoding) != 0 &&
      (!chunked || from.version() < 11 || !is_same_text(text(from[field::transfer_encoding]), "chunked")))
    return false;
  if (auto authority = target_of(from).authority; authority && !host_name(*authority)) return false;
  auto host = from.find(field::host);
  return host == from.end() ? from.version() < 11 : host_name(text(host->value())).has_value();
}

/// Whether a line of `header` goes on in the next one (`obs-fold`).
bool is_folded(std::string_view header) {
  return header.find("\n ") != std::string_view::npos || header.find("\n\t") != std::string_view::npos;
}

/// Methods are words. Whoever speaks TLS to us, say, is told at once.
bool may_be_method(char first) { return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z'); }

constexpr std::string_view header_end = "\r\n\r\n";

/// Whether a list of tokens, such as `Connection`, has this one.
bool has_token(const std::string& list, std::string_view token) {
  beast_http::token_list tokens{list};
  return std::any_of(tokens.begin(), tokens.end(), [&](auto each) { return is_same_text(text(each), token); });
}

/// All but the body, of which `keep_alive` is what the parser made of all `Connection` headers.
request read(const message& from, bool keep_alive) {
  request made;
  made.method = text(from.method_string());
  auto [authority, path] = target_of(from);
  made.path = std::move(path);
  made.host = authority ? *authority : field_of(from, beast_http::field::host).value_or("");
  made.origin = field_of(from, beast_http::field::origin);
  made.authorization = field_of(from, beast_http::field::authorization);
  made.forwarded = list_of(from, "Forwarded");
  made.x_forwarded_for = list_of(from, "X-Forwarded-For");
  made.wants_websocket = from.version() >= 11 && from.method() == beast_http::verb::get &&
                         has_token(list_of(from, "Connection"), "upgrade") &&
                         has_token(list_of(from, "Upgrade"), "websocket");
  made.websocket_key = field_of(from, beast_http::field::sec_websocket_key).value_or("");
  made.websocket_version = field_of(from, beast_http::field::sec_websocket_version).value_or("");
  auto subprotocols = list_of(from, "Sec-WebSocket-Protocol");
  for (auto each : beast_http::token_list{subprotocols}) made.subprotocols.push_back(text(each));
  made.keep_alive = keep_alive;
  return made;
}

/// `0`, and two ends of lines: no body ends in fewer. Beast 1.74 takes it for a bug of its caller's if it is shown
/// fewer of the last chunk twice, and ends the process.
constexpr std::size_t last_chunk_bytes = 5;

unsigned status_of(const boost::system::error_code& failed) {
  if (failed == beast_http::error::header_limit) return 431;
  if (failed == beast_http::error::body_limit) return 413;
  return 400;
}

}  // namespace

struct request_reader::parser : beast_http::request_parser<beast_http::string_body> {
  parser() {
    header_limit(max_header_bytes);
    body_limit(max_body_bytes);
    eager(true);
  }
};

request_reader::request_reader() : parser_{std::make_unique<parser>()} {}
request_reader::~request_reader() = default;
request_reader::request_reader(request_reader&&) noexcept = default;
request_reader& request_reader::operator=(request_reader&&) noexcept = default;

/// One end of a line may stand before a request, which older clients sent behind a body (RFC 9112, 2.2). False while it
/// may still become one.
bool request_reader::pass_over_line_end() {
  if (unread_.empty() || unread_ == "\r") return false;
  if (unread_.starts_with("\r\n")) unread_.erase(0, 2);
  begun_ = true;
  return true;
}

/// False until all of the header is there; then it is read at once, so that what it says does not depend on how it was
/// cut. False, too, if it fails.
bool request_reader::read_header() {
  if (parser_->is_header_done()) return true;
  if (!begun_ && !pass_over_line_end()) return false;
  auto end = unread_.find(header_end, searched_bytes_);
  bool whole = end != std::string::npos;
  auto bytes = whole ? end + header_end.size() : unread_.size();
  if (!unread_.empty() && !may_be_method(unread_.front())) failure_ = 400;
  if (bytes > max_header_bytes) failure_ = 431;
  searched_bytes_ = unread_.size() - std::min(unread_.size(), header_end.size() - 1);
  if (!whole || failure_ != 0) return false;
  boost::system::error_code failed;
  if (!is_folded({unread_.data(), end})) unread_.erase(0, parser_->put(boost::asio::buffer(unread_, bytes), failed));
  bool may_go_on = !failed || failed == beast_http::error::need_more;
  // It is whole: whoever wants more to find the header's end will not.
  if (!parser_->is_header_done() || !may_go_on) failure_ = status_of(failed);
  if (failure_ == 0) failure_ = why_not();
  if (failure_ == 0) read_ = read(parser_->get(), parser_->keep_alive());
  return failure_ == 0;
}

/// The status that refuses a header that is whole.
unsigned request_reader::why_not() const {
  const auto& header = parser_->get();
  if (!is_plain(header, parser_->chunked())) return 400;
  // Of HTTP/1.0 it is passed over (RFC 9110, 10.1.1).
  return header.version() >= 11 && header.count(beast_http::field::expect) != 0 ? 417 : 0;
}

std::optional<request> request_reader::feed(std::string_view bytes) {
  if (failure_ != 0) return std::nullopt;
  unread_.append(bytes);
  if (!read_header()) return std::nullopt;
  while (!unread_.empty() && !parser_->is_done()) {
    if (parser_->chunked() && unread_.size() < last_chunk_bytes) return std::nullopt;
    boost::system::error_code failed;
    auto used = parser_->put(boost::asio::buffer(unread_), failed);
    unread_.erase(0, used);
    if (failed == beast_http::error::need_more) {
      // What stands around a body's chunks is in none of Beast's limits.
      if (unread_.size() > max_header_bytes) failure_ = 413;
      return std::nullopt;
    }
    if (failed) failure_ = status_of(failed);
    if (failed || used == 0) break;
  }
  if (failure_ != 0 || !parser_->is_done()) return std::nullopt;
  read_->body = parser_->get().body();
  return std::move(read_);
}

}  // namespace moim::http

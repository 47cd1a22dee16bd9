#include <utility>
//
#include "net/http/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

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

request read(const message& from) {
  request made;
  made.method = text(from.method_string());
  made.path = text(from.target().substr(0, from.target().find('?')));
  made.host = field_of(from, beast_http::field::host).value_or("");
  made.origin = field_of(from, beast_http::field::origin);
  made.authorization = field_of(from, beast_http::field::authorization);
  made.wants_websocket = boost::beast::websocket::is_upgrade(from);
  made.websocket_key = field_of(from, beast_http::field::sec_websocket_key).value_or("");
  made.websocket_version = field_of(from, beast_http::field::sec_websocket_version).value_or("");
  for (auto each : beast_http::token_list{from[beast_http::field::sec_websocket_protocol]})
    made.subprotocols.push_back(text(each));
  made.keep_alive = from.keep_alive();
  made.body = from.body();
  return made;
}

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

std::optional<request> request_reader::feed(std::string_view bytes) {
  if (failure_ != 0) return std::nullopt;
  unread_.append(bytes);
  boost::system::error_code failed;
  while (!unread_.empty() && !parser_->is_done()) {
    auto used = parser_->put(boost::asio::buffer(unread_), failed);
    unread_.erase(0, used);
    if (failed == beast_http::error::need_more) return std::nullopt;
    if (failed) {
      failure_ = status_of(failed);
      return std::nullopt;
    }
    if (used == 0) break;
  }
  if (!parser_->is_done()) return std::nullopt;
  return read(parser_->get());
}

}  // namespace moim::http

#include "net/http/response.hpp"

namespace moim::http {
namespace {

std::string_view reason(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Payload Too Large";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

}  // namespace

std::string to_bytes(const response& answer, bool keep_alive, bool with_body) {
  std::string bytes = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
  bytes += reason(answer.status);
  // An answer that cannot have a body says nothing of one (RFC 9110, 8.6).
  if (answer.status != 204) {
    bytes += "\r\nContent-Type: " + answer.content_type;
    bytes += "\r\nContent-Length: " + std::to_string(answer.body.size());
  }
  bytes += "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n";
  bytes += keep_alive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
  bytes += answer.headers + "\r\n";
  if (with_body) bytes += answer.body;
  return bytes;
}

}  // namespace moim::http

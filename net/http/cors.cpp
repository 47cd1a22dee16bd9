#include "net/http/cors.hpp"

namespace moim::http {
namespace {

/// For how long a browser need not ask again: the most that all of them keep.
constexpr std::string_view asked_again_after_s = "600";

}  // namespace

response readable_by_page(const request& asked, response with) {
  with.headers += "Vary: Origin\r\n";
  if (asked.origin)
    with.headers +=
        "Access-Control-Allow-Origin: " + *asked.origin + "\r\nAccess-Control-Expose-Headers: Retry-After\r\n";
  return with;
}

response allow_page(const request& asked, std::string_view method) {
  response allowed{204, "text/plain; charset=utf-8", ""};
  allowed.headers = "Allow: OPTIONS, " + std::string{method} + "\r\nAccess-Control-Allow-Methods: ";
  allowed.headers += method;
  allowed.headers += "\r\nAccess-Control-Allow-Headers: Authorization, Content-Type\r\nAccess-Control-Max-Age: ";
  allowed.headers += asked_again_after_s;
  allowed.headers += "\r\n";
  return readable_by_page(asked, std::move(allowed));
}

}  // namespace moim::http

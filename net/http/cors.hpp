#pragma once

#include "net/http/request_reader.hpp"
#include "net/http/response.hpp"

/// Answers that pages of other origins may read (Fetch standard, "CORS protocol"). Whether a page may ask at all is
/// `may_connect`'s to say.
namespace moim::http {

/// `with`, readable for the page that asked, if one did. What is kept of it counts for that origin only.
response readable_by_page(const request& asked, response with);

/// The answer to a browser's question (`OPTIONS`) whether a page may send `method` (one).
response allow_page(const request& asked, std::string_view method);

}  // namespace moim::http

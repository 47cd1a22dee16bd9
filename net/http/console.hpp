#pragma once

#include "net/http/response.hpp"

namespace moim::http {

/// What a person sees who opens the server in a browser: the files of net/http/console/ as one that needs no other.
extern const std::string_view console_page;

/// Answers the page, with a content security policy under which only its own script and style count, and it can talk
/// to nobody but this server.
response show_console();

/// The hash by which a content security policy names the page's only `<tag>`: base 64 of SHA-256.
std::string content_hash(std::string_view page, std::string_view tag);

}  // namespace moim::http

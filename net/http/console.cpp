#include "net/http/console.hpp"

#include <openssl/evp.h>

#include <array>

namespace moim::http {
namespace {

std::string security_policy() {
  return "Content-Security-Policy: default-src 'none'; connect-src 'self'; script-src 'sha256-" +
         content_hash(console_page, "script") + "'; style-src 'sha256-" + content_hash(console_page, "style") +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\n";
}

}  // namespace

std::string content_hash(std::string_view page, std::string_view tag) {
  auto opening = '<' + std::string{tag} + '>';
  auto begin = page.find(opening) + opening.size();
  auto content = page.substr(begin, page.find("</" + std::string{tag} + '>', begin) - begin);
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned size = 0;
  EVP_Digest(content.data(), content.size(), hash.data(), &size, EVP_sha256(), nullptr);
  std::array<unsigned char, 64> text;
  auto length = EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

response show_console() {
  static const std::string policy = security_policy();
  return {200, "text/html; charset=utf-8", std::string{console_page}, policy};
}

}  // namespace moim::http

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which names a server answers to. A page whose own name is made to point at this machine (DNS rebinding) is "of the
/// same origin" as the server for its browser; what tells it apart is the name that it asks for.
namespace moim::http {

/// The host in `host` or `host:port`, an IPv6 address with its brackets; nothing if it is neither (RFC 9112, 3.2).
std::optional<std::string_view> host_name(std::string_view authority);

/// In a list of names: all that are nobody's to point elsewhere. That are addresses, and names without a dot, such as
/// `localhost` and those of containers: whoever runs a page on the internet has a name with one.
inline constexpr std::string_view local_hosts = "(local)";

/// Whether a request whose `Host` is `authority` is meant for this server: any if `allowed` is empty or names `*`.
/// Names are without ports; case does not matter.
bool is_allowed_host(std::string_view authority, const std::vector<std::string>& allowed);

/// Whether only this machine reaches a listener on `address`.
bool is_loopback(const std::string& address);

/// The names of a listener on `address` for which none were given: on loopback `local_hosts`, else none, which is any.
std::vector<std::string> usual_hosts(const std::string& address);

}  // namespace moim::http

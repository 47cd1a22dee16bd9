#pragma once

#include "net/http/network.hpp"
#include "net/http/request_reader.hpp"

namespace moim::http {

/// Who a request comes from: `peer`, who sent it, or, where that is one of the `trusted` proxies, whom it names. What
/// `X-Forwarded-For` or `Forwarded` (RFC 7239) tell is read from right to left, each hop on the word of the one before
/// it, up to the first that is not trusted; what stands left of that anybody may have written. A hop that names no
/// address ends the way at who told of it.
///
/// A proxy sets one of the two headers and may pass on the other as its client made it up, so where both are there and
/// do not agree neither is believed: it is `peer`.
client_address client_of(const request& asked, const client_address& peer, const std::vector<network>& trusted);

}  // namespace moim::http

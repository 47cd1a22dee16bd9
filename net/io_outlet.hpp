#pragma once

#include "actors/outlet.hpp"
#include "net/instant.hpp"
#include "net/session/session_hub.hpp"

#include <functional>
#include <mutex>

namespace moim {

/// The way from the actors to one I/O thread. A call from any thread is put on a list, and the I/O thread is woken only
/// if it does not know yet that there is something: one wake-up for all that comes until it looks, at the end of the
/// actor's turn (`outlet_turn`).
class io_outlet final : public outlet {
 public:
  /// `wake` makes the I/O thread call `drain_into` soon; it is called from any thread.
  explicit io_outlet(std::function<void()> wake) : wake_{std::move(wake)} {}

  void answer(session_number session, request_number request, result<method_answer> answer) override;
  void followed(session_number session, request_number request, audience who, followed_answer answer) override;
  void publish(std::shared_ptr<const publication> what) override;
  void shut_out(std::shared_ptr<const exclusion> whom) override;
  void publish_list(std::shared_ptr<const listing_publication> publication) override;
  void notify(session_number session, person_push push) override;
  void wake() override;

  /// Hands all that has come to the hub, in order. The I/O thread's.
  void drain_into(session_hub& hub, const instant& now);

 private:
  struct answered {
    session_number session;
    request_number request;
    result<method_answer> what;
  };
  struct has_followed {
    session_number session;
    request_number request;
    audience who;
    followed_answer what;
  };
  struct notified {
    session_number session;
    person_push what;
  };
  using event = std::variant<answered, has_followed, std::shared_ptr<const publication>,
                             std::shared_ptr<const exclusion>, std::shared_ptr<const listing_publication>, notified>;
  void add(event added);

  const std::function<void()> wake_;
  std::mutex guarding_;
  std::vector<event> events_;
  /// Whether the I/O thread knows that there is something: not yet, by the end of some actor's turn, or by now.
  enum class knowing : std::uint8_t { nothing, promised, woken };
  knowing knows_ = knowing::nothing;
  std::vector<event> draining_;  // the I/O thread's; kept so that its memory is used again
};

}  // namespace moim

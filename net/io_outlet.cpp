#include "net/io_outlet.hpp"

namespace moim {

void io_outlet::answer(session_number session, request_number request, result<method_answer> answer) {
  add(answered{session, request, std::move(answer)});
}

void io_outlet::followed(session_number session, request_number request, audience who, followed_answer answer) {
  add(has_followed{session, request, who, std::move(answer)});
}

void io_outlet::publish(std::shared_ptr<const publication> what) { add(std::move(what)); }

void io_outlet::shut_out(std::shared_ptr<const exclusion> whom) { add(std::move(whom)); }

void io_outlet::publish_list(std::shared_ptr<const listing_publication> publication) { add(std::move(publication)); }

void io_outlet::notify(session_number session, person_push push) { add(notified{session, std::move(push)}); }

/// If another actor's turn has promised to wake the I/O thread, that may take longer than this one's.
void io_outlet::add(event added) {
  {
    std::lock_guard held{guarding_};
    events_.push_back(std::move(added));
    if (knows_ == knowing::woken) return;
    bool promised = outlet_turn::will_wake(*this);
    knows_ = promised ? knowing::promised : knowing::woken;
    if (promised) return;
  }
  wake_();
}

void io_outlet::wake() {
  {
    std::lock_guard held{guarding_};
    if (knows_ != knowing::promised) return;
    knows_ = knowing::woken;
  }
  wake_();
}

void io_outlet::drain_into(session_hub& hub, const instant& now) {
  {
    std::lock_guard held{guarding_};
    draining_.swap(events_);
    knows_ = knowing::nothing;
  }
  for (auto& each : draining_) {
    if (auto* is_answer = std::get_if<answered>(&each))
      hub.answer(is_answer->session, is_answer->request, std::move(is_answer->what), now);
    else if (auto* is_follow = std::get_if<has_followed>(&each))
      hub.followed(is_follow->session, is_follow->request, is_follow->who, std::move(is_follow->what), now);
    else if (auto* told = std::get_if<std::shared_ptr<const publication>>(&each))
      hub.publish(**told, now);
    else if (auto* whom = std::get_if<std::shared_ptr<const exclusion>>(&each))
      hub.shut_out(**whom, now);
    else if (auto* of_list = std::get_if<std::shared_ptr<const listing_publication>>(&each))
      hub.publish_list(**of_list, now);
    else if (auto* change = std::get_if<notified>(&each))
      hub.notify(change->session, change->what, now);
  }
  draining_.clear();
}

}  // namespace moim

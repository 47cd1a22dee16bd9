#pragma once

#include "domain/protocol.hpp"
#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// Holds what one person is told of rooms' notices against the logs: nobody reads what is not theirs, no page leaves
/// anything out, and a room that is muted disturbs nobody.
class notice_answer_checker {
 public:
  notice_answer_checker(const log_checker& logs, verdict& verdict, const user_id& user)
      : logs_(logs), verdict_(verdict), user_(user) {}

  void on_page(const list_notices& asked, const notice_page& told);
  void on_pushed(const note& told);
  void on_badge(const inbox_badge& told);

 private:
  void broken(const std::string& what) { verdict_.broken("notices", moim::to_text(user_) + ": " + what); }

  const log_checker& logs_;
  verdict& verdict_;
  user_id user_;
};

}  // namespace moim::sim

#include "account/account.h"

namespace fairwitness {

Account write_account(const Findings& findings, size_t story) {
  Account account;
  account.story = static_cast<uint32_t>(story);
  account.title = findings.stories[story].title;
  return account;
}

}  // namespace fairwitness

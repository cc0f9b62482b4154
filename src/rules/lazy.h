// Compiled rules that are made when they are first asked for, by whichever thread that is: a command that only reads
// pages, or shows a library, does not wait for what the other rooms need.
#pragma once

#include <mutex>
#include <optional>

#include "rules/rules.h"

namespace fairwitness {

template <typename Compiled>
class Lazy {
 public:
  // The rules must outlive it.
  explicit Lazy(const Rules& rules) : rules_(rules) {}
  const Compiled& get() const {
    std::call_once(once_, [&] { made_.emplace(rules_); });
    return *made_;
  }

 private:
  const Rules& rules_;
  mutable std::once_flag once_;
  mutable std::optional<Compiled> made_;
};

}  // namespace fairwitness

// What can go wrong outside: files, stores, rules, limits. Odd input is a Problem (problem.h); our own bugs abort
// (check.h). The names are those of std::expected, which Debian 12's compilers do not have whole.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace fairwitness {

// `code` is a short stable word (file_vanished, disk_full ...); `message` names the file and the way out, for people.
struct Error {
  std::string code;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & {
    FW_CHECK(has_value());
    return std::get<0>(state_);
  }
  const T& value() const& {
    FW_CHECK(has_value());
    return std::get<0>(state_);
  }
  T&& value() && {
    FW_CHECK(has_value());
    return std::get<0>(std::move(state_));
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const {
    FW_CHECK(!has_value());
    return std::get<1>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  bool has_value() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const {
    FW_CHECK(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace fairwitness

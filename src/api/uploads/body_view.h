/// \file
/// A request's body as one piece of text, wherever it is.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"
#include "net/message.h"

namespace kirin::api::uploads {

/// A view of a body; one that lies in a file is mapped, and only the pages that are looked at are
/// read. The body outlives it.
class BodyView {
 public:
  static Result<BodyView> of(const net::Body& body);
  BodyView(BodyView&& other) noexcept
      : text_(std::exchange(other.text_, {})), is_mapped_(std::exchange(other.is_mapped_, false)) {}
  BodyView& operator=(BodyView&&) = delete;
  ~BodyView();

  std::string_view text() const { return text_; }

 private:
  BodyView(std::string_view text, bool is_mapped) : text_(text), is_mapped_(is_mapped) {}

  std::string_view text_;
  bool is_mapped_ = false;
};

}  // namespace kirin::api::uploads

#include "api/uploads/body_view.h"

#include <sys/mman.h>

#include <cerrno>

namespace kirin::api::uploads {

Result<BodyView> BodyView::of(const net::Body& body) {
  if (!body.file || body.size_bytes == 0) {
    return BodyView{body.text, false};
  }
  const void* start = ::mmap(nullptr, body.size_bytes, PROT_READ, MAP_PRIVATE, body.file.get(), 0);
  if (start == MAP_FAILED) {
    return system_error("mapping a request's body", errno);
  }
  return BodyView{{static_cast<const char*>(start), body.size_bytes}, true};
}

BodyView::~BodyView() {
  if (is_mapped_) {
    ::munmap(const_cast<char*>(text_.data()), text_.size());
  }
}

}  // namespace kirin::api::uploads

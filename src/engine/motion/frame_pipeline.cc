#include "engine/motion/frame_pipeline.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "base/expects.h"

namespace kirin::engine::motion {
namespace {

Error canceled() {
  return {ErrorCode::canceled, "the clip was canceled while its frames were painted"};
}

Result<void> send_alone(const FramePipeline& pipeline, const PaintFrame& paint, FrameSink& frames,
                        ProgressSink& progress, const std::stop_token& stop) {
  media::Image picture(pipeline.size);
  for (int index = 0; index < pipeline.frame_count; ++index) {
    if (stop.stop_requested()) {
      return canceled();
    }
    paint(index, 0, picture);
    RETURN_IF_ERROR(frames.add(picture.view()));
    progress.report(static_cast<double>(index + 1) / pipeline.frame_count, "render");
  }
  return {};
}

/// A ring of pictures between the painters and the sink. Frame i lives in slot i % slots.
class Ring {
 public:
  Ring(const FramePipeline& pipeline, int slots) : count_(pipeline.frame_count) {
    for (int i = 0; i < slots; ++i) {
      slots_.push_back({media::Image(pipeline.size), false});
    }
  }

  /// The next frame to paint, once its slot is free; -1 when there is none or the clip was given
  /// up.
  int claim() {
    std::unique_lock lock(mutex_);
    const int index = next_++;
    changed_.wait(lock, [&] { return given_up_ || index >= count_ || index < sent_ + slots(); });
    return given_up_ || index >= count_ ? -1 : index;
  }
  media::Image& picture(int index) { return slot(index).picture; }
  void finish(int index) {
    const std::lock_guard lock(mutex_);
    slot(index).ready = true;
    changed_.notify_all();
  }
  void fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
    given_up_ = true;
    changed_.notify_all();
  }
  void give_up() {
    const std::lock_guard lock(mutex_);
    given_up_ = true;
    changed_.notify_all();
  }
  /// Waits until frame `index` is painted; throws what its painter threw.
  const media::Image& wait_for(int index) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return slot(index).ready || error_ != nullptr; });
    if (error_ != nullptr) {
      std::rethrow_exception(error_);
    }
    return slot(index).picture;
  }
  void release(int index) {
    const std::lock_guard lock(mutex_);
    slot(index).ready = false;
    sent_ = index + 1;
    changed_.notify_all();
  }

 private:
  struct Slot {
    media::Image picture;
    bool ready = false;
  };
  int slots() const { return static_cast<int>(slots_.size()); }
  Slot& slot(int index) { return slots_[static_cast<std::size_t>(index) % slots_.size()]; }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Slot> slots_;
  std::exception_ptr error_;
  int count_;
  int next_ = 0;
  int sent_ = 0;
  bool given_up_ = false;
};

/// Gives the ring up when the sender leaves early, so that waiting painters end before they are
/// joined.
class GiveUpAtExit {
 public:
  explicit GiveUpAtExit(Ring& ring) : ring_(ring) {}
  ~GiveUpAtExit() { ring_.give_up(); }
  GiveUpAtExit(const GiveUpAtExit&) = delete;
  GiveUpAtExit& operator=(const GiveUpAtExit&) = delete;

 private:
  Ring& ring_;
};

void paint_all(Ring& ring, const PaintFrame& paint, int worker) {
  try {
    for (int index = ring.claim(); index >= 0; index = ring.claim()) {
      paint(index, worker, ring.picture(index));
      ring.finish(index);
    }
  } catch (...) {
    ring.fail(std::current_exception());
  }
}

}  // namespace

Result<void> send_frames(const FramePipeline& pipeline, const PaintFrame& paint, FrameSink& frames,
                         ProgressSink& progress, const std::stop_token& stop) {
  EXPECTS(pipeline.threads >= 1 && pipeline.frame_count >= 0);
  if (pipeline.threads == 1) {
    return send_alone(pipeline, paint, frames, progress, stop);
  }
  Ring ring(pipeline, pipeline.threads + 2);
  std::vector<std::jthread> painters;
  const GiveUpAtExit give_up(ring);  // destroyed before the painters are joined
  for (int worker = 0; worker < pipeline.threads; ++worker) {
    painters.emplace_back([&ring, &paint, worker] { paint_all(ring, paint, worker); });
  }
  for (int index = 0; index < pipeline.frame_count; ++index) {
    if (stop.stop_requested()) {
      return canceled();
    }
    RETURN_IF_ERROR(frames.add(ring.wait_for(index).view()));
    ring.release(index);
    progress.report(static_cast<double>(index + 1) / pipeline.frame_count, "render");
  }
  return {};
}

}  // namespace kirin::engine::motion

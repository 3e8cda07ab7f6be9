/// \file
/// One resolution of patch-based completion: which known patch each patch at a hole resembles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace kirin::engine::motion {

/// A picture with a hole at one resolution. For each patch centre that touches the hole ("target")
/// it keeps the known patch ("source") that it resembles, found by PatchMatch (Barnes et al. 2009).
class PatchLevel {
 public:
  /// `picture` is CV_8UC3, `hole` CV_8UC1 of its size.
  PatchLevel(const cv::Mat& picture, cv::Mat hole);

  std::size_t targets() const { return targets_.size(); }
  bool can_fill() const { return !sources_.empty() && !targets_.empty(); }
  cv::Mat& picture() { return picture_; }
  const cv::Mat& hole() const { return hole_; }

  void start_at_random();
  /// What the level of half the size found.
  void start_from(const PatchLevel& coarse);
  /// So many rounds of a search of so many sweeps and a vote.
  void improve(int rounds, int sweeps);
  /// Every hole pixel becomes the mean of what the patches over it say, the better ones counting
  /// more.
  void vote();

  /// The picture with its patches joined: without seams where they come from different places, and
  /// meeting the rim. CV_32FC3.
  cv::Mat joined() const;
  /// Fills `full_hole` of `full` with full-resolution pixels from where this level found likeness,
  /// each piece brought to the level of brightness that `joined` has there; `scale` is full over
  /// this.
  void copy_full(const cv::Mat& full_hole, const cv::Mat& joined, double scale,
                 cv::Mat& full) const;

 private:
  /// A linear congruential generator (Knuth's MMIX constants): the same on every machine.
  class Dice {
   public:
    int below(int bound) {
      state_ = state_ * 6364136223846793005U + 1442695040888963407U;
      return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(bound));
    }

   private:
    std::uint64_t state_ = 20070101;
  };

  cv::Vec3b blended(const cv::Mat& known, const cv::Mat& full_hole, const cv::Mat& levelling,
                    cv::Point at, cv::Point low, double scale) const;
  cv::Point nearest(cv::Point at) const;
  void set_nearest(cv::Point at, cv::Point source);
  cv::Point any_source();
  bool is_source(cv::Point p) const;
  int distance(cv::Point a, cv::Point b, int limit) const;
  void try_source(cv::Point target, cv::Point source);
  void sweep(int step);

  cv::Mat picture_;
  cv::Mat hole_;
  cv::Mat near_;  ///< patches centred here touch the hole
  cv::Mat nearest_;
  cv::Mat cost_;
  cv::Mat used_;                     ///< by source, how many targets it is the nearest of
  std::vector<int> down_penalty_;    ///< by rows between
  std::vector<int> across_penalty_;  ///< by columns between
  std::vector<cv::Point> sources_;
  std::vector<cv::Point> targets_;
  Dice dice_;
};

}  // namespace kirin::engine::motion

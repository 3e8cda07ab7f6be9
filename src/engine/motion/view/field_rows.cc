#include "engine/motion/view/field_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/motion/view/field_lookup.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/motion/view/field_rows.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin::engine::motion::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::CappedTag<float, kRowPadding>;
using Ints = hn::RebindToSigned<Floats>;
using VFloats = hn::Vec<Floats>;

/// Values of one field between its points.
class Lookup {
 public:
  explicit Lookup(const cv::Mat& field)
      : data_(field.ptr<float>()),
        stride_(static_cast<int>(field.step1())),
        columns_(field.cols),
        rows_(field.rows) {}

  HWY_INLINE VFloats operator()(VFloats x, VFloats y) const {
    const Floats d;
    const Ints i;
    const VFloats fx = inside(x, columns_);
    const VFloats fy = inside(y, rows_);
    const auto x0 = hn::Min(hn::ConvertTo(i, fx), hn::Set(i, columns_ - 2));
    const auto y0 = hn::Min(hn::ConvertTo(i, fy), hn::Set(i, rows_ - 2));
    const VFloats ax = hn::Sub(fx, hn::ConvertTo(d, x0));
    const VFloats ay = hn::Sub(fy, hn::ConvertTo(d, y0));
    const auto at = hn::Add(hn::Mul(y0, hn::Set(i, stride_)), x0);
    const VFloats top = across(data_, at, ax);
    return hn::MulAdd(hn::Sub(across(data_ + stride_, at, ax), top), ay, top);
  }

 private:
  HWY_INLINE static VFloats inside(VFloats x, int length) {
    const Floats d;
    const auto n = static_cast<float>(length);
    const VFloats f = hn::MulAdd(x, hn::Set(d, n), hn::Set(d, -0.5F));
    return hn::Min(hn::Max(f, hn::Zero(d)), hn::Set(d, n - 1));
  }
  HWY_INLINE static VFloats across(const float* from, hn::Vec<Ints> at, VFloats part) {
    const Floats d;
    const VFloats left = hn::GatherIndex(d, from, at);
    return hn::MulAdd(hn::Sub(hn::GatherIndex(d, from + 1, at), left), part, left);
  }

  const float* data_;
  int stride_;
  int columns_;
  int rows_;
};

void LookUpRow(const cv::Mat& field, const float* x, const float* y, int count, float* value) {
  const Floats d;
  const Lookup lookup(field);
  for (int i = 0; i < count; i += static_cast<int>(hn::Lanes(d))) {
    hn::StoreU(lookup(hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, value + i);
  }
}

void SettleRow(const cv::Mat& field, const ParallaxRow& row, int count, float* disparity) {
  const Floats d;
  const Lookup lookup(field);
  const VFloats one = hn::Set(d, 1.0F);
  const VFloats half = hn::Set(d, 0.5F);
  for (int i = 0; i < count; i += static_cast<int>(hn::Lanes(d))) {
    const VFloats index = hn::Iota(d, static_cast<float>(i));
    const VFloats x = hn::MulAdd(index, hn::Set(d, row.step_x), hn::Set(d, row.x));
    const VFloats y = hn::MulAdd(index, hn::Set(d, row.step_y), hn::Set(d, row.y));
    const auto next = [&](VFloats depth) HWY_ATTR {
      const VFloats reach = hn::NegMulAdd(depth, hn::Set(d, row.push), one);
      const VFloats px = hn::MulAdd(hn::MulAdd(depth, hn::Set(d, row.truck_x), x), reach,
                                    hn::Set(d, row.centre_x));
      const VFloats py = hn::MulAdd(hn::MulAdd(depth, hn::Set(d, row.truck_y), y), reach,
                                    hn::Set(d, row.centre_y));
      return lookup(hn::Add(px, half), hn::Add(py, half));
    };
    VFloats depth = hn::LoadU(d, disparity + i);
    for (int round = 0; round < 2; ++round) {
      const VFloats first = next(depth);
      const VFloats second = next(first);
      const VFloats step = hn::Sub(second, first);
      const VFloats bend = hn::Sub(step, hn::Sub(first, depth));
      const auto bends = hn::Gt(hn::Abs(bend), hn::Set(d, 1e-7F));
      const VFloats led =
          hn::Sub(second, hn::Div(hn::Mul(step, step), hn::IfThenElse(bends, bend, one)));
      depth = hn::Min(hn::Max(hn::IfThenElse(bends, led, second), hn::Zero(d)), one);
    }
    hn::StoreU(depth, d, disparity + i);
  }
}

}  // namespace
}  // namespace kirin::engine::motion::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin::engine::motion {

HWY_EXPORT(LookUpRow);
HWY_EXPORT(SettleRow);

void look_up_row(const cv::Mat& field, const float* x, const float* y, int count, float* value) {
  CV_DbgAssert(field.type() == CV_32FC1 && field.cols >= 2 && field.rows >= 2);
  HWY_DYNAMIC_DISPATCH(LookUpRow)(field, x, y, count, value);
}

void settle_row(const cv::Mat& field, const ParallaxRow& row, int count, float* disparity) {
  CV_DbgAssert(field.type() == CV_32FC1 && field.cols >= 2 && field.rows >= 2);
  HWY_DYNAMIC_DISPATCH(SettleRow)(field, row, count, disparity);
}

void plain_look_up_row(const cv::Mat& field, const float* x, const float* y, int count,
                       float* value) {
  for (int i = 0; i < count; ++i) {
    value[i] = field_at<float>(field, x[i], y[i]);
  }
}

void plain_settle_row(const cv::Mat& field, const ParallaxRow& row, int count, float* disparity) {
  for (int i = 0; i < count; ++i) {
    const float x = row.x + static_cast<float>(i) * row.step_x;
    const float y = row.y + static_cast<float>(i) * row.step_y;
    const auto next = [&](float d) {
      const float reach = 1 - row.push * d;
      return field_at<float>(field, row.centre_x + (x + row.truck_x * d) * reach + 0.5F,
                             row.centre_y + (y + row.truck_y * d) * reach + 0.5F);
    };
    float d = disparity[i];
    for (int round = 0; round < 2; ++round) {
      const float first = next(d);
      const float second = next(first);
      const float step = second - first;
      const float bend = step - (first - d);
      d = std::clamp(std::abs(bend) > 1e-7F ? second - step * step / bend : second, 0.0F, 1.0F);
    }
    disparity[i] = d;
  }
}

}  // namespace kirin::engine::motion
#endif

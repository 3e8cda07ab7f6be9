#include "engine/motion/understanding/cloud.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {

Region find_clouds(const Appearance& seen, const Sky& whole) {
  const Region& sky = whole.region;
  if (sky.share.empty()) {
    return {};
  }
  cv::Mat inside = sky.share > 0.9F;
  cv::erode(inside, inside, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  if (cv::countNonZero(inside) < 200) {
    return {};
  }
  cv::Mat blue(seen.size(), CV_32F);
  cv::Mat glare(seen.size(), CV_32F);
  for (int y = 0; y < blue.rows; ++y) {
    for (int x = 0; x < blue.cols; ++x) {
      const auto& pixel = seen.rgb.at<cv::Vec3b>(y, x);
      blue.at<float>(y, x) = std::max(0.0F, static_cast<float>(pixel[2] - pixel[0])) /
                             std::max(static_cast<float>(pixel[2]), 24.0F);
      glare.at<float>(y, x) = seen.grey.at<float>(y, x) > 0.985F ? 1.0F : 0.0F;
    }
  }
  blue = blurred(blue, 1.5);
  glare = blurred(glare, 8);
  // Shapes of the size of clouds; the sky's own gradient is wider. Blurred within the sky only, or
  // every mountain would be lined with cloud.
  cv::Mat weight;
  inside.convertTo(weight, CV_32F, 1 / 255.0, 1e-4);
  const auto within = [&](const cv::Mat& field, double sigma) -> cv::Mat {
    return blurred(field.mul(weight), sigma) / blurred(weight, sigma);
  };
  const cv::Mat shape = within(cv::abs(within(seen.grey, 1.5) - within(seen.grey, 9)), 6);
  const float clear = percentile(blue, 0.85, inside);
  cv::Mat cloud(seen.size(), CV_32F, cv::Scalar(0));
  for (int y = 0; y < cloud.rows; ++y) {
    for (int x = 0; x < cloud.cols; ++x) {
      // In a blue sky what is less blue, unless it is the haze over the horizon, without a shape.
      const float form = smooth_between(0.006F, 0.02F, shape.at<float>(y, x));
      const float pale =
          clear > 0.2F ? smooth_between(0.8F * clear, 0.45F * clear, blue.at<float>(y, x)) : 0;
      const float likely = std::max(form, pale * (0.1F + 0.9F * form));
      cloud.at<float>(y, x) = sky.share.at<float>(y, x) * likely *
                              (1 - smooth_between(0.02F, 0.2F, glare.at<float>(y, x)));
    }
  }
  if (!whole.bank.empty()) {
    cv::Mat bank;
    whole.bank.convertTo(bank, CV_32F, 1 / 255.0);
    cloud = cv::max(cloud, blurred(bank, 1.5).mul(sky.share));
  }
  const auto part = static_cast<float>(cv::sum(cloud)[0] / std::max(1.0, cv::sum(sky.share)[0]));
  Region region;
  region.trust = sky.trust * smooth_between(0.03F, 0.15F, part);
  if (region.trust < 0.05) {
    return {};
  }
  region.share = cloud;
  return region;
}

}  // namespace kirin::engine::motion

#include "engine/wan/pipeline/negative_prompt.h"

namespace kirin::wan {

std::string default_negative_prompt(NegativeStart start) {
  std::string prompt;
  if (start == NegativeStart::shot_change) {
    prompt += "镜头切换，";
  }
  if (start != NegativeStart::none) {
    prompt += "镜头晃动，";
  }
  // Too vivid, overexposed, static, blurred, subtitles, a painting, greyish, low quality, JPEG
  // artefacts, ugly, malformed hands and faces, fused fingers, cluttered background, three legs,
  // crowds behind, walking backwards. The characters are a parameter of the models: other words
  // give other videos.
  return prompt +
         "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质"
         "量，"
         "低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的"
         "，"
         "毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走";
}

}  // namespace kirin::wan

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/camera/grammar.h"

namespace kirin::engine::motion {
namespace {

struct Row {
  std::string_view prompt;
  std::string_view moves;  ///< "push in > pan left + tilt up": > then, + at the same time
};

std::string moves_of_text(std::string_view prompt) {
  std::string text;
  for (const MoveRequest& move : read_request(prompt, Stance::wish).moves) {
    text += text.empty() ? "" : move.is_after ? " > " : " + ";
    text += to_string(move.move);
  }
  return text;
}

std::string notes_of(std::string_view prompt) {
  std::string text;
  for (const std::string& note : read_request(prompt, Stance::wish).notes) {
    text += note + "\n";
  }
  return text;
}

class CameraLanguage : public testing::TestWithParam<Row> {};

TEST_P(CameraLanguage, IsUnderstood) {
  EXPECT_EQ(moves_of_text(GetParam().prompt), GetParam().moves) << GetParam().prompt << "\n"
                                                                << notes_of(GetParam().prompt);
}

constexpr Row kEnglish[] = {
    // Zoom.
    {"The camera zooms in on a lighthouse", "zoom in"},
    {"Zoom out slowly", "zoom out"},
    {"slow zoom", "zoom in"},
    {"Slow zoom-in on the old man's eyes", "zoom in"},
    {"a cat on a sofa, zooming in", "zoom in"},
    {"camera zooming out from the castle", "zoom out"},
    {"The shot slowly zooms out to show the whole valley", "zoom out"},
    {"zoom slowly into the picture", "zoom in"},
    {"crash zoom on the villain", "zoom in"},
    {"Ken Burns effect over an old photograph", "zoom in"},
    {"epic sunset zoom in", "zoom in"},
    {"we zoom in on her hands", "zoom in"},
    {"The picture is magnified, zoom in 2x", "zoom in"},
    {"zooms in gently", "zoom in"},
    {"zoom in and out", "zoom in > zoom out"},
    // Push and pull.
    {"it is snowing, pedestal up", "pedestal up"},
    {"she walks, tilt up", "tilt up"},
    {"he waves, zoom in", "zoom in"},
    {"the camera pushes in towards her face", "push in"},
    {"camera dollies back from the door", "pull out"},
    {"dolly in", "push in"},
    {"Dolly forward through the corridor", "push in"},
    {"the camera pulls back to reveal a valley", "pull out"},
    {"slow push-in on the subject", "push in"},
    {"a slow push in", "push in"},
    {"pull out from the window", "pull out"},
    {"The camera moves closer to the flower", "push in"},
    {"the camera gets closer", "push in"},
    {"the camera creeps in", "push in"},
    {"the camera approaches the castle", "push in"},
    {"the camera retreats", "pull out"},
    {"camera slowly moving forward", "push in"},
    {"Move forward slowly", "push in"},
    {"the camera backs away", "pull out"},
    {"reveal shot of a city", "pull out"},
    {"camera tracks in", "push in"},
    // Pan.
    {"Pan left across the bay", "pan left"},
    {"camera panning to the right", "pan right"},
    {"slow pan", "pan right"},
    {"slow pan left", "pan left"},
    {"a slow pan to the left", "pan left"},
    {"A pan to the left over rooftops", "pan left"},
    {"the camera pans across the bay to the left", "pan left"},
    {"pan from left to right", "pan right"},
    {"pan from right to left", "pan left"},
    {"whip pan to the right", "pan right"},
    {"the camera whip pans left", "pan left"},
    {"the camera turns left", "pan left"},
    {"leftward pan", "pan left"},
    {"left-to-right pan", "pan right"},
    {"the camera pans up", "tilt up"},
    {"pan left and right", "pan left > pan right"},
    {"the camera pans back and forth", "pan right > pan left"},
    {"pan left, then back", "pan left > pan right"},
    // Tilt and roll.
    {"tilt up to the stars", "tilt up"},
    {"the camera tilts down", "tilt down"},
    {"upward tilt", "tilt up"},
    {"the camera looks up", "tilt up"},
    {"camera rolls to the left", "roll left"},
    {"dutch angle", "roll right"},
    {"the camera rotates clockwise", "roll right"},
    {"camera spins counterclockwise", "roll left"},
    // Truck, pedestal, crane.
    {"truck left", "truck left"},
    {"tracking shot of a runner", "truck right"},
    {"tracking shot to the left", "truck left"},
    {"camera moves to the left", "truck left"},
    {"the camera slides right along the shelf", "truck right"},
    {"dolly left", "truck left"},
    {"parallax effect", "truck right"},
    {"the camera glides smoothly to the right", "truck right"},
    {"track right", "truck right"},
    {"crane up over the roofs", "crane up"},
    {"crane shot", "crane up"},
    {"jib down", "crane down"},
    {"pedestal up", "pedestal up"},
    {"the camera rises", "pedestal up"},
    {"the camera descends", "pedestal down"},
    {"Rise above the clouds", "pedestal up"},
    {"the drone ascends slowly", "pedestal up"},
    {"The camera is lowered to the ground", "pedestal down"},
    // Orbit, flight, pursuit, focus, dolly zoom.
    {"camera orbits around the statue", "orbit right"},
    {"orbit left around the car", "orbit left"},
    {"arc shot", "orbit right"},
    {"360 degree shot of the dancer", "orbit right"},
    {"the camera circles the dancer", "orbit right"},
    {"the camera moves around the statue", "orbit right"},
    {"orbit clockwise around the tower", "orbit left"},
    {"aerial shot of an island", "fly forward"},
    {"drone footage of a coast", "fly forward"},
    {"FPV drone shot through a canyon", "fly forward"},
    {"flyover of the mountains", "fly forward"},
    {"Fly over the mountains", "fly forward"},
    {"the camera flies through the forest", "fly forward"},
    {"the camera follows the runner", "follow"},
    {"Follow the river", "follow"},
    {"steadicam shot behind a waiter", "follow"},
    {"rack focus from the flower to the mountains", "rack focus to the background"},
    {"rack focus from the background to her face", "rack focus to the foreground"},
    {"focus shifts to the background", "rack focus to the background"},
    {"the focus moves from the mountains to the flower", "rack focus to the foreground"},
    {"pull focus to the foreground", "rack focus to the foreground"},
    {"the background comes into focus", "rack focus to the background"},
    {"shift focus from foreground to background", "rack focus to the background"},
    {"dolly zoom", "dolly zoom out"},
    {"vertigo effect on the man", "dolly zoom out"},
    {"dolly zoom in on the detective", "dolly zoom in"},
    // Handheld and static.
    {"handheld footage of a market", "handheld"},
    {"shaky camera", "handheld"},
    {"a hand-held shot, slow push in", "handheld + push in"},
    {"the camera shakes", "handheld"},
    {"static shot of a lake", "static"},
    {"a fixed camera", "static"},
    {"filmed on a tripod", "static"},
    {"no camera movement", "static"},
    {"the camera does not move", "static"},
    {"the camera remains still", "static"},
    {"the camera stays perfectly static", "static"},
    {"locked-off shot", "static"},
    {"without any movement of the camera", "static"},
    // The camera as an object.
    {"move the camera left", "truck left"},
    {"tilt the camera up", "tilt up"},
    {"rotate the camera around the statue", "orbit right"},
    {"push the camera in", "push in"},
    // At once and in sequence.
    {"zoom in, pan left and tilt up", "zoom in + pan left + tilt up"},
    {"slowly push in, then pan left", "push in > pan left"},
    {"zoom in while panning left", "zoom in + pan left"},
    {"While panning left, zoom in", "pan left + zoom in"},
    {"pan left and zoom in at the same time", "pan left + zoom in"},
    {"Push in on her. Pan left to the window. Finally tilt up.", "push in > pan left > tilt up"},
    {"first pan left, after that zoom in, finally hold", "pan left > zoom in > static"},
    {"The camera starts static, then pushes in", "static > push in"},
    {"pan left followed by a tilt up", "pan left > tilt up"},
    {"zoom in after panning left", "pan left > zoom in"},
    {"After panning left, zoom in", "pan left > zoom in"},
    {"pan left before zooming in", "pan left > zoom in"},
    {"the camera pans left, rises and then zooms in on the door",
     "pan left + pedestal up > zoom in"},
    {"The camera starts low. It rises slowly.", "pedestal up"},
    {"Slow push in. The camera pushes in toward her face.", "push in"},
    {"pan left, then right", "pan left > pan right"},
    {"pan left and up", "pan left + tilt up"},
    {"Slowly push in on her face, then pan left to the window", "push in > pan left"},
    {"The camera pans right while zooming out", "pan right + zoom out"},
    {"Handheld, the camera follows the runner", "handheld + follow"},
    {"Zoom in 1.5x, no shake", "zoom in"},
    {"Static shot of a lake at dawn", "static"},
    {"pan left, then hold", "pan left > static"},
    {"The camera starts with a slow pan to the right and ends on a close-up", "pan right"},
    {"Camera: slow push in. Style: cinematic.", "push in"},
    {"A woman stands on a bridge (slow zoom in)", "zoom in"},
    {"Begin with a wide shot, then crane up to reveal the city", "crane up"},
    {"The camera slowly orbits around her and zooms in", "orbit right + zoom in"},
    {"cinematic, 4k, film grain, slow dolly in", "push in"},
    {"a shot that slowly zooms in", "zoom in"},
    {"Lift the camera up", "pedestal up"},
    {"bullet time", "orbit right"},
    {"Pan: left. Zoom: out.", "pan left > zoom out"},
    {"upward camera movement", "pedestal up"},
    {"camera movement to the left", "truck left"},
    {"smooth camera movement", ""},
    {"camera movement: pan left", "pan left"},
    {"tracking in", "push in"},
    {"camera moves along the river", "fly forward"},
    {"camera moves along the river to the left", "truck left"},
    {"the camera slides sideways", "truck right"},
    {"the camera moves in from the left", "push in"},
    {"camera moves up and to the left", "pedestal up + truck left"},
    {"camera rotation", "orbit right"},
    {"let the camera drift right", "truck right"},
    {"The focus slowly shifts from the coffee cup in the foreground to the woman in the background",
     "rack focus to the background"},
    {"push in very slowly, hold for a moment, then pull back quickly",
     "push in > static > pull out"},
    {"Camera pans left to right across a library; then it stops on an old book and zooms in",
     "pan right > static + zoom in"},
    {"A truck drives left to right while the camera trucks right alongside it", "truck right"},
    {"The balloon rises into the sky and the camera follows it upward", "follow"},
    {"The girl turns her head to the left and smiles at the camera, subtle camera push", "push in"},
    {"the camera dives down", "crane down"},
};

struct Said {
  std::string_view prompt;
  int speed = 0;
  double amount = 1;
  double degrees = 0;
  double factor = 0;
  Aim aim = Aim::none;
};

class SaidOfAMove : public testing::TestWithParam<Said> {};

TEST_P(SaidOfAMove, IsUnderstood) {
  const Said& said = GetParam();
  const CameraRequest request = read_request(said.prompt, Stance::wish);
  ASSERT_FALSE(request.moves.empty()) << said.prompt;
  const MoveRequest& move = request.moves.back();
  EXPECT_EQ(move.speed, said.speed) << said.prompt;
  EXPECT_EQ(move.amount, said.amount) << said.prompt;
  EXPECT_NEAR(move.degrees.value_or(0), said.degrees, 1e-9) << said.prompt;
  EXPECT_NEAR(move.factor.value_or(0), said.factor, 1e-9) << said.prompt;
  EXPECT_EQ(move.aim, said.aim) << said.prompt;
}

INSTANTIATE_TEST_SUITE_P(
    BothLanguages, SaidOfAMove,
    testing::Values(
        Said{"slowly push in", -1}, Said{"push in slowly", -1}, Said{"push in, slowly", -1},
        Said{"a slow, gentle push in", -1}, Said{"very slow zoom in", -2},
        Said{"extremely slow zoom out", -3}, Said{"zoom in quickly", 1},
        Said{"really fast pan left", 2}, Said{"very fast zoom in", 2},
        Said{"whip pan to the left", 3}, Said{"crash zoom", 2}, Said{"zoom in, slow motion", 0},
        Said{"zoom in on a slow river", 0, 1, 0, 0, Aim::none},
        Said{"a fast car drives by, zoom in", 0}, Said{"zoom in, not too fast", -1},
        Said{"slow push in then pan left fast", 1}, Said{"slightly tilt up", 0, 0.5},
        Said{"subtle zoom in", 0, 0.5}, Said{"zoom out a little", 0, 0.5},
        Said{"wide pan to the left", 0, 1.4}, Said{"pan left 30 degrees", 0, 1, 30},
        Said{"90-degree pan to the right", 0, 1, 90}, Said{"zoom in 2x", 0, 1, 0, 2},
        Said{"2x zoom in", 0, 1, 0, 2}, Said{"zoom in by 20%", 0, 1, 0, 1.2},
        Said{"zoom in to 150%", 0, 1, 0, 1.5}, Said{"zoom in on her face", 0, 1, 0, 0, Aim::face},
        Said{"push in on the subject", 0, 1, 0, 0, Aim::subject},
        Said{"zoom in on the left side", 0, 1, 0, 0, Aim::left},
        Said{"zoom in on the old man's eyes", 0, 1, 0, 0, Aim::face}, Said{"镜头缓慢推近", -1},
        Said{"镜头非常缓慢地推近", -2}, Said{"镜头快速拉远", 1}, Said{"镜头猛地推近", 2},
        Said{"镜头稍微向左摇", 0, 0.5}, Said{"镜头向左摇30度", 0, 1, 30},
        Said{"画面放大2倍", 0, 1, 0, 2}, Said{"镜头推近到她的脸", 0, 1, 0, 0, Aim::face},
        Said{"镜头推得很慢", -2}, Said{"镜头缓慢推近，然后快速向左摇", 1}));

constexpr Row kEnglishTraps[] = {
    {"an egg in a frying pan", ""},
    {"an egg in a pan left on the stove", ""},
    {"a girl plays the pan flute", ""},
    {"Peter Pan flies over London", ""},
    {"waves roll onto the beach", ""},
    {"rolling waves under rolling clouds", ""},
    {"she tilts her head", ""},
    {"a red truck on a road", ""},
    {"a red truck left the road", ""},
    {"a truck drives left", ""},
    {"trucks roll left", ""},
    {"Dolly the sheep in a meadow", ""},
    {"a crane by the river", ""},
    {"a crane lifts a container up", ""},
    {"a planet in orbit", ""},
    {"the moon orbits around the earth", ""},
    {"he pushes a cart", ""},
    {"he pushes in through the door", ""},
    {"she pulls back the curtain", ""},
    {"Pull back the curtain", ""},
    {"still water at dawn", ""},
    {"a fixed gaze", ""},
    {"people move to the left", ""},
    {"a boat moving left", ""},
    {"the balloon rises", ""},
    {"a rising sun", ""},
    {"cars zoom past", ""},
    {"a Zoom call with friends", ""},
    {"a train track runs to the left", ""},
    {"she walks toward the camera and turns left", ""},
    {"he looks at the camera", ""},
    {"the man stands up, moves left", ""},
    {"a dog follows a boy", ""},
    {"a woman holding a handheld fan", ""},
    {"she holds a cup", ""},
    {"birds fly over the city", ""},
    {"the leaves drift down", ""},
    {"focus on her face", ""},
    {"the shot focuses on a girl", ""},
    {"slow motion", ""},
    {"a wide shot of a harbour", ""},
    {"close-up of a smiling woman", ""},
    {"a scene where a man moves left", ""},
    {"a view of mountains rising in the mist", ""},
    {"the dancer spins around", ""},
    {"a ball rolls to the right", ""},
    {"He says: 'zoom in!'", ""},
    {"He says: \"zoom in and pan left\" and smiles", ""},
    {"<<<voice_1>>> the sea", ""},
    {"", ""},
    {"the camera follows the car moving forward", "follow"},
    {"The camera zooms in on a man who turns left", "zoom in"},
    {"the camera pans left as the sun rises", "pan left"},
    {"zoom in on a boat moving left", "zoom in"},
    {"A man says \"hold on\" while the camera rises", "pedestal up"},
    {"\"slow zoom in\"", "zoom in"},
    {"Lift the cup", ""},
    {"a sailor drops anchor, the ship turns left", ""},
    {"a child pushes in line", ""},
    {"smoke rises slowly", ""},
    {"an eagle soars upward", ""},
    {"the elevator goes up", ""},
    {"a rotating planet", ""},
    {"a photographer with a camera moves left", ""},
};

constexpr Row kEnglishNegations[] = {
    {"no zoom", ""},
    {"without any pan or tilt", ""},
    {"do not zoom, pan left", "pan left"},
    {"no zoom but pan right", "pan right"},
    {"no zoom, pan or tilt", ""},
    {"don't zoom in. Pan left.", "pan left"},
    {"no people, slow zoom in", "zoom in"},
    {"never pan, only zoom in", "zoom in"},
    {"pan left instead of zooming", "pan left"},
    {"zoom in without shaking the camera", "zoom in"},
    {"no camera movement except a slow zoom in", "zoom in"},
    {"zoom in, not too fast", "zoom in"},
};

constexpr Row kChinese[] = {
    {"镜头缓慢推近", "push in"},
    {"镜头拉远", "pull out"},
    {"镜头向左摇", "pan left"},
    {"镜头向右移动", "truck right"},
    {"镜头上升", "pedestal up"},
    {"镜头环绕人物", "orbit right"},
    {"手持拍摄", "handheld"},
    {"固定镜头", "static"},
    {"画面放大", "zoom in"},
    {"画面缩小", "zoom out"},
    {"推镜头", "push in"},
    {"镜头慢慢推向女孩的脸", "push in"},
    {"镜头向前推进", "push in"},
    {"镜头逐渐拉开，露出整座城市", "pull out"},
    {"镜头向后移动", "pull out"},
    {"镜头从左向右摇", "pan right"},
    {"镜头左摇", "pan left"},
    {"镜头摇向右边", "pan right"},
    {"向左缓慢摇镜头", "pan left"},
    {"镜头向上摇", "tilt up"},
    {"镜头上摇，看到星空", "tilt up"},
    {"镜头下摇", "tilt down"},
    {"镜头向左平移", "truck left"},
    {"镜头右移", "truck right"},
    {"横移镜头", "truck right"},
    {"镜头下降", "pedestal down"},
    {"镜头缓缓升起", "pedestal up"},
    {"摇臂镜头向下", "crane down"},
    {"环绕拍摄一座雕像", "orbit right"},
    {"镜头顺时针环绕汽车", "orbit left"},
    {"镜头绕着舞者旋转一圈", "orbit right"},
    {"镜头逆时针旋转", "roll left"},
    {"无人机航拍海岸", "fly forward"},
    {"航拍镜头", "fly forward"},
    {"镜头穿过森林", "fly forward"},
    {"镜头跟随女孩", "follow"},
    {"跟拍一个男孩", "follow"},
    {"希区柯克变焦", "dolly zoom out"},
    {"滑动变焦", "dolly zoom out"},
    {"焦点从前景转到背景", "rack focus to the background"},
    {"从前景变焦到背景", "rack focus to the background"},
    {"焦点从背景转移到人物脸上", "rack focus to the foreground"},
    {"变焦推近", "zoom in"},
    {"镜头晃动", "handheld"},
    {"镜头不动", "static"},
    {"机位固定不动", "static"},
    {"不要移动镜头", "static"},
    {"甩镜头向右", "pan right"},
    {"镜头先推近，再向左摇", "push in > pan left"},
    {"镜头缓慢推近，然后向右摇，最后上升", "push in > pan right > pedestal up"},
    {"镜头推近的同时向左摇", "push in + pan left"},
    {"镜头边推近边上升", "push in + pedestal up"},
    {"镜头一边拉远一边右摇", "pull out + pan right"},
    {"先拉远。随后镜头下摇。", "pull out > tilt down"},
    {"鏡頭緩慢推進，然後向左搖", "push in > pan left"},
    {"slowly push in，然后向左摇", "push in > pan left"},
    {"镜头 zoom in，同时 pan left", "zoom in + pan left"},
    {"将镜头拉近", "push in"},
    {"镜头从左侧移到右侧", "truck right"},
    {"镜头左右摇", "pan right > pan left"},
    {"运镜：缓慢推进", "push in"},
    {"避免镜头移动", "static"},
    {"一位老渔夫坐在船上，镜头从远处缓缓推近到他的脸部特写", "push in"},
    {"镜头跟随一辆红色跑车在公路上飞驰，随后镜头升高俯瞰整座城市", "follow > pedestal up"},
    {"画面从左向右缓慢平移，展示整个房间", "truck right"},
    {"快速推镜头到男人的眼睛，然后快速拉远", "push in > pull out"},
    {"镜头先向左摇再向右摇，最后定格在女孩的笑脸上", "pan left > pan right > static"},
    {"焦点由近处的花朵转移到远处的山峰", "rack focus to the background"},
    {"镜头由远及近", ""},
};

constexpr Row kChineseTraps[] = {
    {"不要放大", ""},
    {"没有镜头晃动", ""},
    {"不要放大，向左摇镜头", "pan left"},
    {"一辆卡车向左行驶", ""},
    {"海浪翻滚", ""},
    {"他推开门", ""},
    {"女孩摇头", ""},
    {"女孩向左移动", ""},
    {"她走向镜头", ""},
    {"镜头前的女孩向左转身", ""},
    {"画面中一辆车向左移动", ""},
    {"手持鲜花的女孩", ""},
    {"云雾环绕山峰", ""},
    {"太阳升起", ""},
    {"旋转木马", ""},
    {"平底锅里的鸡蛋", ""},
    {"静止的湖面", ""},
    {"用放大镜看报纸", ""},
    {"男人说：“镜头推近”", ""},
    {"慢动作", ""},
    {"小鸟飞过城市", ""},
    {"镜头推近，女孩转身向左移动", "push in"},
    {"镜头固定，女孩向左移动", "static"},
};

INSTANTIATE_TEST_SUITE_P(English, CameraLanguage, testing::ValuesIn(kEnglish));
INSTANTIATE_TEST_SUITE_P(EnglishTraps, CameraLanguage, testing::ValuesIn(kEnglishTraps));
INSTANTIATE_TEST_SUITE_P(EnglishNegations, CameraLanguage, testing::ValuesIn(kEnglishNegations));
INSTANTIATE_TEST_SUITE_P(Chinese, CameraLanguage, testing::ValuesIn(kChinese));
INSTANTIATE_TEST_SUITE_P(ChineseTraps, CameraLanguage, testing::ValuesIn(kChineseTraps));

}  // namespace
}  // namespace kirin::engine::motion

#include "engine/motion/camera/lexicon.h"

#include <array>
#include <string>
#include <unordered_map>

namespace kirin::engine::motion {
namespace {

using enum Action;
using enum Company;
using D = Direction;

/// Words and phrases that mean the same, with '|' between; English in its base form.
struct Row {
  Meaning meaning;
  std::string_view words;
};

constexpr Meaning word(Role role, int value = 0) { return {.role = role, .value = value}; }
constexpr Meaning verb(Action action, Company company, Direction direction = D::none,
                       int pace = 0) {
  return {.role = Role::verb,
          .action = action,
          .company = company,
          .direction = direction,
          .value = pace};
}
constexpr Meaning towards(Direction direction) {
  return {.role = Role::direction, .direction = direction};
}
constexpr Meaning unit(Unit unit) { return {.role = Role::unit, .unit = unit}; }
constexpr Meaning place(Aim aim) { return {.role = Role::place, .aim = aim}; }

// clang-format off
constexpr Row kTable[] = {
  // Who moves.
  {word(Role::camera), "camera|cam|lens|viewpoint|drone|we|perspective|pov"},
  {word(Role::camera), "镜头|摄像机|摄影机|相机|机位|画面|视角|镜|无人机|视线|景别|摄像头"},
  {word(Role::shot), "shot|footage|view|video|clip|frame|framing|scene|image|picture|filming|视频|拍摄|运镜方式"},
  {{.role = Role::movement, .action = move}, "movement|motion|camera movement|camera motion|moving camera|camera work|camerawork"},
  {{.role = Role::movement, .action = move}, "运镜|镜头运动|镜头移动|运动镜头|相机运动|摄像机运动|摄影机运动|镜头运镜|推拉摇移"},

  // Zoom: the lens.
  {verb(zoom, free), "zoom"},
  {verb(zoom, none, D::none), "zoom shot|zooming shot|变焦镜头运动"},
  {verb(zoom, none, D::in, 2), "crash zoom|snap zoom|punch in|punch zoom|smash zoom|急推变焦"},
  {verb(zoom, none, D::in, -1), "ken burns|ken burns effect|ken burns style"},
  {verb(zoom, free, D::in), "放大|变焦放大|变焦推近|变焦推进|镜头放大|画面放大|magnify"},
  {verb(zoom, free, D::in), "pan in"},
  {verb(zoom, free, D::out), "pan out|缩小|变焦缩小|变焦拉远|镜头缩小|画面缩小"},
  {verb(focal, free), "变焦"},
  // Travel along the line of sight.
  {verb(push, thing), "push"},
  {verb(push, free, D::in), "push in shot|push in|推近|推镜|推镜头|推轨镜头|推轨|前推|拉近"},
  {verb(push, none, D::in), "推近镜头|推进镜头|前推镜头|push shot|dolly in shot|push in movement"},
  {verb(push, camera, D::in), "推|推进|推向|推至|推到|靠近|逼近|贴近|凑近|接近|前进|前移|走近|驶近|拉向"},
  {verb(push, camera, D::in), "approach|advance|close in|creep in|inch forward|inch in|draw near|draw closer|get closer|gets closer|getting closer|come closer|comes closer|coming closer|go closer|goes closer|go in|go forward"},
  {verb(push, camera, D::in, -1), "creep|inch"},
  {verb(pull, thing), "pull"},
  {verb(pull, free, D::out), "pull out|pull back|pull away|pull back shot|拉远|拉镜|拉镜头|后拉|拉出"},
  {verb(pull, none, D::out), "pull back to reveal|reveal shot|pull out shot|拉远镜头|拉出镜头|后拉镜头|zoom back to reveal"},
  {verb(pull, camera, D::out), "拉|拉开|拉至|拉到|后退|后移|远离|退后|退远|retreat|recede|withdraw|back up|back away|back off|backs away|backs up|backs off|backing away|backing up|go back|widen"},
  {verb(dolly, thing), "dolly"},
  {verb(dolly, none), "dolly shot|dolly move|dolly movement"},
  // Turning on the spot.
  {verb(pan, thing), "pan"},
  {verb(pan, none), "pan shot|panning shot|panoramic shot|camera pan|panorama shot|摇镜|摇镜头|横摇|摇拍|全景摇镜"},
  {verb(pan, none, D::none, 3), "whip pan|swish pan|flash pan|whip|甩镜|甩镜头|急摇|快甩|甩动镜头"},
  {verb(pan, camera, D::none, 3), "甩|甩动"},
  {verb(pan, camera), "摇|摇动|摇向|摇到|摇至|横扫|扫过|扫视|平摇"},
  {verb(pan, free, D::left), "左摇|摇左"},
  {verb(pan, free, D::right), "右摇|摇右"},
  {verb(tilt, free, D::up), "上摇|仰摇|上仰|摇上"},
  {verb(tilt, free, D::down), "下摇|俯摇|下俯|摇下"},
  {verb(tilt, camera, D::up), "上扬|仰起|抬起|抬高视角"},
  {verb(tilt, camera, D::down), "下压|垂下"},
  {verb(tilt, thing), "tilt"},
  {verb(tilt, none), "tilt shot|camera tilt|俯仰"},
  {verb(turn, camera), "turn|switch|rack|切换|转换|变换|look|swing|swivel|swoosh|point|gaze|转|转向|转到|转动|看向|朝向"},
  // Travel across the line of sight.
  {verb(truck, thing), "truck|track"},
  {verb(truck, none), "truck shot|tracking shot|track shot|slider shot|slide shot|parallax|parallax shot|parallax effect|parallax motion|lateral shot|side tracking shot|横移|横移镜头|移镜|移镜头|平移镜头|滑轨|滑轨镜头|侧移"},
  {verb(truck, free), "平移|横向移动|水平移动|侧向移动"},
  {verb(truck, free, D::left), "左移|左平移"},
  {verb(truck, free, D::right), "右移|右平移"},
  {verb(pedestal, thing), "pedestal"},
  {verb(pedestal, none), "pedestal shot|elevator shot|升降镜头|升降"},
  {verb(pedestal, camera, D::up), "上移|上升|升起|升高|抬升|升|攀升|拉升|rise|rose|risen|ascend|lift|lift up|climb|climb up|raise|go up|elevate|boom upward"},
  {verb(pedestal, camera, D::down), "下移|下降|降下|降低|降落|降|descend|lower|sink|sank|drop|go down|fall|come down"},
  {verb(crane, thing), "crane|boom|jib"},
  {verb(crane, none), "crane shot|jib shot|boom shot|crane move|crane movement|jib move|摇臂|摇臂镜头|摇臂拍摄|吊臂镜头"},
  {verb(move, camera), "move|shift|transition|glide|slide|drift|float|sweep|travel|go|went|移动|移|移向|移到|滑动|滑|漂移|运动|飘移|飘|游走"},
  // Around something, and around itself.
  {verb(orbit, free), "orbit|arc|arc around|orbit around"},
  {verb(orbit, none), "orbit shot|orbital shot|orbiting shot|orbital move|orbit move|arc shot|360 shot|360 degree shot|360 rotation|bullet time|circular shot|circling shot|环绕镜头|环绕拍摄|环绕运镜|绕拍|弧形运镜|弧形镜头|子弹时间|环拍|旋转环绕"},
  {verb(orbit, camera), "circle|revolve|encircle|wrap around|环绕|绕|围绕|绕着|围着|绕行|盘旋|旋绕"},
  {verb(rotate, none), "camera rotation|rotating shot"},
  {verb(rotate, camera), "rotate|旋转|转圈"},
  {verb(spin, camera), "spin|swirl|twirl|whirl|翻滚|翻转"},
  {verb(roll, camera), "roll|侧翻|倾斜|横滚"},
  {verb(roll, none), "camera roll|dutch angle|dutch tilt|dutch roll|barrel roll|canted angle|旋转镜头|荷兰角|滚转镜头"},
  // Flights and pursuits.
  {verb(fly, camera), "fly|flew|flown|soar|swoop|dive|zip|rush|race|飞|飞行|飞跃|飞越|飞过|穿越|穿过|穿行|穿梭|掠过|俯冲|越过"},
  {verb(fly, none, D::in), "drone shot|drone footage|drone video|drone view|drone flight|aerial shot|aerial footage|aerial video|aerial view|aerial flight|aerial drone shot|flythrough|flyover|flyby|fly by shot|hyperlapse|航拍|航拍镜头|无人机航拍|无人机拍摄|空中拍摄|飞行镜头|低空飞行镜头"},
  {verb(fly, none, D::in, 1), "fpv|fpv shot|fpv drone|fpv drone shot|fpv footage|fpv flight|穿越机|穿越机镜头|第一人称飞行"},
  {verb(follow, camera), "follow|trail|chase|pursue|track along|跟|跟随|跟着|跟进|跟踪|追随|追踪|追"},
  {verb(follow, none), "follow shot|following shot|follow cam|chase shot|chase cam|steadicam|steadicam shot|gimbal shot|跟拍|跟镜|跟镜头|跟拍镜头|跟随镜头|跟踪镜头|斯坦尼康"},
  // Focus.
  {verb(focus, none), "focus|focal point|focal plane|焦点|焦距|对焦|聚焦点"},
  {verb(rack_focus, none), "rack focus|rack the focus|focus rack|pull focus|focus pull|shift focus|focus shift|change focus|focus change|switch focus|follow focus|refocus|变焦点|移焦|转焦|拉焦|拉焦点|跟焦|焦点转移|焦点转换|焦点变化|焦点切换|转移焦点|切换焦点|变换焦点|焦点移动"},
  {verb(rack_focus, none, D::none), "into focus|come into focus|comes into focus"},
  // Dolly zoom.
  {verb(dolly_zoom, none), "dolly zoom|zolly|vertigo effect|vertigo shot|vertigo zoom|hitchcock zoom|hitchcock effect|trombone shot|contra zoom|push pull zoom|滑动变焦|希区柯克变焦|希区柯克|眩晕效果|推拉变焦|眩晕镜头|移动变焦"},
  // A hand, and a tripod.
  {verb(shake, none), "handheld|hand held|handheld camera|handheld shot|camera shake|camera shaking|shaky camera|shaky cam|shakycam|shaky footage|shaky shot|shaky video|wobbly camera|手持镜头|手持拍摄|手持摄影|手持感|手持晃动|手持跟拍|手持摄像|镜头晃动|镜头抖动|画面晃动|画面抖动|晃动镜头|抖动镜头|相机抖动"},
  {verb(shake, camera), "shake|shaky|jitter|wobble|tremble|手持|晃动|抖动|摇晃|颤动|震动"},
  {verb(hold, none), "static shot|static camera|fixed shot|fixed camera|still camera|still shot|stationary camera|stationary shot|motionless camera|locked off|locked off shot|locked off camera|locked down shot|locked camera|locked shot|tripod|tripod shot|static frame|static framing|fixed frame|static view|fixed view|static angle|fixed angle|fixed perspective|static perspective|unmoving camera|固定镜头|固定机位|静止镜头|固定视角|静态镜头|定镜|固定相机|固定摄像机|三脚架|固定拍摄"},
  {verb(hold, camera), "static|still|stationary|motionless|unmoving|fixed|保持不动|保持静止|静止|固定|不动|稳定不动|静止不动|固定不动"},
  {verb(pause, camera), "hold|held|stay|remain|pause|stop|linger|freeze|rest|settle|停|停住|停下|停留|定格|停在"},

  // Where to.
  {towards(D::left), "left|leftward|leftwards|leftside|from right to left|right to left|from the right to the left|to the left|向左|往左|朝左|向左侧|向左边|左侧|左边|左方|从右到左|从右向左|由右至左|由右向左|从右往左|左"},
  {towards(D::right), "right|rightward|rightwards|from left to right|left to right|from the left to the right|to the right|向右|往右|朝右|向右侧|向右边|右侧|右边|右方|从左到右|从左向右|由左至右|由左向右|从左往右|右"},
  {towards(D::up), "up|upward|upwards|skyward|from bottom to top|bottom to top|from below to above|向上|往上|朝上|上方|从下到上|从下往上|从下向上|由下至上|由下而上|自下而上|垂直向上"},
  {towards(D::down), "down|downward|downwards|from top to bottom|top to bottom|向下|往下|朝下|下方|从上到下|从上往下|从上向下|由上至下|由上而下|自上而下|垂直向下"},
  {towards(D::in), "in|into|closer|forward|forwards|toward|towards|inward|inwards|in on|onto|ahead|nearer|向前|往前|朝前|前方|向内|向里|由远及近|从远到近|由远到近"},
  {towards(D::out), "out|back|away|backward|backwards|outward|outwards|back out|further away|farther away|向后|往后|朝后|后方|向外|往外|由近及远|从近到远|由近到远"},
  {towards(D::over), "through|over|along|穿过去"},
  {towards(D::across), "across|past|beside|alongside|sideways|sideward|sidewards"},
  {towards(D::around), "around|round|all around|in a circle|一圈|一周|四周"},
  {towards(D::clockwise), "clockwise|顺时针"},
  {towards(D::counter), "counterclockwise|counter clockwise|anticlockwise|anti clockwise|逆时针"},
  {towards(D::to_and_fro), "back and forth|side to side|from side to side|to and fro|来回|左右来回|来回左右|左右"},

  // How fast. The share of "slightly" and its like is a matter of how far.
  {word(Role::speed, -3), "extremely slow|extremely slowly|ultra slow|imperceptibly|barely perceptible|极慢|极其缓慢|极缓慢|超慢"},
  {word(Role::speed, -2), "very slow|very slowly|super slow|very gradually|非常缓慢|很慢|十分缓慢|非常慢|缓缓地慢慢|特别慢"},
  {word(Role::speed, -1), "slow|slowly|gentle|gently|gradual|gradually|soft|softly|leisurely|calm|calmly|lazy|lazily|slower|little by little|steadily creeping|languid|unhurried|缓慢|缓缓|慢慢|徐徐|轻轻|轻缓|慢速|逐渐|渐渐|慢|平缓|舒缓|缓步"},
  {word(Role::speed, 1), "fast|quick|quickly|rapid|rapidly|swift|swiftly|brisk|briskly|speedy|faster|energetic|energetically|快速|迅速|快|飞快|加速|急|高速|疾速|快节奏"},
  {word(Role::speed, 2), "very fast|very quickly|very quick|super fast|extremely fast|sudden|suddenly|abrupt|abruptly|ultra fast|非常快|极快|急速|急剧|突然|猛然|猛地|猛|骤然|极速|飞速|瞬间"},
  {word(Role::amount, 50), "slight|slightly|subtle|subtly|a little|a bit|little|a touch|minimal|small|barely|微微|稍微|略微|稍稍|轻微|一点|一点点|小幅|小幅度"},
  {word(Role::amount, 140), "wide|widely|a lot|far|dramatic|dramatically|extreme|extremely|big|huge|massive|deep|deeply|sweeping|long|strong|strongly|full|fully|大幅|大幅度|大范围|强烈|剧烈|大大|很多|完全"},
  {word(Role::amount, 60), "halfway|half|一半"},
  {word(Role::intensity), "very|really|so|too|super|ultra|非常|十分|很|极其|特别|太|极"},
  {unit(Unit::degrees), "degree|deg|°|度"},
  {unit(Unit::times), "x|time|times|fold|×|倍"},
  {unit(Unit::percent), "percent|%|％"},

  // What at.
  {place(Aim::face), "face|eye|portrait|lip|smile|head|expression|脸|脸部|面部|眼睛|双眼|面孔|表情|头部|脸庞|眼神|五官"},
  {place(Aim::subject), "subject|person|man|woman|girl|boy|child|people|him|them|character|protagonist|object|hand|product|人物|主体|主角|人|女孩|男孩|男人|女人|孩子|老人|主题|产品|物体|花|flower|statue|dog|cat|雕像|猫|狗"},
  {place(Aim::near), "foreground|前景|近处|近景|近"},
  {place(Aim::far), "background|distance|distant|mountain|sky|horizon|skyline|city|backdrop|behind|star|sunset|building|背景|远处|不远处|远方|远景|后景|山|天空|地平线|天际线|城市|远山|群山|星空|建筑|远"},
  {place(Aim::center), "center|centre|middle|中心|中央|中间"},
  {place(Aim::left), "left side of|left part of|left edge of|left side|the left side"},
  {place(Aim::right), "right side of|right part of|right edge of|right side|the right side"},
  {place(Aim::up), "top of|upper part of|the top|顶部|顶端"},
  {place(Aim::down), "bottom of|lower part of|the bottom|底部|底端"},

  // How moves hang together.
  {word(Role::then), "then|and then|after that|afterward|afterwards|next|followed by|follow by|finally|lastly|eventually|later|subsequently|before|end with|ends with|end on|ending with|and finally|but then|thereafter|at the end|until finally|before finally|before then"},
  {word(Role::then), "然后|接着|随后|之后|最后|再|而后|继而|紧接着|后来|最终|接下来|随即|其后|转而|→|⇒|进而"},
  {word(Role::with), "while|simultaneously|at the same time|meanwhile|as|together with|combined with|along with|with|plus|whilst|coupled with|paired with"},
  {word(Role::with), "同时|并且|一边|边|与此同时|一面|配合|伴随|结合|并|且|伴有"},
  {word(Role::after), "after|once|之前先"},
  {word(Role::link), ",|and|&|+|(|)|[|]|—|–|、|，|和|与|以及|及|/"},
  {word(Role::either), "or|nor|neither|或|或者|或是"},
  {word(Role::negation), "no|not|without|dont|doesnt|never|avoid|isnt|arent|cannot|cant|wont|shouldnt|didnt|zero|instead of|rather than|free of|lack of|lack|exclude|excluding|refrain from|any less|stop any|do not|does not|must not|should not"},
  {word(Role::negation), "不|不要|没有|无|别|避免|禁止|不能|不会|无需|不得|勿|请勿|不许|不可|切勿|毫无|而不是|不再|不用|没"},
  {word(Role::turnabout), "but|just|only|instead|except|except for|however|yet|but rather|apart from|other than|但|而是|只|仅|但是|只是|不过|除了"},
  {word(Role::stop), ".|;|!|?|。|；|！|？|…"},
  {word(Role::subordinate), "who|which|where|whose|when|whom|because|until|if|that|like|whereas|so that"},
  {word(Role::person), "he|she|they|i|他|她|他们|她们|我|我们|众人|大家|它|它们|有人"},
  {word(Role::it), "it"},
  {word(Role::determiner), "a|an|the|his|their|its|this|these|those|some|several|two|three|four|five|one|many|my|our|your|each|every|another|any|一个|一辆|一只|一条|一位|一名|一艘|一架|一群|一朵|一座"},
  {word(Role::preposition), "on|to|of|from|at|for|under|above|below|beneath|by|between|beyond|against|inside|outside|off|upon|facing|near|within|among|从|到|至|向|往|朝|对着|对准|朝着|向着|在|沿着|沿|由|自|于|对"},
  {word(Role::filler), "dynamic|dynamically|smooth|smoothly|cinematic|cinematically|steady|steadily|epic|elegant|elegantly|beautiful|professional|camera's|effect|style|is|are|be|being|was|does|do|let|have|has|make|please|starts|start|begin|begins|start with|starts with|begin with|starting with|begin by|starts by|start by|begins by|beginning with|continue|continues|continue to|continues to|continuous|continuously|constantly|begin to|begins to|start to|starts to|starting|first|firstly|at first|initially|slowed|perform|do a|again|both|vertical|vertically|horizontal|horizontally|lateral|laterally|straight|directly|physically|virtual|main|subsequently|all the way|freely|fluid|fluidly|seamless|seamlessly|elegantly|majestically|dreamy|controlled|natural|naturally|organic|there|should|must|will|would|can|keep|keeps|kept|ever so"},
  {word(Role::filler), ":|无缝|地|的|得|着|了|进行|先|首先|开始|任何|平稳|平滑|流畅|稳定|匀速|以|做|使用|用|采用|拍|式|电影感|丝滑|顺滑|柔和|自然|给|把|将|让|使|起初|开头|最初|会|要|请|继续|持续|一直|不断|过程|方向|围绕着|整体|水平|垂直|竖直|横向|纵向|方式|效果|运动方式"},

  // Not about the camera, though parts of it look so.
  {word(Role::noise), "frying pan|sauce pan|hot pan|iron pan|baking pan|cake pan|pan flute|pan pipe|pan pipes|peter pan|pan fried|pan seared|pan handle|dust pan|dish pan|pan of|cooking pan|pan am|skillet pan|wok pan"},
  {word(Role::noise), "dolly the sheep|dolly parton|truck drive|truck driver|truck stop|truck drivers|pickup truck|fire truck|food truck|garbage truck|tow truck|monster truck|train track|race track|running track|railway track|track record|track suit|tracksuit|track and field|sound track|crane fly|crane lift|tower crane|construction crane|paper crane|origami crane|crane bird|sonic boom|boom box|boom mic"},
  {word(Role::noise), "rolling wave|rolling hill|rolling fog|rolling stone|rolling pin|egg roll|spring roll|sushi roll|swiss roll|bread roll|roll of|roll call|drum roll|rock and roll|rock n roll|steam roller|roller coaster"},
  {word(Role::noise), "slow motion|slow mo|slomo|slowmo|fast motion|stop motion|motion blur|time lapse|timelapse|fast forward|fast food|fast paced|fast moving|slow moving|quick cut|fast cut|slow shutter|fast shutter|high speed"},
  {word(Role::noise), "zoom call|zoom meeting|zoom lens|zoom background|zoom past|zoom by|zoom around|zoom lenses|zoom down the|zoom along|zoom across|zoom through|zoom off|zoom over"},
  {word(Role::noise), "still life|still water|still lake|still image|still photo|static electricity|static noise|fixed gaze|focus group|out of focus|in focus|soft focus|deep focus|sharp focus|shallow focus|focus mode|focus on|rule of thirds|in orbit|planet orbit|orbit of|arc of|story arc|arc light|arc lamp|arc de triomphe|noah's arc"},
  {word(Role::noise), "handheld fan|handheld device|handheld console|handheld game|handheld phone|handheld mirror|handheld radio|handheld lantern|handheld torch|handheld flashlight|handheld computer|handheld microphone|handheld gaming|camera lens|photo camera|film camera|old camera|video camera|security camera|vintage camera|digital camera|camera operator|camera man|cameraman|camera crew|camera bag|camera flash|contact lens|camera store|camera shop|polaroid camera|push up|push ups|push button|pull up|pull ups|pull over|push cart|push chair|pull string|up close|close up|closeup|close up shot|extreme close up|medium close up|wide shot|wide angle|wide angle shot|wide angle lens|long shot|full shot|medium shot|long exposure|long hair|deep blue|full moon|far away|big ben|all around the world|right now|right away|all right|make up|dress up|up to date|look up to|at left|left hand|right hand|left arm|right arm|left foot|right foot|left eye|right eye|left behind|left alone|is left|was left|were left|left open|left over"},
  {word(Role::noise), "卡车|货车|推车|推门|推开|推理|推荐|推动|推销|推特|手推车|婴儿推车|拉面|拉手|拉门|拉链|拉车|拉着|拉琴|拉小提琴|拉二胡|拉伸|摇篮|摇头|摇滚|摇曳|摇摆|摇椅|摇铃|移民|跟前|高跟鞋|旋转木马|放大镜|变焦镜头|平底锅|煎锅|慢动作|慢镜头|升格|转头|转身|回头|抬头|低头|起重机|吊车|卡片|吊机|降雨|降雪|升旗|升空|滑雪|滑板|滑冰|滑梯|滑翔|溜冰|固定资产|长镜头|特写镜头|镜头感|镜头前|镜头中|镜头里|镜头内|画面中|画面里|画面内|画面上|画面左侧|画面右侧|看镜头|看向镜头|看着镜头|对着镜头|面对镜头|面向镜头|走向镜头|朝镜头|朝着镜头|向镜头|直视镜头|望向镜头|飞机|飞鸟|飞船|飞蛾|飞溅|飞舞|飞扬|飞驰|穿着|穿越时空|追求|追逐|左手|右手|左眼|右眼|左脚|右脚|左右手|上下文|前景色|远近闻名|最近|附近|停车|停车场|停泊|停靠|不再拉|快乐|快递|快餐|愉快|凉快|慢跑|快门|缓坡|升温|降温|微笑|微风|微光|微距|微缩|略带|稍纵|急诊|急救|着急|猛兽|猛犸|急流|人群|人生|人间|人类|山水|花园|跟班|绕口令|围绕太阳|转折|转瞬|旋转楼梯|旁边|海边|河边|窗边|湖边|路边|身边|岸边|天边|床边|桌边|水边|并排|再见|太阳|太空|太极|不仅|不但|不同|无边|无尽|无限|无数|别墅|别致|结果|人行道|人行|有人|无人区|远足|左右护法|下雨|下雪|旋转舞台"},
};
// clang-format on

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

bool takes_endings(const Meaning& meaning) {
  return meaning.role == Role::verb || meaning.role == Role::camera || meaning.role == Role::shot ||
         meaning.role == Role::place || meaning.role == Role::unit;
}

using Index = std::unordered_map<std::string, Meaning>;

void for_each_word(const Row& row, const auto& visit) {
  for (std::size_t begin = 0; begin <= row.words.size();) {
    const std::size_t end = std::min(row.words.find('|', begin), row.words.size());
    visit(row.words.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// The single words, to which English endings can be added.
const Index& single_words() {
  static const Index words = [] {
    Index index;
    for (const Row& row : kTable) {
      for_each_word(row, [&](std::string_view text) {
        if (text.find(' ') == std::string_view::npos) {
          index.try_emplace(std::string{text}, row.meaning);
        }
      });
    }
    return index;
  }();
  return words;
}

/// `phrase` with each of its words as base_of gives it.
std::string in_base_form(std::string_view phrase) {
  std::string key;
  for (std::size_t begin = 0; begin < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
    key += key.empty() ? "" : " ";
    key += base_of(phrase.substr(begin, end - begin)).text;
    begin = end + 1;
  }
  return key;
}

const Index& phrases() {
  static const Index words = [] {
    Index index;
    for (const Row& row : kTable) {
      for_each_word(row, [&](std::string_view text) {
        if (text.find(' ') != std::string_view::npos) {
          index.try_emplace(in_base_form(text), row.meaning);
        }
      });
    }
    return index;
  }();
  return words;
}

struct Ending {
  std::string_view text;
  std::string_view instead;
  Form form;
};

constexpr std::array kEndings = {
    Ending{"ies", "y", Form::third_person}, Ending{"es", "", Form::third_person},
    Ending{"s", "", Form::third_person},    Ending{"ied", "y", Form::past},
    Ending{"ed", "", Form::past},           Ending{"d", "", Form::past},
    Ending{"ing", "", Form::gerund},        Ending{"ing", "e", Form::gerund},
};

/// The entry's own text where `stem` is a word that takes endings.
std::string_view bendable(const std::string& stem) {
  const auto found = single_words().find(stem);
  return found != single_words().end() && takes_endings(found->second)
             ? std::string_view{found->first}
             : std::string_view{};
}

}  // namespace

BaseWord base_of(std::string_view word) {
  if (!is_ascii(word) || word.size() < 4 || single_words().contains(std::string{word})) {
    return {word, Form::base};
  }
  for (const Ending& ending : kEndings) {
    if (!word.ends_with(ending.text) || word.size() < ending.text.size() + 2) {
      continue;
    }
    std::string stem{word.substr(0, word.size() - ending.text.size())};
    stem += ending.instead;
    if (const std::string_view base = bendable(stem); !base.empty()) {
      return {base, ending.form};
    }
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2]) {
      stem.pop_back();  // panning, panned
      if (const std::string_view base = bendable(stem); !base.empty()) {
        return {base, ending.form};
      }
    }
  }
  return {word, Form::base};
}

const Meaning* look_up(std::string_view phrase) {
  const Index& index = phrase.find(' ') == std::string_view::npos ? single_words() : phrases();
  const auto found = index.find(std::string{phrase});
  return found == index.end() ? nullptr : &found->second;
}

}  // namespace kirin::engine::motion

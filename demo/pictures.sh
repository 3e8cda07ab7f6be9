# Sourced by scripts/demo: real photographs as inputs, from Debian's wallpapers (CC-BY / CC-BY-SA, see the package's copyright
# file); where they cannot be fetched, frames that Kirin renders itself. They stay in demo/out, which is not committed.

photo_package=lomiri-wallpapers-16.04

# fetch_photos WORK: unpacks the package there without installing it; false where it cannot be had.
fetch_photos() {
  (
    cd "$1"
    apt-get -o APT::Sandbox::User=root download -qq "$photo_package" >/dev/null 2>&1 && dpkg-deb -x "$photo_package"*.deb photos
  )
}

# cut SOURCE TARGET FILTER
cut() { ffmpeg -v error -y -i "$1" -vf "$3" -frames:v 1 -update 1 -q:v 3 "$2"; }

# mask TARGET WIDTHxHEIGHT LUMA: white where the expression of X and Y is 255
mask() { ffmpeg -v error -y -f lavfi -i "color=black:s=$2" -vf "format=gray,geq=lum='$3'" -frames:v 1 -update 1 "$1"; }

photographs() {
  local photos=$1/photos/usr/share/backgrounds in=$2
  cut "$photos/picosdeeuropa_by_Aitzol_Berasategi.jpg" "$in/landscape.jpg" "crop=iw:iw*9/16:0:ih*0.14,scale=1920:1080"
  cut "$photos/life_by_Aitzol_Berasategi.jpg" "$in/first.jpg" "crop=iw:iw*9/16:0:ih*0.1,scale=1920:1080"
  cut "$photos/life_by_Aitzol_Berasategi.jpg" "$in/last.jpg" "crop=iw*0.6:iw*0.6*9/16:iw*0.22:ih*0.32,scale=1920:1080"
  cut "$photos/free_by_Peter_Nerlich.jpg" "$in/brush.jpg" "scale=1280:960"
  cut "$photos/Picture_0B_by_freespace.jpg" "$in/one.jpg" "crop=iw*0.9:ih:iw*0.1:0,scale=1000:-2"
  cut "$photos/seeding_by_Clements_Engelhardt.jpg" "$in/two.jpg" "crop=ih*0.8:ih:iw*0.1:0,scale=900:-2"
  cut "$photos/aitzgorri_by_Aitzol_Berasategi.jpg" "$in/three.jpg" "scale=1280:-2"
  # The wooden bird: body, two wings and tail as ellipses; the lamps above it stay where they are.
  mask "$in/mask-1.png" 1280x960 "255*gt(lt(hypot((X-634)/95\,(Y-722)/112)\,1)+lt(hypot((X-448)/140\,(Y-678)/58)\,1)+lt(hypot(((X-758)*0.72-(Y-628)*0.69)/105\,((X-758)*0.69+(Y-628)*0.72)/45)\,1)+lt(hypot((X-545)/42\,(Y-765)/34)\,1)\,0)"
  mask "$in/static-mask.png" 1280x960 "255*lt(Y\,450)"
  printf '[{"mask":"@%s","trajectories":[{"x":634,"y":238},{"x":560,"y":300},{"x":470,"y":250},{"x":380,"y":330}]}]' "$in/mask-1.png" >"$in/dynamic-masks.json"
}

# scene KIRIN WORK NAME PROMPT: the first frame of a clip that Kirin paints, as WORK/NAME.png
scene() {
  printf '{"model":"kirin_v2_6_t2v","prompt":"%s, static camera","seed":3}' "$4" >"$2/$3.json"
  "$1" render "$2/$3.json" -o "$2/$3.mp4" >/dev/null 2>&1
  cut "$2/$3.mp4" "$2/$3.png" "null"
}

rendered() {
  local kirin=$1 work=$2 in=$3
  scene "$kirin" "$work" lake "Mountains behind a lake at sunset"
  scene "$kirin" "$work" balloon "A red hot air balloon over a green meadow on a clear day"
  scene "$kirin" "$work" boat "A sailing boat on the sea at noon"
  scene "$kirin" "$work" house "A snowy forest with a house at night"
  cut "$work/lake.png" "$in/landscape.jpg" "null"
  cut "$work/boat.png" "$in/first.jpg" "null"
  cut "$work/boat.png" "$in/last.jpg" "crop=iw*0.6:ih*0.6:iw*0.22:ih*0.3,scale=1280:720"
  cut "$work/balloon.png" "$in/brush.jpg" "null"
  cut "$work/boat.png" "$in/one.jpg" "crop=ih:ih"
  cut "$work/balloon.png" "$in/two.jpg" "crop=ih:ih"
  cut "$work/house.png" "$in/three.jpg" "null"
  # The balloon with its basket; the meadow stays.
  mask "$in/mask-1.png" 1280x720 "255*gt(lt(hypot((X-640)/140\,(Y-245)/140)\,1)+lt(hypot((X-640)/92\,(Y-365)/112)\,1)+lt(hypot((X-641)/34\,(Y-482)/48)\,1)\,0)"
  mask "$in/static-mask.png" 1280x720 "255*gt(Y\,620)"
  printf '[{"mask":"@%s","trajectories":[{"x":640,"y":420},{"x":520,"y":470},{"x":400,"y":430}]}]' "$in/mask-1.png" >"$in/dynamic-masks.json"
}

# prepare_pictures KIRIN WORK INPUT_FOLDER; KIRIN_DEMO_PICTURES=rendered does without photographs
prepare_pictures() {
  if [ "${KIRIN_DEMO_PICTURES:-photographs}" != rendered ] && fetch_photos "$2"; then
    photographs "$2" "$3"
    echo "Photographs from Debian's $photo_package"
  else
    rendered "$1" "$2" "$3"
    echo "Debian's $photo_package not used: pictures that Kirin painted instead"
  fi
}

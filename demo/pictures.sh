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
  # The wooden bird: body and two wings as three ellipses; the lamps above it stay where they are.
  mask "$in/mask-1.png" 1280x960 "255*gt(lt(hypot((X-634)/95\,(Y-722)/112)\,1)+lt(hypot((X-448)/140\,(Y-678)/58)\,1)+lt(hypot(((X-758)*0.72-(Y-628)*0.69)/105\,((X-758)*0.69+(Y-628)*0.72)/45)\,1)\,0)"
  mask "$in/static-mask.png" 1280x960 "255*lt(Y\,450)"
  printf '[{"mask":"@%s","trajectories":[{"x":634,"y":238},{"x":560,"y":300},{"x":470,"y":250},{"x":380,"y":330}]}]' "$in/mask-1.png" >"$in/dynamic-masks.json"
}

rendered() {
  local kirin=$1 work=$2 in=$3
  printf '{"model":"kirin_v2_6_t2v","prompt":"mountains behind a lake at sunset","mode":"pro","seed":3}' >"$work/scene.json"
  "$kirin" render "$work/scene.json" -o "$work/scene.mp4" >/dev/null
  cut "$work/scene.mp4" "$in/landscape.jpg" "scale=1920:1080"
  cp "$in/landscape.jpg" "$in/first.jpg"
  cut "$work/scene.mp4" "$in/last.jpg" "crop=iw*0.6:ih*0.6:iw*0.2:ih*0.2,scale=1920:1080"
  cut "$work/scene.mp4" "$in/brush.jpg" "scale=1280:720"
  for name in one two three; do cut "$work/scene.mp4" "$in/$name.jpg" "scale=1280:720"; done
  mask "$in/mask-1.png" 1280x720 "255*lt(hypot((X-640)/120\,(Y-400)/90)\,1)"
  mask "$in/static-mask.png" 1280x720 "255*gt(Y\,620)"
  printf '[{"mask":"@%s","trajectories":[{"x":640,"y":320},{"x":440,"y":400}]}]' "$in/mask-1.png" >"$in/dynamic-masks.json"
}

# prepare_pictures KIRIN WORK INPUT_FOLDER
prepare_pictures() {
  if fetch_photos "$2"; then
    photographs "$2" "$3"
    echo "Photographs from Debian's $photo_package"
  else
    rendered "$1" "$2" "$3"
    echo "Debian's $photo_package cannot be fetched: rendered pictures instead"
  fi
}

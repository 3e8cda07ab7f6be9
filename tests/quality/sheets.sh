# Sourced by scripts/quality: clips of real photographs, as contact sheets for somebody to look at.

w=1280x720
# One picture: varied photographs, with the move and the motion of their own that fit them.
sheet picture-mountains --first "$photos/picosdeeuropa_by_Aitzol_Berasategi.jpg" --size $w
sheet picture-meadow --first "$photos/aitzgorri_by_Aitzol_Berasategi.jpg" --size $w --prompt "truck right, the wind moves the grass"
sheet picture-stream --first "$photos/life_by_Aitzol_Berasategi.jpg" --size $w --prompt "static shot, the water flows"
sheet picture-sunset --first "$photos/sunset_by_Aitzol_Berasategi.jpg" --size $w --prompt "slowly push in, then tilt up"
sheet picture-dandelion --first "$photos/seeding_by_Clements_Engelhardt.jpg" --size $w --prompt "rack focus from the dandelion to the background"
sheet picture-dragonfly --first "$photos/Dragonfly_by_Bolly.jpg" --size $w --prompt "orbit right"
sheet picture-fig --first "$photos/Picture_0B_by_freespace.jpg" --size $w --prompt "zoom in and roll left"
sheet picture-room --first "$photos/Wine_by_Jakkub_Mede.jpg" --size 720x1280 --prompt "dolly zoom"
sheet picture-dogs --first "$photos/friends_by_Aitzol_Berasategi.jpg" --size 720x1280
sheet picture-lamps --first "$photos/free_by_Peter_Nerlich.jpg" --size $w --prompt "the lamps flicker, handheld"
sheet picture-pagoda --first "$python/sklearn/datasets/images/china.jpg" --size $w --prompt "crane up, clouds drift"
sheet picture-flower --first "$python/sklearn/datasets/images/flower.jpg" --size $w --prompt "petals are falling, slow pull out"
sheet picture-astronaut --first "$python/skimage/data/astronaut.png" --size 960x960
sheet picture-cat --first "$python/skimage/data/chelsea.png" --size $w --prompt "pan left"
sheet picture-coffee --first "$python/skimage/data/coffee.png" --size $w --prompt "steam rises, 镜头缓慢推近"
sheet picture-rocket --first "$python/skimage/data/rocket.jpg" --size $w --prompt "it is snowing, lights twinkle, pedestal up"
sheet picture-garage --first "$python/skimage/data/motorcycle_left.png" --size $w --prompt "truck left"

# First and last frame.
sheet join-two-eyes --first "$python/skimage/data/motorcycle_left.png" --last "$python/skimage/data/motorcycle_right.png" --size $w
sheet join-unrelated --first "$photos/picosdeeuropa_by_Aitzol_Berasategi.jpg" --last "$photos/friends_by_Aitzol_Berasategi.jpg" --size $w
sheet join-arrival --last "$photos/seeding_by_Clements_Engelhardt.jpg" --size $w

# Several images.
sheet several-two --reference "$python/sklearn/datasets/images/flower.jpg" --reference "$photos/aitzgorri_by_Aitzol_Berasategi.jpg" --size $w --prompt "a flower in front of the mountains"
sheet several-three --reference "$python/skimage/data/astronaut.png" --reference "$python/skimage/data/chelsea.png" --reference "$photos/sunset_by_Aitzol_Berasategi.jpg" --size $w --prompt "an astronaut on the left and a cat on the right at sunset"
sheet several-tall --reference "$python/skimage/data/coffee.png" --reference "$python/sklearn/datasets/images/flower.jpg" --reference "$photos/picosdeeuropa_by_Aitzol_Berasategi.jpg" --size 720x1280 --prompt "a cup of coffee and a flower in the mountains"
sheet several-square --reference "$python/skimage/data/coffee.png" --reference "$python/skimage/data/motorcycle_left.png" --reference "$photos/friends_by_Aitzol_Berasategi.jpg" --reference "$photos/life_by_Aitzol_Berasategi.jpg" --size 960x960

# Motion brush: masks are ellipses over the thing.
mask() { ffmpeg -v error -y -f lavfi -i "color=black:s=$2" -vf "format=gray,geq=lum='$3'" -frames:v 1 -update 1 "$out/$1"; } # NAME SIZE EXPRESSION
mask mask-flower.png 640x427 "255*lt(hypot((X-285)/92\,(Y-205)/92)\,1)"
sheet brush-flower --first "$python/sklearn/datasets/images/flower.jpg" --size $w --brush "$out/mask-flower.png" 285,205 400,170 480,230
mask mask-dandelion.png 2560x1440 "255*lt(hypot((X-820)/430\,(Y-560)/430)\,1)"
sheet brush-dandelion --first "$photos/seeding_by_Clements_Engelhardt.jpg" --size $w --brush "$out/mask-dandelion.png" 820,560 1060,440 1300,470

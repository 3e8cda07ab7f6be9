# kirin_flags: what every target of ours is compiled with. Options belong to targets, never to directories.
find_program(KIRIN_CCACHE ccache)
if(KIRIN_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${KIRIN_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${KIRIN_CCACHE})
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(kirin_flags INTERFACE)
target_compile_options(kirin_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -fno-omit-frame-pointer -fstack-protector-strong)

# g++ 12 sees overlapping copies in std::string where there are none (GCC bug 105651), only when it optimises fully.
target_compile_options(kirin_flags INTERFACE $<$<CONFIG:Release>:-Wno-restrict>)

find_program(KIRIN_MOLD mold)
if(KIRIN_MOLD)
  target_link_options(kirin_flags INTERFACE -fuse-ld=mold)
endif()

if(KIRIN_SANITIZE)
  target_compile_options(kirin_flags INTERFACE -fsanitize=${KIRIN_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(kirin_flags INTERFACE -fsanitize=${KIRIN_SANITIZE})
  target_compile_definitions(kirin_flags INTERFACE KIRIN_SANITIZED)
  if(KIRIN_SANITIZE MATCHES thread)
    # Asio uses std::atomic_thread_fence, which g++ warns about under -fsanitize=thread.
    target_compile_options(kirin_flags INTERFACE -Wno-tsan)
  endif()
else()
  target_compile_definitions(kirin_flags INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()

#!/usr/bin/env bash
# Builds the library between Einspace.Torch and libtorch, once per libtorch, compiler and source, into the user's
# cache folder, and prints its path. When it is already there this takes milliseconds.
#
#   LIBTORCH        an unpacked libtorch or the folder of a Python torch package; otherwise Debian's libtorch-dev, then
#                   the torch package of python3, is taken
#   CXX             the compiler (g++)
#   XDG_CACHE_HOME  where caches live (~/.cache)
#
# Exit codes: 0 built or found, 1 the build failed, 2 no place for the cache, 3 no libtorch, 4 no compiler.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
sources=("$here/einspace_torch.cpp" "$here/blas.cpp")

fail() { echo "$2" >&2; exit "$1"; }

# ---- libtorch: $include and $lib ----
use() { # root-of-headers, folder-of-libraries
    [[ -f "$1/ATen/core/Tensor.h" && -f "$2/libtorch_cpu.so" && -f "$2/libc10.so" ]] || return 1
    include="$1" lib="$2"
}
find_libtorch() {
    if [[ -n "${LIBTORCH:-}" ]]; then
        use "$LIBTORCH/include" "$LIBTORCH/lib" || use "$LIBTORCH/torch/include" "$LIBTORCH/torch/lib" ||
            fail 3 "LIBTORCH=$LIBTORCH holds no libtorch with headers (expected include/ATen/core/Tensor.h and lib/libtorch_cpu.so): point it to an unpacked libtorch or to the folder of a Python torch package, or unset it and install Debian's with: apt-get install libtorch-dev"
        return
    fi
    local folder
    for folder in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib; do use /usr/include "$folder" && return; done
    folder="$(python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null || true)"
    [[ -n "$folder" ]] && use "$folder/include" "$folder/lib" && return
    fail 3 "No libtorch was found: install it with 'apt-get install libtorch-dev', or set LIBTORCH to an unpacked libtorch or to the folder of a Python torch package."
}
find_libtorch
compiler="$(command -v "${CXX:-g++}")" || fail 4 "No C++ compiler '${CXX:-g++}' was found, which the link to libtorch needs: install it with 'apt-get install g++', or set CXX."

# ---- the key: sources by content, what is large by place, size and time ----
key="$({ cat "$here/build.sh" "${sources[@]}"
         echo "$include"
         stat -L -c '%n %s %Y' "$lib/libtorch_cpu.so" "$lib/libc10.so" "$compiler"; } | sha256sum)"
cache="${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}"
[[ -n "$cache" ]] || fail 2 "There is no place for the link to libtorch: neither HOME nor XDG_CACHE_HOME is set; set XDG_CACHE_HOME to a folder that can be written to."
folder="$cache/einspace/shim/${key:0:16}"
target="$folder/libeinspace_torch.so"
if [[ -f "$target" ]]; then echo "$target"; exit 0; fi

mkdir -p "$folder" 2>/dev/null || fail 2 "The cache folder $folder cannot be made: set XDG_CACHE_HOME to a folder that can be written to."
exec 9> "$folder/lock"
flock 9
if [[ -f "$target" ]]; then echo "$target"; exit 0; fi

# ---- one compiler call ----
flags=(-std=c++17 -O3 -fPIC -shared -fvisibility=hidden -I "$include")
[[ -d "$include/torch/csrc/api/include" ]] && flags+=(-I "$include/torch/csrc/api/include")
# Symbol lists are read to their end: under pipefail an early exit of grep would count as a failure.
symbols() { nm -D "$@" 2>/dev/null || true; }
# Wheels for old Linux were built with GCC's first string ABI.
if [[ "$(symbols --defined-only "$lib/libc10.so" | grep -c '__cxx11')" == 0 ]]; then flags+=(-D_GLIBCXX_USE_CXX11_ABI=0); fi
libraries=(-L "$lib" "-Wl,-rpath,$lib" -Wl,--no-as-needed -ltorch_cpu -lc10)
# Loading it registers the CUDA kernels.
[[ -f "$lib/libtorch_cuda.so" ]] && libraries+=(-ltorch_cuda)
# Only a libtorch that takes sgemm_ from outside and brings oneDNN as a library lets us put oneDNN's in its place.
dnnl="$(ldd "$lib/libtorch_cpu.so" 2>/dev/null | awk '$1 ~ /^libdnnl\.so/ { print $3 }' || true)"
if [[ -f "$dnnl" && "$(symbols --undefined-only "$lib/libtorch_cpu.so" | grep -cw 'sgemm_')" != 0 &&
      "$(symbols --defined-only "$dnnl" | grep -cw 'dnnl_sgemm')" != 0 ]]; then
    flags+=(-DEINSPACE_ONEDNN_SGEMM)
    libraries+=("$dnnl" -ldl)
fi

log="$folder/build.log" part="$folder/part.$$.so"
line=("$compiler" "${flags[@]}" "${sources[@]}" -o "$part" "${libraries[@]}")
echo "Building the link to libtorch ($lib) once; log: $log" >&2
echo "${line[*]}" > "$log"
if ! "${line[@]}" >> "$log" 2>&1; then
    rm -f "$part"
    tail -n 20 "$log" >&2
    fail 1 "The link to libtorch in $lib could not be compiled; the whole log: $log"
fi
mv "$part" "$target"
echo "$target"

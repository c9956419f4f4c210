#!/usr/bin/env bash
# Packs the SDK and the templates into a folder that serves as a NuGet feed: scripts/pack.sh FOLDER (`./einspace sdk pack` calls it).
# Where nothing has changed since, it only copies.
set -euo pipefail
feed=$(realpath -m "${1:?the folder to pack into}")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

packages=$PWD/artifacts/packages
# The kit has sources of the host's in it.
pack_inputs() { fingerprint '' Directory.*.props global.json scripts sdk host/Einspace.Host templates; }

# What is packed is built apart from the program and the tests, which may be running while somebody packs.
pack() {
  local inputs filter=artifacts/packages.slnf
  say "packing (some seconds; log: $PWD/$LOGS/pack.log)"
  inputs=$(pack_inputs)
  rm -rf "$packages" "$STAMPS/pack"
  solution_filter 'sdk|templates' >$filter
  logged pack 'packing' dotnet pack $filter -c Release --nologo -v minimal \
    -p:ArtifactsPath="$PWD/artifacts/pack" -p:PackageOutputPath="$packages" || exit 2
  stamp pack "$inputs"
}

# NuGet unpacks a package once and then goes by its version: one that was packed anew under the same version would not be seen.
forget_stale_copies() {
  local unpacked package name id version
  unpacked=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^global-packages: //')
  for package in "$packages"/*.nupkg; do
    name=$(basename "${package,,}" .nupkg)
    [[ $name =~ ^(.*[a-z])\.([0-9].*)$ ]]
    id=${BASH_REMATCH[1]} version=${BASH_REMATCH[2]}
    cmp -s "$package" "$unpacked/$id/$version/$name.nupkg" || rm -rf "${unpacked:?}/$id/$version"
  done
}

require_dotnet
mkdir -p "$LOGS" "$STAMPS" "$feed"
exec 7>artifacts/pack.lock
flock 7
if ! compgen -G "$packages/*.nupkg" >/dev/null || ! stamped pack "$(pack_inputs)"; then pack; fi
forget_stale_copies
for package in "$packages"/*.nupkg; do
  copy=$feed/$(basename "$package")
  cmp -s "$package" "$copy" || { cp "$package" "$copy.new" && mv "$copy.new" "$copy"; }
  printf '%s\n' "$copy"
done

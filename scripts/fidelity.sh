#!/usr/bin/env bash
# Writes docs/fidelity.md anew, in some minutes: scripts/fidelity.sh
# EINSPACE_VECTORS=FOLDER measures against all recorded vectors in it; otherwise against the few that the tests carry.
set -euo pipefail
if [[ -n ${EINSPACE_VECTORS:-} ]]; then EINSPACE_VECTORS=$(realpath "$EINSPACE_VECTORS"); fi
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

prepare_shim
set_up solution hold
find_runtime

# A page that could not be finished leaves the old one.
new=artifacts/fidelity.md
dotnet artifacts/bin/Einspace.Bench.Fidelity/release/Einspace.Bench.Fidelity.dll >"$new"
mv "$new" docs/fidelity.md

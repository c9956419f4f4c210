# shellcheck shell=bash
# What ./einspace and ./test share: finding out what is stale, installing libtorch, building under a lock.
# Sourced with `set -euo pipefail` on and the checkout's root as working directory.

LOGS=artifacts/log
STAMPS=artifacts/stamp
DOTNET_PAGE=https://dotnet.microsoft.com/download/dotnet/10.0

# Nothing of a build outlives it: no waiting MSBuild nodes, no MSBuild server, no compiler server.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf 'einspace: %s\n' "$*" >&2; }
stop() { say "$@"; exit 2; }

# fingerprint SALT PATH...: one hash over the paths, sizes and times of all files below, and of what else decides the result.
fingerprint() {
  { printf '%s\n' "$1"
    find "${@:2}" \( -name bin -o -name obj \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort
  } | sha256sum
}
PROGRAM=(Directory.*.props global.json Einspace.Framework.sln scripts sdk host plugins)
SOLUTION=("${PROGRAM[@]}")
for folder in tests bench templates; do
  if [[ -d $folder ]]; then SOLUTION+=("$folder"); fi
done
# Warnings are errors to CI: it needs a build of its own to test, and none to run the program.
program_inputs() { fingerprint '' "${PROGRAM[@]}"; }
solution_inputs() { fingerprint "CI=${CI:-}" "${SOLUTION[@]}"; }

# A stamp holds the fingerprint of the inputs that a finished build was made from.
stamped() { [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]; }
# The rename makes a stamp whole or absent, whenever the process dies.
stamp() { printf '%s\n' "$2" >"$STAMPS/$1.new" && mv "$STAMPS/$1.new" "$STAMPS/$1"; }

is_ready() { [[ -x artifacts/app/einspace ]] && stamped "$1" "$("$1_inputs")"; }

# set_up WHAT [hold]: builds `program`, or the whole `solution`, where it is missing or stale. With `hold`, nobody builds anew
# until this process has ended.
set_up() {
  if [[ ${2:-} == hold ]]; then hold_ready "$1" && return; else is_ready "$1" && return; fi
  lock
  is_ready "$1" || build "$1"
  if [[ ${2:-} == hold ]]; then hold; fi
  unlock
}

# What is built is held by many, and rebuilt by one when nobody holds it. Taken while setting up, so that no build comes between.
hold() { exec 8>artifacts/use.lock; flock -s 8; }
# What is ready is held at once, unless somebody is building; looking first and holding then would let a build begin in between.
hold_ready() {
  [[ -f artifacts/use.lock ]] || return 1
  exec 8<artifacts/use.lock
  flock -s -n 8 && is_ready "$1" && return
  exec 8<&-
  return 1
}
wait_for_holders() {
  exec 8>artifacts/use.lock
  if ! flock -n 8; then
    say 'tests or commands of this checkout are running, and what they run is stale; waiting for them before building'
    flock 8
  fi
}

# One set-up at a time in a checkout. Children inherit the lock: a build that outlives its killed shell still holds it.
lock() {
  mkdir -p "$LOGS" "$STAMPS"
  exec 9>artifacts/setup.lock
  if ! flock -n 9; then
    say 'another process is setting up this checkout; waiting for it'
    flock 9
  fi
}
unlock() { exec 9>&-; }

# logged NAME WHAT COMMAND...: runs the command with its output in a log; when it fails, shows the tail and the log's path.
logged() {
  local log=$LOGS/$1.log status=0
  "${@:3}" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then
    tail -n 20 "$log" | sed 's/^/  | /' >&2
    say "$2 failed with exit code $status; the whole log: $PWD/$log"
  fi
  return "$status"
}

require_dotnet() {
  command -v dotnet >/dev/null ||
    stop "needs the .NET 10 SDK, and there is no 'dotnet' on PATH: install dotnet-sdk-10.0 ($DOTNET_PAGE)."
  dotnet --version >/dev/null 2>&1 && return
  local found
  found=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | paste -sd ' ') || true
  stop "needs a .NET SDK that global.json accepts (10.0.100 or a later 10.0), found ${found:-none}: install dotnet-sdk-10.0 ($DOTNET_PAGE)."
}

# The program looks for .NET in the default places; one that lives elsewhere has to be pointed at.
find_runtime() {
  local dotnet root
  dotnet=$(command -v dotnet) || return 0
  root=$(dirname "$(readlink -f "$dotnet")")
  if [[ -z ${DOTNET_ROOT:-} && -d $root/shared/Microsoft.NETCore.App ]]; then export DOTNET_ROOT=$root; fi
}

install_libtorch() {
  command -v "${CXX:-g++}" >/dev/null || stop "also needs a C++ compiler, and there is no '${CXX:-g++}' on PATH: install g++ first."
  command -v apt-get >/dev/null || stop 'needs libtorch, and this system has no apt-get: set LIBTORCH=/path to an unpacked libtorch.'
  local as=() sudo=''
  if ((EUID != 0)); then as=(sudo -n) sudo='sudo '; fi
  local remedy="run '${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends libtorch-dev', or set LIBTORCH=/path to an unpacked libtorch, and start this again."
  "${as[@]}" true 2>/dev/null || stop "needs libtorch and may not install it (not root, and sudo is missing or wants a password): $remedy"
  say "no libtorch found: installing Debian's libtorch-dev with apt-get (about a minute)"
  as+=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  if ! logged apt-update "'apt-get update'" "${as[@]}" update ||
    ! logged apt-install "'apt-get install libtorch-dev'" "${as[@]}" install -y --no-install-recommends libtorch-dev; then
    stop "could not install libtorch-dev: $remedy"
  fi
}

# The shim that the evaluator `torch` trains through. Its script answers in milliseconds when it is built, says what it
# does or lacks, and ends with 3 where there is no libtorch.
prepare_shim() {
  local script=plugins/Einspace.Torch/native/build.sh status=0
  $script >/dev/null || status=$?
  if ((status == 3)) && [[ -z ${LIBTORCH:-} ]]; then
    lock
    install_libtorch
    unlock
    status=0
    $script >/dev/null || status=$?
  fi
  ((status == 0)) || exit 2
}

# build WHAT: leaves artifacts/app whole and stamped, or neither.
build() {
  local program solution target=Einspace.Framework.sln status=0
  require_dotnet
  wait_for_holders
  say "building the $1, packages included (a minute or two; log: $PWD/$LOGS/build.log)"
  program=$(program_inputs)
  solution=$(solution_inputs)
  # A killed build may have left half a file that looks up to date; and only a build from the beginning shows all warnings to CI.
  if [[ -f artifacts/building || ${CI:-} == true ]]; then rm -rf artifacts/bin artifacts/obj; fi
  : >artifacts/building
  # New files instead of overwritten ones: a search that is running keeps those that it has mapped.
  rm -rf artifacts/app "$STAMPS/program" "$STAMPS/solution"
  if [[ $1 == program ]]; then
    target=artifacts/program.slnf
    program_filter >$target
  fi
  # Said here too, for a property of the command line wins over what a machine's own imports set: a compiler server would keep the locks.
  logged build 'the build' dotnet build $target -c Release --nologo -v minimal -p:UseSharedCompilation=false || status=$?
  if ((status < 128)); then rm -f artifacts/building; fi # above: ended by a signal
  ((status == 0)) || exit 1
  if [[ $1 == solution ]]; then stamp solution "$solution"; fi
  stamp program "$program"
  exec 8>&-
}

# What the program needs: no tests, no benchmarks.
program_filter() { solution_filter 'host|sdk|plugins' Einspace.Sdk.Testing; }

# solution_filter FOLDERS [WITHOUT]: a filter of the solution with the projects in some of its folders, for MSBuild.
solution_filter() {
  local projects
  projects=$(sed -nE "s/^Project.*\"(($1)\\\\[^\"]*\.csproj)\".*/\"\1\"/p" Einspace.Framework.sln)
  if [[ -n ${2:-} ]]; then projects=$(grep -vF "$2" <<<"$projects"); fi
  projects=${projects//\\/\\\\}
  printf '{"solution":{"path":"../Einspace.Framework.sln","projects":[%s]}}\n' "${projects//$'\n'/,}"
}

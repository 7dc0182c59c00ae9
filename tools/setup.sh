# Shared by tools/run and tools/test, which source it: packages, and builds of a preset. All chatter goes to stderr.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The packages of tools/packages.txt: the first group, and with "test" the one after [test] too.
packages() {
  awk -v all="${1:-}" '/^\[/ { if (all == "") exit; next } /^[^#]/ { print $1 }' "$root/tools/packages.txt"
}

# Installs those that are lacking; asks the archive for nothing when none is.
install_packages() {
  local name lacking=()
  for name in $(packages "$@"); do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || lacking+=("$name")
  done
  ((${#lacking[@]} == 0)) && return
  local as_root=()
  ((EUID == 0)) || as_root=(sudo)
  echo "installing ${lacking[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}" >&2
}

# build PRESET TARGET [CMAKE_OPTION]...: configures the preset and builds one target.
build() {
  local preset=$1 target=$2
  shift 2
  (cd "$root" && cmake --preset "$preset" "$@" && cmake --build --preset "$preset" --target "$target") >&2
}

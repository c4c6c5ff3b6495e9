# Shared by the scripts beside it: plain words, and Debian packages when they are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$@"; }

stop() { printf '\n%s\n' "$@" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"
  else return 1
  fi
}

# apt_install PACKAGE...: install from Debian; fails when there is no root, no apt or no network.
apt_install() {
  local log
  command -v apt-get >/dev/null || return 1
  say "正在安装 Debian 软件包：$*" "Installing Debian packages: $*"
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# want PROBE PACKAGE...: put the packages on the list unless the command PROBE succeeds.
WANTED=()
want() { eval "$1" >/dev/null 2>&1 || WANTED+=("${@:2}"); }

# install_wanted: install what is on the list; fails when it cannot be had.
install_wanted() { [ ${#WANTED[@]} = 0 ] || apt_install "${WANTED[@]}"; }

# need_wanted: the same, and stop with a sentence.
need_wanted() {
  install_wanted || stop "缺少软件包 ${WANTED[*]}，并且没能自动安装（需要 root 权限和网络）。请先执行：apt-get install ${WANTED[*]}" \
    "Missing and could not be installed (this needs root and the network). Please run: apt-get install ${WANTED[*]}"
}

CJK_FONTS='compgen -G "/usr/share/fonts/opentype/noto/NotoSerifCJK*" || fc-list :lang=zh-cn | grep -q .'

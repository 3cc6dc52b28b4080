#!/usr/bin/env bash
# install.sh CACHE: Ceph's daemons and the Object Gateway from Debian packages, unpacked into CACHE/root.
# The host is left as it is: apt is given a folder of its own for its state, and no package script is run.
# Needs root (files keep their owners), apt-get, dpkg-deb and Debian's archive keys.
# Ends with 75 when the packages cannot be had: that says nothing about the project.
# SUITE: suite of the archive, forky unless told; earlier Ceph (16, 18) starts too, but does not check digests.
set -euo pipefail
cache=$(realpath -m "$1")
suite=${SUITE:-forky}
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[[ -e $keys ]] || keys=${keys%.gpg}.pgp
lock=$(dirname "$(realpath "$0")")/packages.lock

said() { printf '%s: %s s\n' "$1" "$((SECONDS - since))"; since=$SECONDS; }
since=$SECONDS

rm -rf "$cache/root" "$cache/apt"
mkdir -p "$cache"/apt/etc/apt/{preferences.d,apt.conf.d,trusted.gpg.d} "$cache"/apt/var/lib/apt/lists/partial \
  "$cache"/apt/var/lib/dpkg "$cache/debs/partial" "$cache/root"
: >"$cache/apt/var/lib/dpkg/status"

# The archive that this machine uses already, if it is Debian's; it may be a mirror beside the machine.
archive=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -n 1 || true)
printf 'deb [signed-by=%s] %s %s main\n' "$keys" "${archive:-http://deb.debian.org/debian}" "$suite" \
  >"$cache/apt/etc/apt/sources.list"
own=(-o "Dir=$cache/apt" -o "Dir::Etc=$cache/apt/etc/apt" -o "Dir::State::status=$cache/apt/var/lib/dpkg/status"
  -o "Dir::Cache::archives=$cache/debs" -o APT::Sandbox::User=root -o APT::Install-Recommends=false
  -o APT::Architecture=amd64 -o Acquire::Retries=3)
apt-get "${own[@]}" -qq update || exit 75
said "package lists of $suite"
apt-get "${own[@]}" -qq -y --download-only install \
  base-files libc-bin coreutils bash openssl ceph-mon ceph-osd radosgw ceph-common >/dev/null || exit 75
said "download of $(find "$cache/debs" -maxdepth 1 -name '*.deb' | wc -l) packages"

# The suite moves: what it has today is taken, and said when it is not what the results were read from.
(cd "$cache/debs" && sha256sum -- *.deb) | sort >"$cache/packages"
if moved=$(comm -23 "$cache/packages" <(sort "$lock")) && [[ -n $moved ]]; then
  printf '%s packages are not those of packages.lock, the first: %s\n' "$(wc -l <<<"$moved")" "$(head -n 1 <<<"$moved")"
else
  printf 'every package is one of packages.lock\n'
fi

unpack() {
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$cache/root" --keep-directory-symlink \
    --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude='*/__pycache__' -f -
}
# First, because it makes /bin, /lib and /sbin the links that the others unpack through.
unpack "$cache"/debs/base-files_*.deb
for package in "$cache"/debs/*.deb; do
  [[ $package == */base-files_* ]] || unpack "$package"
done
chroot "$cache/root" /sbin/ldconfig
said "unpacking"
chroot "$cache/root" /usr/bin/radosgw --version | tee "$cache/version"

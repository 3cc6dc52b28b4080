#!/usr/bin/env bash
# enter.sh ROOT STATE COMMAND…: COMMAND inside ROOT with STATE as /s3. Run in mount and process namespaces of its own,
# so that nothing stays mounted or running when the first process ends.
set -euo pipefail
root=$1 state=$2
shift 2
mkdir -p "$root/s3"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "$state" "$root/s3"
exec chroot "$root" "$@"

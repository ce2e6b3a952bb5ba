#!/usr/bin/env bash
# As root: installs packages and starts none of them as a service. Debian asks policy-rc.d before a package starts its service
# (invoke-rc.d(8)); whatever was there comes back.
set -euo pipefail
policy=/usr/sbin/policy-rc.d before=/usr/sbin/policy-rc.d.before-platform
[[ ! -e $policy ]] || mv "$policy" "$before"
trap 'rm -f "$policy"; [[ ! -e $before ]] || mv "$before" "$policy"' EXIT
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || true
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
[[ ! -d /run/systemd/system ]] || systemctl --quiet disable "$@" || true # nor at the next start of the machine

#!/bin/sh
# Installs, runs, upgrades and purges the package on this machine, as root:
#   src/packaging/deb/test.sh target/watchkeeper.deb [OLDER.deb]
# With an older package the newer one is installed over its filled database. Refuses a machine that has watchkeeper.
set -eu
deb=$1
older=${2:-$1}
[ "$(id -u)" = 0 ] || { echo "run as root"; exit 2; }
[ ! -e /etc/watchkeeper ] && [ ! -e /var/lib/watchkeeper ] || { echo "watchkeeper is here already"; exit 2; }
fail() { echo "FAILED: $1"; exit 1; }
mode() { stat -c '%a %U:%G' "$1"; }

start() {
    setpriv --reuid=watchkeeper --regid=watchkeeper --clear-groups --reset-env \
        sh -c 'umask 022; cd /var/lib/watchkeeper && exec watchkeeper run' > /tmp/watchkeeper-test.log 2>&1 &
    daemon=$!
    for i in $(seq 120); do
        curl -fs -m 2 127.0.0.1:8787/readyz > /dev/null && return
        sleep 1
    done
    cat /tmp/watchkeeper-test.log
    fail "not ready in two minutes"
}

stop() {
    kill -TERM "$daemon"
    wait "$daemon" || fail "the stop ended with $?"
}

dpkg -i "$older" > /dev/null
[ "$(mode /etc/watchkeeper)" = "750 root:watchkeeper" ] || fail "mode of /etc/watchkeeper: $(mode /etc/watchkeeper)"
[ "$(mode /etc/watchkeeper/people.yaml)" = "640 root:watchkeeper" ] || fail "mode of people.yaml"
[ "$(mode /var/lib/watchkeeper)" = "700 watchkeeper:watchkeeper" ] || fail "mode of /var/lib/watchkeeper"
watchkeeper --version
watchkeeper check-config
start
watchkeeper finding list
stop
[ -z "$(find /var/lib/watchkeeper/data /var/lib/watchkeeper/log -perm /077)" ] || fail "files that others can read"

echo '# ours' >> /etc/watchkeeper/people.yaml
dpkg -i "$deb" > /dev/null
grep -q '# ours' /etc/watchkeeper/people.yaml || fail "the upgrade replaced a changed configuration"
[ -s /var/lib/watchkeeper/data/watchkeeper.mv.db ] || fail "the upgrade lost the database"
start
stop

dpkg -r watchkeeper > /dev/null
[ -e /etc/watchkeeper/people.yaml ] && [ -e /var/lib/watchkeeper/data ] || fail "removing took more than the program"
dpkg -P watchkeeper > /dev/null
for left in /etc/watchkeeper /var/lib/watchkeeper /usr/share/watchkeeper /usr/bin/watchkeeper /etc/default/watchkeeper; do
    [ ! -e "$left" ] || fail "purging left $left"
done
echo "installed, ran, upgraded, removed, purged"

#!/usr/bin/env bash
# A private MariaDB for the tests: own data folder, own socket, a free loopback port, gone after `stop`.
#
#   eval "$(.ci/mariadb.sh start)"     # sets CCINGEST_TEST_MYSQL and CCINGEST_TEST_MYSQL_HOME
#   dotnet test
#   .ci/mariadb.sh kill                # SIGKILL, as a crash would: the data folder is left as it is
#   .ci/mariadb.sh restart             # once more on the same data folder and port, after its crash recovery
#   .ci/mariadb.sh stop
#
# kill, restart and stop read CCINGEST_TEST_MYSQL_HOME, or take the folder as an argument.
# Needs mariadbd and mariadb-install-db (Debian: apt-get install mariadb-server); nothing of an installed server is touched.
# With openssl on the path the server also speaks TLS, with a certificate that no system trusts.
set -euo pipefail

user=ccingest_test
password="pw-$RANDOM$RANDOM"
PATH=$PATH:/usr/sbin:/usr/local/sbin

say() { echo "mariadb.sh: $*" >&2; }

free_port() {
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 20000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    say "no free port found"
    return 1
}

# A process that has ended and that nobody has waited for yet (a zombie, state Z) is not alive.
alive() {
    local state
    [ -s "$1/pid" ] || return 1
    state=$(sed 's/^[0-9]* (.*) \(.\).*/\1/' "/proc/$(cat "$1/pid")/stat" 2>/dev/null) || return 1
    [ -n "$state" ] && [ "$state" != Z ]
}

# Only a folder that this script made is touched.
check_home() { [ -f "$1/.ccingest-mariadb" ] || { say "$1 was not made by this script"; return 1; }; }

start_on() {
    local home=$1 port=$2
    # A server that starts removes temporary tables of others that have the same folder for them.
    mkdir -p "$home/tmp"
    local options=(--no-defaults --datadir="$home/data" --tmpdir="$home/tmp" --socket="$home/socket" --pid-file="$home/server.pid"
        --bind-address=127.0.0.1 --port="$port" --local-infile=1 --skip-name-resolve --skip-log-bin
        --innodb-buffer-pool-size=256M --innodb-log-file-size=256M --innodb-flush-log-at-trx-commit=2 --max-connections=200)
    if [ "$(id -u)" = 0 ]; then
        options+=(--user=root)
    fi
    if [ -s "$home/cert.pem" ]; then
        options+=(--ssl-cert="$home/cert.pem" --ssl-key="$home/key.pem")
    fi

    # Its own session: Ctrl+C in the terminal ends the tests, not the server they still have to clean up on.
    setsid mariadbd "${options[@]}" >>"$home/log" 2>&1 </dev/null &
    echo $! >"$home/pid"
    echo "$port" >"$home/port"
    for _ in $(seq 150); do
        if ! alive "$home"; then
            return 1
        fi
        if mariadb --no-defaults --socket="$home/socket" -u root -e 'SELECT 1' >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.2
    done
    return 1
}

remove() {
    local home=$1 pid
    check_home "$home" || return 1
    if alive "$home"; then
        pid=$(cat "$home/pid")
        kill -CONT "$pid" 2>/dev/null || true
        kill "$pid" 2>/dev/null || true
        for _ in $(seq 50); do
            alive "$home" || break
            sleep 0.2
        done
        kill -9 "$pid" 2>/dev/null || true
    fi
    rm -rf "$home"
}

start() {
    for tool in mariadbd mariadb mariadb-install-db; do
        command -v "$tool" >/dev/null || { say "$tool is not here; on Debian: apt-get install mariadb-server"; return 1; }
    done

    home=$(mktemp -d "${TMPDIR:-/tmp}/ccingest-mariadb.XXXXXX")
    touch "$home/.ccingest-mariadb"
    trap 'remove "$home"' EXIT
    mkdir "$home/data" "$home/tmp"
    if command -v openssl >/dev/null; then
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
            -keyout "$home/key.pem" -out "$home/cert.pem" >/dev/null 2>&1 || rm -f "$home/cert.pem"
    fi

    local as=()
    [ "$(id -u)" = 0 ] && as=(--user=root)
    TMPDIR="$home/tmp" mariadb-install-db --no-defaults --datadir="$home/data" --auth-root-authentication-method=normal --skip-test-db "${as[@]}" \
        >"$home/install.log" 2>&1 || { cat "$home/install.log" >&2; return 1; }

    # Between looking for a port and binding it somebody else may take it: then once more.
    local port started=no
    for _ in 1 2 3; do
        port=$(free_port)
        if start_on "$home" "$port"; then
            started=yes
            break
        fi
        alive "$home" && kill "$(cat "$home/pid")" && sleep 1
    done
    if [ "$started" = no ]; then
        cat "$home/log" >&2
        return 1
    fi

    mariadb --no-defaults --socket="$home/socket" -u root <<SQL
CREATE USER '$user'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO '$user'@'127.0.0.1' WITH GRANT OPTION;
SQL
    trap - EXIT
    echo "export CCINGEST_TEST_MYSQL='Server=127.0.0.1;Port=$port;User=$user;Password=$password'"
    echo "export CCINGEST_TEST_MYSQL_HOME='$home'"
}

kill_server() {
    local home=$1
    check_home "$home" || return 1
    alive "$home" || { say "no server runs on $home"; return 1; }
    kill -9 "$(cat "$home/pid")"
    # Its port and its locks are free when it has gone.
    for _ in $(seq 100); do
        alive "$home" || return 0
        sleep 0.1
    done
    say "the server on $home survived SIGKILL for ten seconds"
    return 1
}

restart() {
    local home=$1
    check_home "$home" || return 1
    ! alive "$home" || { say "the server on $home is running"; return 1; }
    rm -f "$home/socket"
    start_on "$home" "$(cat "$home/port")" || { tail -n 20 "$home/log" >&2; return 1; }
}

home_of() {
    local home=${1:-${CCINGEST_TEST_MYSQL_HOME:-}}
    [ -n "$home" ] || { say "which server? CCINGEST_TEST_MYSQL_HOME is not set"; exit 64; }
    echo "$home"
}

case "${1:-}" in
    start) start ;;
    kill)
        home=$(home_of "${2:-}")
        kill_server "$home"
        ;;
    restart)
        home=$(home_of "${2:-}")
        restart "$home"
        ;;
    stop)
        home=$(home_of "${2:-}")
        [ -d "$home" ] || exit 0
        remove "$home"
        ;;
    *)
        say "usage: mariadb.sh start | kill [folder] | restart [folder] | stop [folder]"
        exit 64
        ;;
esac

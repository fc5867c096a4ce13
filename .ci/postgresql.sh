#!/usr/bin/env bash
# A private PostgreSQL for the tests: own data folder, own socket, a free loopback port, gone after `stop`.
#
#   eval "$(.ci/postgresql.sh start)"  # sets CCINGEST_TEST_POSTGRESQL and CCINGEST_TEST_POSTGRESQL_HOME
#   dotnet test
#   .ci/postgresql.sh kill             # SIGKILL, as a crash would: the data folder is left as it is
#   .ci/postgresql.sh restart          # once more on the same data folder and port, after its crash recovery
#   .ci/postgresql.sh stop
#
# kill, restart and stop read CCINGEST_TEST_POSTGRESQL_HOME, or take the folder as an argument.
# CCINGEST_TEST_POSTGRESQL_FSYNC=on makes it write through to the disk, for measurements; tests do without.
# Needs initdb and postgres (Debian: apt-get install postgresql); nothing of an installed server is touched. PostgreSQL refuses to run as root: root
# starts it as the user postgres. With openssl on the path the server also speaks TLS, with a certificate that no system trusts.
set -euo pipefail

user=ccingest_test
database=ccingest_test
password="pw-$RANDOM$RANDOM"

say() { echo "postgresql.sh: $*" >&2; }

# Debian keeps the server's programs off the path, a folder for each version.
newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1 || true)
PATH=${newest:+$newest:}$PATH

as_server() {
    if [ "$(id -u)" = 0 ]; then
        # From a folder that the user may enter, with none of root's groups.
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
    else
        "$@"
    fi
}

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
    local state pid
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 1
    state=$(sed 's/^[0-9]* (.*) \(.\).*/\1/' "/proc/$pid/stat" 2>/dev/null) || return 1
    [ -n "$state" ] && [ "$state" != Z ]
}

# Only a folder that this script made is touched.
check_home() { [ -f "$1/.ccingest-postgresql" ] || { say "$1 was not made by this script"; return 1; }; }

start_on() {
    local home=$1 port=$2
    local options="-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$home -c shared_buffers=256MB -c max_connections=200 -c max_wal_size=2GB"
    # Five and a half hours ahead, as a server's zone may be: it must play no part.
    options+=" -c timezone=AWAY-05:30"
    if [ "${CCINGEST_TEST_POSTGRESQL_FSYNC:-off}" = off ]; then
        options+=" -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
    fi
    if [ -s "$home/cert.pem" ]; then
        options+=" -c ssl=on -c ssl_cert_file=$home/cert.pem -c ssl_key_file=$home/key.pem"
    fi

    echo "$port" >"$home/port"
    # Its own session: Ctrl+C in the terminal ends the tests, not the server they still have to clean up on.
    as_server setsid pg_ctl -D "$home/data" -l "$home/log" -o "$options" -w -t 30 start >/dev/null 2>&1 </dev/null
}

remove() {
    local home=$1
    check_home "$home" || return 1
    if alive "$home"; then
        as_server pg_ctl -D "$home/data" -m immediate -w -t 10 stop >/dev/null 2>&1 || true
    fi
    rm -rf "$home"
}

start() {
    for tool in initdb postgres pg_ctl psql; do
        command -v "$tool" >/dev/null || { say "$tool is not here; on Debian: apt-get install postgresql"; return 1; }
    done

    # Not in a folder of the caller's own: the server's user must be able to enter it. A socket's path has 107 characters at most.
    home=$(mktemp -d "/tmp/ccingest-postgresql.XXXXXX")
    touch "$home/.ccingest-postgresql"
    trap 'remove "$home"' EXIT
    if command -v openssl >/dev/null; then
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
            -keyout "$home/key.pem" -out "$home/cert.pem" >/dev/null 2>&1 || rm -f "$home/cert.pem"
    fi

    echo "$password" >"$home/password"
    [ "$(id -u)" != 0 ] || chown -R postgres:postgres "$home"
    as_server initdb -D "$home/data" -U "$user" --pwfile="$home/password" -A scram-sha-256 -E UTF8 --locale=C --no-sync --no-instructions \
        >"$home/install.log" 2>&1 || { cat "$home/install.log" >&2; return 1; }
    rm -f "$home/password"

    # Between looking for a port and binding it somebody else may take it: then once more.
    local port started=no
    for _ in 1 2 3; do
        port=$(free_port)
        if start_on "$home" "$port"; then
            started=yes
            break
        fi
    done
    if [ "$started" = no ]; then
        cat "$home/log" >&2
        return 1
    fi

    PGPASSWORD=$password psql -X -q -h 127.0.0.1 -p "$port" -U "$user" -d postgres -c "CREATE DATABASE $database" >&2
    trap - EXIT
    echo "export CCINGEST_TEST_POSTGRESQL='Host=127.0.0.1;Port=$port;Username=$user;Password=$password;Database=$database'"
    echo "export CCINGEST_TEST_POSTGRESQL_HOME='$home'"
}

kill_server() {
    local home=$1
    check_home "$home" || return 1
    alive "$home" || { say "no server runs on $home"; return 1; }
    # Its sessions see that it has gone, and go too.
    kill -9 "$(head -n 1 "$home/data/postmaster.pid")"
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
    # A session that has not noticed yet still holds the shared memory of the dead server.
    for _ in 1 2 3 4 5; do
        if start_on "$home" "$(cat "$home/port")"; then
            return
        fi
        sleep 1
    done
    tail -n 20 "$home/log" >&2
    return 1
}

home_of() {
    local home=${1:-${CCINGEST_TEST_POSTGRESQL_HOME:-}}
    [ -n "$home" ] || { say "which server? CCINGEST_TEST_POSTGRESQL_HOME is not set"; exit 64; }
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
        say "usage: postgresql.sh start | kill [folder] | restart [folder] | stop [folder]"
        exit 64
        ;;
esac

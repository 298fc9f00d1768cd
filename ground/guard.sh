# Stands between the supervisor and one part, in a process group of its own.
# Arguments: a nonce (so that this process can be recognised later), how to stop ("TERM:3 INT:4": signal and seconds of
# patience, one after another), then the command.
# Descriptor 3 is the supervisor: when it closes, however that came about, the part is stopped in good order, then killed.

stops=$2
shift 2

"$@" 3<&- </dev/null &
part=$!
trap '' PIPE
trap : HUP INT TERM
echo "pid $part" 2>/dev/null >&3

stop_when_left() {
  while read -r _ <&3; do :; done
  for stop in $stops; do
    kill -s "${stop%%:*}" "$part" 2>/dev/null || break
    tenths=$((${stop##*:} * 10))
    while [ "$tenths" -gt 0 ] && kill -0 "$part" 2>/dev/null; do
      sleep 0.1
      tenths=$((tenths - 1))
    done
  done
  kill -s KILL -- "-$$"
}
stop_when_left &

while kill -0 "$part" 2>/dev/null; do
  wait "$part"
  code=$?
done
echo "exit ${code:-0}" 2>/dev/null >&3
# Whatever the part has left behind goes with it.
kill -s KILL -- "-$$"

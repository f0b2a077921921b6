# example.sh HOST PORT - cat reads until the end, and says why it stopped.
exec 3<>"/dev/tcp/$1/$2" || exit        # bash makes the connection
echo ready hangup/1
if why=$(LC_ALL=C cat <&3 2>&1 >/dev/null); then why="closed end of file"; fi
case $why in
closed*)     echo "report $why" ;;
*"reset by peer"*) echo "report reset $why" ;;
*"timed out"*)     echo "report timeout $why" ;;
*)           echo "report error $why" ;;
esac
read -r quit                            # the socket stays open until then

#!/usr/bin/env bash
# run-step.sh STEP: one step of a pipeline, as a shell action of Oozie.
#
# What the workflow sets: PELEUS_COMMAND, PELEUS_PROJECT, PELEUS_ENVIRONMENT, PELEUS_DATE (a date, or all), PELEUS_MASTER.
# On stdout, which Oozie reads as properties: verdict and exit_code, nothing else.
# Exit code: 0 when the step has a verdict, which the workflow decides on; trying again at once would not change it.
# Every other end is an error, which Oozie tries again: the code of `peleus run`, 128 and more when it was killed.
set -euo pipefail
exec 3>&1 1>&2

step=${1:?run-step.sh STEP}

# The tag by which `oozie job -kill` finds what an action has started. It stands in the action's configuration alone.
tag() {
  [ -r "${OOZIE_ACTION_CONF_XML:-}" ] || return 0
  tr '\n' ' ' <"$OOZIE_ACTION_CONF_XML" |
    sed -n 's:.*<name>oozie\.child\.mapreduce\.job\.tags</name> *<value>\([A-Za-z0-9_-]*\)</value>.*:\1:p'
}

# Without Kerberos a container runs as the node's user, and not as the one who submitted the job.
export HADOOP_USER_NAME=${HADOOP_USER_NAME:-${USER:-$(id -un)}}

found=$(tag)
spark=(--master "${PELEUS_MASTER:-yarn}")
[ -z "$found" ] || spark+=(--conf "spark.yarn.tags=$found")
export PYSPARK_SUBMIT_ARGS="${spark[*]} ${PYSPARK_SUBMIT_ARGS:-pyspark-shell}"

words=(run "${PELEUS_PROJECT:?}" --environment "${PELEUS_ENVIRONMENT:?}" --from "$step" --to "$step")
[ "${PELEUS_DATE:-all}" = all ] || words+=(--date "$PELEUS_DATE")

code=0
"${PELEUS_COMMAND:-peleus}" "${words[@]}" || code=$?
case $code in
  0) verdict=done ;;
  2) verdict=refused ;;
  10) verdict=held ;;
  11) verdict=checks_failed ;;
  12) verdict=busy ;;
  *)
    echo "run-step.sh  $step ended with code $code"
    exit "$code"
    ;;
esac
printf 'verdict=%s\nexit_code=%d\n' "$verdict" "$code" >&3

# Options that are wrong, and help, are answered before anything is fetched, built or started. Read by programs that set `program`, by
# which users call them, and `setup`, the folder of this file, and have a function `fail EXIT_CODE LINE`.
# shellcheck shell=bash

nearest() { # nearest WORD CANDIDATE...: sets meant to a question in parentheses with the candidate that is nearly WORD, or to nothing
  local found
  found=$(python3 -I -c 'import difflib, sys
print(*difflib.get_close_matches(sys.argv[1], sys.argv[2:], 1))' "$@" 2>/dev/null) || true
  meant=
  [[ -z $found ]] || meant=" (did you mean '$found'?)"
}

has_form() { # has_form LABEL VALUE: whether VALUE has one of the forms that the label of an option in its help stands for
  local form number='[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?' time='([0-9]+:){0,2}[0-9]+(\.[0-9]+)?'
  local -a forms
  IFS='|' read -ra forms <<<"$1"
  for form in "${forms[@]}"; do
    case $form in
      [0-9]*..[0-9]*)
        [[ $2 =~ ^\+?([0-9]{1,9})$ ]] && ((10#${BASH_REMATCH[1]} >= ${form%..*} && 10#${BASH_REMATCH[1]} <= ${form#*..})) && return 0
        continue
        ;;
      N | PORT) form='[-+]?[0-9]+' ;;
      S | F | H | M) form=$number ;;
      P%) form='\+?(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)%' ;;
      P) form='ultrafast|superfast|veryfast|faster|fast|medium|slow|slower|veryslow' ;; # x264's presets
      T) form=$time ;;
      A-B) form="$time-($time|end)" ;;
      at=X,Y,T) form="at=$number,$number,$time" ;;
      *[![:lower:]]*) return 0 ;; # a name, a path or an address
    esac
    [[ ! ${2,,} =~ ^($form)$ ]] || return 0
  done
  return 1
}

require_inputs() { # require_inputs PATH...: ends here if one of them can be no input, whatever is in it
  local given path
  for given; do
    case $given in
      http://* | https://*)
        fail 2 "cannot read $given: inputs are files, folders and globs on this machine or on a file system that Flink knows; download it first"
        ;;
      *[*?:{[]*) continue ;; # a glob, or on another file system
    esac
    path=${given#*=} # NAME=PATH
    [[ -e $given || -e $path ]] || fail 2 "no such input: $path"
  done
}

answer_without_parts() { # answer_without_parts COMMAND [OPTION...]: ends here if that needs no Java: help, or an option that is wrong
  local name=$1 asked=$1 word text given
  shift
  [[ $name != demo ]] || name=run
  if [[ $name == bench && -f $setup/help/bench-${1:-}.txt ]]; then
    name=bench-$1
    shift
  fi
  [[ -f $setup/help/$name.txt ]] || return 0
  text=$(<"$setup/help/$name.txt")
  local -a known=() inputs=()
  local -A label=()
  for word in $text; do
    word=${word#[}
    if [[ $word =~ ^(--[a-z-]+)(=([^]]+))? ]]; then
      known+=("${BASH_REMATCH[1]}")
      [[ -z ${BASH_REMATCH[3]} ]] || label[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]}
    fi
  done
  for word; do
    [[ $word != -- ]] || return 0
    if [[ $word == --help ]]; then
      printf '%s\n' "$text"
      exit 0
    fi
  done
  while [[ $# -gt 0 && $1 != -- ]]; do
    word=${1%%=*} given=${1#*=}
    if [[ $1 != -* ]]; then
      inputs+=("$1")
    fi
    shift
    [[ $word == --* ]] || continue
    if [[ " ${known[*]} " != *" $word "* ]]; then
      nearest "$word" "${known[@]}"
      fail 2 "unknown option '$word'${meant}; '$program ${name/-/ } --help' lists the options"
    fi
    [[ -n ${label[$word]:-} ]] || continue
    if [[ $given == "$word" ]]; then
      given=${1:-}
      # The values of --input are in their turn taken like those that need no option.
      [[ $# -eq 0 || $word == --input ]] || shift
    elif [[ $word == --input ]]; then
      inputs+=("$given")
    fi
    has_form "${label[$word]}" "$given" ||
      fail 2 "$word takes ${label[$word]}, and was given: ${given:-nothing}; '$program ${name/-/ } --help' says what that means"
  done
  [[ $asked != run ]] || require_inputs "${inputs[@]}"
}

#!/bin/sh
# Looks for known bugs in old releases of Wasmtime by random generation alone, and writes what was found as Markdown:
#
#     reports/wasmtime.sh FOLDER [SECONDS] > reports/wasmtime.md
#
# The campaigns stand in FOLDER, one for each release and profile. The profiles of a release share SECONDS (1200); the
# newest release has a number of modules instead. A campaign that is there already is not run again. What stands behind
# a signature is in wasmtime-causes.txt.
folder=${1:?usage: reports/wasmtime.sh FOLDER [SECONDS]}
seconds=${2:-1200}
here=$(dirname "$0")
assay=${ASSAY:-assay}

# Name, engine, language, profiles, number of modules.
targets='
29.0.0, Cranelift|wasmtime@29.0.0|all,-exceptions,-legacy-exceptions,-custom-page-sizes,-gc|default simd memory control numeric linking traps|
29.0.0, GC|wasmtime@29.0.0|all,-exceptions,-legacy-exceptions,-custom-page-sizes|default gc|
6.0.0, Cranelift|wasmtime@6.0.0|wasm2,+multi-memory,+memory64|default simd memory control numeric linking traps|
0.40.0, Cranelift|wasmtime@0.40.0|wasm2,+multi-memory,+memory64|default simd memory control numeric linking traps|
50.0.1, Cranelift|wasmtime@50.0.1|all,-legacy-exceptions|default|200000'

# The middle one of the numbers on standard input.
median() { sort -n | awk '{ number[NR] = $1 } END { print NR ? number[int((NR + 1) / 2)] : "-" }'; }

mkdir -p "$folder" || exit 74
echo "# Known bugs of Wasmtime that random generation finds"
echo
echo 'Made by `reports/wasmtime.sh FOLDER`, which runs the campaigns and matches signatures with `wasmtime-causes.txt`.'
echo "$targets" | while IFS='|' read -r name engine features profiles count; do
    [ -n "$name" ] || continue
    place="$folder/$(echo "$name" | tr -d ',' | tr ' ' '-')"
    bound="--time $((seconds / $(echo "$profiles" | wc -w)))"
    [ -n "$count" ] && bound="--count $count"
    for profile in $profiles; do
        [ -e "$place-$profile.json" ] && continue
        "$assay" fuzz run --engine "interpreter,jit,$engine" --features "$features" --seed 2026 --profile "$profile" --jobs 1 \
            $bound --campaign "$place-$profile" --json "$place-$profile.json" --quiet < /dev/null > /dev/null
    done
    echo
    echo "## $name"
    echo
    awk -v causes="$here/wasmtime-causes.txt" '
        function text(line) { sub(/^[^:]*: "/, "", line); sub(/",?$/, "", line); return line }
        function number(line) { sub(/^[^:]*: /, "", line); sub(/,$/, "", line); return line + 0 }
        BEGIN {
            while ((getline line < causes) > 0) {
                if (line ~ /^#/ || line == "") continue
                split(line, column, / \| /)
                count++
                pattern[count] = column[1]; what[count] = column[2]; since[count] = column[3]; said[count] = column[4]
                row[count] = (column[2] in first) ? first[column[2]] : first[column[2]] = count
            }
        }
        /^  "modules":/ { modules += number($0) }
        /^  "calls":/ { calls += number($0) }
        /^  "comparableCalls":/ { compared += number($0) }
        /^  "seconds":/ { time += number($0) }
        /^      "signature":/ { signature = text($0); signatures++ }
        /^      "count":/ { found[signature] += number($0) }
        END {
            printf "%d modules in %d s, %.1f %% of %d calls compared.\n\n", modules, time, 100 * compared / (calls ? calls : 1), calls
            for (signature in found) {
                cause = 0
                for (n = 1; n <= count && !cause; n++) if (signature ~ pattern[n]) cause = row[n]
                buckets[cause]++
                hits[cause] += found[signature]
                if (!cause) open = open sprintf("| `%s` | %d |\n", signature, found[signature])
            }
            if (!signatures) { print "Nothing differed."; exit }
            print "| what is wrong | buckets | modules | right since | said in |"
            print "|---|---:|---:|---|---|"
            for (n = 1; n <= count; n++)
                if (buckets[n]) printf "| %s | %d | %d | %s | %s |\n", what[n], buckets[n], hits[n], since[n], said[n]
            if (open != "") printf "\nNot matched to anything that was published:\n\n| signature | modules |\n|---|---:|\n%s", open
        }' "$place"-*.json
    sizes=$(for module in "$place"-*/buckets/*/module.wasm; do [ -e "$module" ] && echo $(($(wc -c < "$module") - 8)); done)
    [ -z "$sizes" ] || printf '\nReproducers: %s; in the middle %s bytes beyond the header, after %s runs of the predicate.\n' \
        "$(echo "$sizes" | wc -l)" "$(echo "$sizes" | median)" \
        "$(sed -n 's/^ *"predicateRuns": \([0-9]*\).*/\1/p' "$place"-*/buckets/*/record.json | median)"
done
cat "$here/wasmtime-notes.md"

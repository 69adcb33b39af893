"""AG004: anchors, aliases, tags and merge keys, which the format does without."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG004",
    severity="error",
    title="anchors, aliases, tags and merge keys, which the format does without",
    why=(
        "A file is read by people who check one requirement at a time; what is written "
        "elsewhere and pulled in cannot be checked there. Aliases can also blow up a small "
        "file into gigabytes."
    ),
    remedy="Write the text out where it belongs.",
)

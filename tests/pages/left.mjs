// Pages on which something is still found, and what: it is said, and fails no test. Take a
// page out when it is mended.
export const LEFT = {
    people: "jobs of the demo have names that are translated elsewhere",
    backtests: "a list, wider than a phone, instead of cards",
    "policy-differences": "each language of a text has its own difference, named in it",
    "service-board": "asks for its figures before it shows itself",
    "service-months": "a list, wider than a phone, instead of cards; opens nothing",
    "service-targets": "a list, wider than a phone, instead of cards",
    policy: "words of the flow chart",
    "promise-kinds": "codes, which are English words, beside their names",
    rule: "words of the draft that have no Chinese yet",
};

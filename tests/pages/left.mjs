// Pages on which something is still found, and what: it is said, and fails no test. Take a
// page out when it is mended.
export const LEFT = {
    policy: "grey of small print, an order of headings, words of the flow chart",
    "promise-kinds": "codes, which are English words, beside their names",
    rule: "words of the draft that have no Chinese yet, grey of the preview",
};

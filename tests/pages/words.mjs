// Words that do not belong on a page in a language: read from the translations.
import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

const ADDONS = fileURLToPath(new URL("../../addons/", import.meta.url));
const LANGUAGES = ["zh_CN", "zh_TW"];

/** The [source, translation] pairs of a file of translations. */
function pairs(file) {
    const unquote = (lines) =>
        lines
            .match(/"(?:[^"\\]|\\.)*"/g)
            .map((quoted) => JSON.parse(quoted))
            .join("");
    const found = readFileSync(file, "utf8").matchAll(
        /^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm
    );
    return [...found].map(([, source, target]) => [unquote(source), unquote(target)]);
}

function load(language) {
    return readdirSync(ADDONS)
        .map((addon) => path.join(ADDONS, addon, "i18n", `${language}.po`))
        .filter((file) => existsSync(file))
        .flatMap(pairs)
        .filter(([source, target]) => source && target && source !== target);
}

const KNOWN = Object.fromEntries(
    LANGUAGES.map((language) => [language, load(language)])
);

/** Those of the texts that our translations have in another language. */
export function foreign(texts, language) {
    const own = new Set(
        language === "en_US"
            ? KNOWN.zh_CN.map(([source]) => source)
            : KNOWN[language].map(([, target]) => target)
    );
    const others = new Set(
        LANGUAGES.flatMap((other) =>
            KNOWN[other].flatMap(([source, target]) => [
                ...(language === "en_US" ? [] : [source]),
                ...(other === language ? [] : [target]),
            ])
        )
    );
    return texts.filter(
        (text) => text.length > 1 && others.has(text) && !own.has(text)
    );
}

/** Latin words on a Chinese page that are no data: for the eye to judge. */
export function latin(texts, language, data) {
    if (language === "en_US") {
        return [];
    }
    return texts.filter(
        (text) =>
            /[A-Za-z]{4,}/.test(text) &&
            !/@|https?:|^fa-/.test(text) &&
            !data.includes(text)
    );
}

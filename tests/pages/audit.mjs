// Looks at pages of a running demo system as a person's eye, finger, wheel, keyboard and
// screen reader would, and says what a person would trip over:
//
//     setup/tool node tests/pages/audit.mjs http://127.0.0.1:8069 [name ...]
//         [--sizes phone,low,desk] [--languages en_US,zh_CN,zh_TW] [--out FOLDER]
//         [--short | --turn N | --once] [--eye]
//
// The pages are in service.mjs, people.mjs and customers.mjs. `--short`: each page in one size and one
// language. `--turn`: a third of these, others with each number, as the tests do. `--once`: without tasks and states. `--out`: a
// picture of each visit. `--eye`: also Latin words on Chinese pages that may be data.
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {parseArgs} from "node:util";
import * as checks from "./checks.mjs";
import {CUSTOMERS} from "./customers.mjs";
import {LEFT} from "./left.mjs";
import {PEOPLE} from "./people.mjs";
import {SERVICE} from "./service.mjs";
import {STATES} from "./states.mjs";
import {
    ask,
    call,
    launch,
    logIn,
    openBrowser,
    openWindow,
    press,
    scrollOn,
    settle,
    SIZES,
} from "./visitor.mjs";
import {foreign, latin} from "./words.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
/** What is ours on pages that Odoo's views make. */
const OWN = "o_service_ o_deadline_ o_attendance_ o_my_attendance o_hr_ o_checklist"
    .split(" ")
    .map((part) => `[class^="${part}"], [class*=" ${part}"]`)
    .join()
    // Not all that Odoo puts into a form of ours, nor what begins as ours in its own.
    .replaceAll(
        "]",
        "]:not(.o_form_view, .o_view_controller, [class*=o_hr_leave], [class*=o_hr_holidays])"
    );
const READY =
    ".o_action_manager .o_view_controller .o_content, .o_action_manager .o_form_view";
/** So many presses of Tab lead to the first action at the most. */
const TABS = 60;
const CLICKS = 3;
const TABS_AT_ONCE = 2;
/** Milliseconds for a visit that takes some seconds when nothing else runs. */
const VISIT = 300000;

const {values: options, positionals} = parseArgs({
    allowPositionals: true,
    options: {
        sizes: {type: "string", default: Object.keys(SIZES).join()},
        languages: {type: "string", default: "en_US,zh_CN,zh_TW"},
        out: {type: "string"},
        short: {type: "boolean"},
        turn: {type: "string"},
        once: {type: "boolean"},
        eye: {type: "boolean"},
        names: {type: "boolean"},
    },
});
const [ADDRESS, ...NAMES] = positionals;
const TURN = Number(options.turn ?? 0);
const PARTS = 3;
const isShort = options.short || options.turn !== undefined;
const PAGES = [...SERVICE, ...PEOPLE, ...CUSTOMERS].map((page) => ({
    ready: READY,
    own: OWN,
    tasks: {},
    ...page,
}));

/** All visits, those of one log-in together, and of these one language and size. */
function visits() {
    const sizes = options.sizes.split(",");
    const languages = options.languages.split(",");
    const looks = languages.flatMap((language) =>
        sizes.map((size) => ({language, size}))
    );
    // Steps of seven meet each size with each language, in each third, too.
    const lookOf = (index) => {
        const step = Math.floor(index / PARTS) * 7 + (index % PARTS);
        return looks[(step + Math.floor(TURN / PARTS)) % looks.length];
    };
    const found = PAGES.map((page, index) => ({page, index}))
        .filter(({page}) => !NAMES.length || NAMES.includes(page.name))
        .filter(({index}) => !options.turn || index % PARTS === TURN % PARTS)
        .flatMap(({page, index}) =>
            (isShort ? [lookOf(index)] : looks).map((look) => ({page, ...look}))
        );
    const logins = {};
    for (const one of found) {
        const groups = (logins[one.page.login] ??= {});
        (groups[`${one.language} ${one.size}`] ??= []).push(one);
    }
    // Who has most to look at begins, so that nobody is waited for in the end.
    return Object.entries(logins)
        .map(([login, groups]) => [login, Object.values(groups)])
        .sort(([, one], [, other]) => other.flat().length - one.flat().length);
}

async function addressOf(tab, page) {
    if (!page.open) {
        return page.url;
    }
    const [model, domain] = page.open;
    const [id] = await call(tab, model, "search", [domain], {limit: 1});
    if (!id) {
        throw new Error(`there is no ${model} with ${JSON.stringify(domain)}`);
    }
    return page.url.replace("%", id);
}

async function go(tab, page, address) {
    await tab.goto(ADDRESS + address);
    await settle(tab, page.ready);
    for (const selector of page.steps ?? []) {
        await press(tab, selector);
        await settle(tab, page.then ?? "body");
    }
}

/** What is still found after a while: a page that is on its way is not wrong. */
async function patiently(tab, look) {
    let found = await look();
    for (let turn = 0; turn < 6 && found.length; turn++) {
        await tab.waitForTimeout(500);
        found = await look();
    }
    return found;
}

async function reach(tab) {
    const first = await tab.evaluate(checks.below);
    let left = first;
    for (let turn = 0; turn < 40 && left.length; turn++) {
        await scrollOn(tab);
        left = await tab.evaluate(checks.below);
    }
    return left.length
        ? [
              `out of reach: ${left.length} of ${first.length}: ${left.slice(0, 3).join(" · ")}`,
          ]
        : [];
}

/** By the keyboard from the top of the page to what one does first there. */
async function keyboard(tab, {first}) {
    await tab.evaluate(() => {
        // Whoever opens a dialog is in it.
        if (!document.querySelector(".modal")) {
            document.body.tabIndex = -1;
            document.body.focus();
        }
    });
    let searched = false;
    for (let turn = 0; turn < TABS; turn++) {
        const here = (selector) => {
            const active = document.activeElement;
            return Boolean(active?.matches(selector) || active?.closest(selector));
        };
        if (await tab.evaluate(here, first)) {
            return [];
        }
        const searches = await tab.evaluate(() =>
            Boolean(document.activeElement?.matches(".o_searchview_input"))
        );
        // From the search of Odoo's lists this key leads to what was found.
        await tab.keyboard.press(searches && !searched ? "ArrowDown" : "Tab");
        searched = searches;
    }
    return [`keyboard: ${first} is not reached by ${TABS} tabs`];
}

async function doTasks(tab, page, address) {
    const problems = [];
    for (const [task, steps] of Object.entries(page.tasks)) {
        if (steps.length - 1 > CLICKS) {
            problems.push(`task "${task}": ${steps.length - 1} clicks`);
        }
        try {
            await go(tab, page, address);
            for (const selector of steps.slice(0, -1)) {
                await press(tab, selector);
                await tab.waitForTimeout(600);
            }
            await tab.waitForSelector(steps.at(-1), {timeout: 30000});
        } catch (error) {
            problems.push(`task "${task}": ${error.message.split("\n")[0]}`);
        }
    }
    return problems;
}

/** What one comes for, and what the page says while it waits or fails. */
async function livePage(tab, page, address, {language, phone}) {
    const problems = language === "en_US" ? await doTasks(tab, page, address) : [];
    if (!phone || page.portal) {
        return problems;
    }
    for (const [state, look] of Object.entries(STATES)) {
        problems.push(...(await look(tab, ADDRESS + address, page)));
        if (options.out) {
            const picture = `${options.out}/${page.name}-${state}-${language}.png`;
            await tab.screenshot({path: picture});
        }
        await tab.unrouteAll({behavior: "ignoreErrors"});
    }
    return problems;
}

/** One page in one size and language; returns what is wrong. */
async function visit(tab, {page, language, size}) {
    const errors = [];
    const data = [];
    const note = (message) => {
        // Letters name the address of the day on which they were written.
        const {url} = message.location();
        if (message.type() === "error" && (!url || url.startsWith(ADDRESS))) {
            errors.push(`${message.text()} ${url}`);
        }
    };
    const fail = (error) => errors.push(String(error));
    const hear = async (response) => {
        if (/json/.test(response.headers()["content-type"])) {
            // Odoo answers an error as if all were well.
            const {error} = await response.json().catch(() => ({}));
            if (error) {
                errors.push(`${response.url()}: ${error.data?.message}`);
            }
        }
        if (/call_kw\/.*(read|search|get_|onchange)/.test(response.url())) {
            data.push(await response.text().catch(() => ""));
        }
    };
    tab.on("console", note).on("pageerror", fail).on("response", hear);
    const phone = size === "phone";
    const {own, first, wide, name, theirs = []} = page;
    const address = await addressOf(tab, page);
    await go(tab, page, address);
    if (options.out) {
        await tab.screenshot({path: `${options.out}/${name}-${size}-${language}.png`});
    }
    const problems = await patiently(tab, async () => {
        const found = await tab.evaluate(checks.look, {own, phone, wide});
        if (first) {
            const hit = await tab.evaluate(checks.firstAction, {first, own, phone});
            found.push(...hit);
        }
        const texts = await tab.evaluate(checks.texts);
        const strange = foreign(texts, language).filter(
            (word) => !theirs.includes(word)
        );
        if (strange.length) {
            found.push(`foreign: ${strange.slice(0, 8).join(" · ")}`);
        }
        return found;
    });
    if (first && !phone) {
        problems.push(...(await patiently(tab, () => keyboard(tab, page))));
    }
    const texts = await tab.evaluate(checks.texts);
    const heard = data.join("");
    const known = {
        includes: (text) => heard.includes(JSON.stringify(text).slice(1, -1)),
    };
    const maybe = options.eye ? latin(texts, language, known) : [];
    if (maybe.length) {
        console.log(
            `  to be seen, ${name} [${size} ${language}]: ${maybe.join(" · ")}`
        );
    }
    await tab.evaluate(AXE);
    const listen = () => tab.evaluate(checks.listen, {own});
    problems.push(...(await patiently(tab, listen)));
    problems.push(...(await reach(tab)));
    if (options.out) {
        await tab.screenshot({
            path: `${options.out}/${name}-${size}-${language}-end.png`,
        });
    }
    problems.push(...errors.map((error) => `error: ${error.slice(0, 160)}`));
    tab.off("console", note).off("pageerror", fail).off("response", hear);
    if (!isShort && !options.once) {
        problems.push(...(await livePage(tab, page, address, {language, phone})));
    }
    return problems;
}

/** The same; a page that does not answer keeps nobody waiting for ever. */
function visitInTime(tab, one) {
    let clock;
    const late = new Promise((_resolve, reject) => {
        clock = setTimeout(() => reject(new Error("no answer")), VISIT);
    });
    return Promise.race([visit(tab, one), late]).finally(() => clearTimeout(clock));
}

/** The language of a user's pages; of a customer's, a cookie is enough. */
async function choose(tab, language) {
    const {uid} = await ask(tab, "/web/session/get_session_info", {});
    await call(tab, "res.users", "write", [[uid], {lang: language}]);
}

/** What one user sees; returns how much is wrong in how many visits. */
async function follow(browser, login, groups) {
    // Nobody gets another's browser: an answer that comes late would log out.
    const kinds = {};
    const cookies = await logIn(browser, ADDRESS, login);
    let [count, wrong] = [0, 0];
    for (const group of groups) {
        const [{page, language, size}] = group;
        const kind = size === "phone" ? "phone" : "desk";
        kinds[kind] ??= await openBrowser(browser, ADDRESS, kind, cookies);
        const tab = await openWindow(kinds[kind], ADDRESS, size, language);
        if (!page.portal) {
            await choose(tab, language);
        }
        for (const one of group) {
            const start = Date.now();
            const problems = await visitInTime(tab, one).catch((error) => [
                `not to be looked at: ${error.message.split("\n")[0]}`,
            ]);
            count += 1;
            const isLeft = one.page.name in LEFT;
            wrong += isLeft ? 0 : problems.length;
            const mark = isLeft ? "○" : problems.length ? "✗" : "✓";
            const time = ((Date.now() - start) / 1000).toFixed(1);
            const lines = [
                `${mark} ${one.page.name} [${size} ${language}] ${time} s`,
                ...problems,
            ];
            console.log(lines.join("\n    "));
        }
        await tab.close();
    }
    for (const context of Object.values(kinds)) {
        await context.close();
    }
    return [count, wrong];
}

async function main() {
    if (options.names) {
        console.log(JSON.stringify(PAGES.map(({name, url}) => [name, url])));
        return 0;
    }
    if (options.out) {
        mkdirSync(options.out, {recursive: true});
    }
    const browser = await launch();
    const waiting = visits();
    let [count, wrong] = [0, 0];
    const work = async () => {
        while (waiting.length) {
            const [visited, found] = await follow(browser, ...waiting.shift());
            count += visited;
            wrong += found;
        }
    };
    await Promise.all(Array.from({length: TABS_AT_ONCE}, work));
    await browser.close();
    console.log(`${count} visits, ${wrong} problems`);
    return wrong ? 1 : 0;
}

process.exit(await main());

// What it costs to open pages: all queries of all requests, pictures among them, as the
// server's log counts them. Prints {address: queries} as JSON.
//
//     setup/tool node tests/pages/costs.mjs http://127.0.0.1:8069 LOG [log-in:/odoo/page ...]
import {readFileSync, statSync} from "node:fs";
import {launch, logIn, openBrowser, openWindow, settle} from "./visitor.mjs";

const [ADDRESS, LOG, ...PAGES] = process.argv.slice(2);
/** A request in the log: its answer, how many queries, and seconds. */
const REQUEST = /"(?:GET|POST) \S+ HTTP[^"]*" \d+ - (\d+) \d/g;

/** Opens a page in a browser that has kept nothing; returns the queries. */
async function open(browser, cookies, url) {
    const context = await openBrowser(browser, ADDRESS, "desk", cookies);
    const tab = await openWindow(context, ADDRESS, "desk", "en_US");
    const start = statSync(LOG).size;
    await tab.goto(ADDRESS + url);
    await settle(tab, ".o_list_view");
    await context.close();
    const text = readFileSync(LOG).subarray(start).toString();
    return [...text.matchAll(REQUEST)].reduce(
        (sum, [, count]) => sum + Number(count),
        0
    );
}

const browser = await launch();
const found = {};
for (const page of PAGES) {
    const [login, url] = page.split(":");
    const cookies = await logIn(browser, ADDRESS, login);
    await open(browser, cookies, url); // the server keeps the views and the files
    found[url] = await open(browser, cookies, url);
}
await browser.close();
console.log(JSON.stringify(found));

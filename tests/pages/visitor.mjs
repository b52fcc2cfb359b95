// A person at a page: logs in, looks, scrolls with a finger or a wheel, presses what is
// within reach. No script scrolls and no script clicks.
import {createRequire} from "node:module";

// Found through NODE_PATH, which only require() follows.
const {chromium} = createRequire(import.meta.url)("playwright-core");

export const SIZES = {
    phone: {width: 390, height: 844, touch: true},
    low: {width: 1366, height: 600},
    desk: {width: 1440, height: 900},
};

export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
}

/** So long is waited for what comes in a second when nothing else runs. */
const PATIENCE = 180000;
/** Nothing has come for so long: the page stands. */
const QUIET = 350;
/** What comes to an end, and is said to have: not what a worker waits for. */
const ENDS = new Set([
    "document",
    "fetch",
    "font",
    "image",
    "script",
    "stylesheet",
    "xhr",
]);
const WORKER = /worker/;
/** What a page has asked for, {under way, in all}. */
const traffic = new WeakMap();

/** Asks the server for data, as the user of a page. */
export async function ask(page, path, params) {
    const options = {data: {params}, timeout: PATIENCE};
    const response = await page.context().request.post(path, options);
    const {error, result} = await response.json();
    if (error) {
        throw new Error(`${path}: ${error.data.message}`);
    }
    return result;
}

/** Calls a method as the user of a page does. */
export function call(page, model, method, args, kwargs = {}) {
    return ask(page, "/web/dataset/call_kw", {model, method, args, kwargs});
}

/** Logs in; returns the cookies. The password is the log-in's name, as in the demo. */
export async function logIn(browser, address, login) {
    const context = await browser.newContext({baseURL: address});
    // Odoo takes over the zone in which somebody is seen first.
    await context.addCookies([{name: "tz", value: "Asia/Shanghai", url: address}]);
    const {request} = context;
    const form = await request.get("/web/login", {timeout: PATIENCE});
    const [, token] = (await form.text()).match(/name="csrf_token" value="(\w+)"/);
    const answer = await request.post("/web/login", {
        form: {csrf_token: token, login, password: login},
        maxRedirects: 0,
        timeout: PATIENCE,
    });
    if (answer.status() !== 303) {
        throw new Error(`${login} cannot log in: ${answer.status()}`);
    }
    const cookies = await context.cookies();
    await context.close();
    return cookies;
}

/** Opens somebody's browser, touched or not, which keeps the files that it has read. */
export async function openBrowser(browser, address, sizeName, cookies) {
    const {touch, ...viewport} = SIZES[sizeName];
    const context = await browser.newContext({
        baseURL: address,
        viewport,
        hasTouch: Boolean(touch),
        isMobile: Boolean(touch),
        timezoneId: "Asia/Shanghai",
    });
    await context.addCookies(cookies);
    return context;
}

/** Opens a window of a size in it, in a language. */
export async function openWindow(context, address, sizeName, language) {
    const {width, height} = SIZES[sizeName];
    await context.addCookies([{name: "frontend_lang", value: language, url: address}]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewportSize({width, height});
    // What was kept of another language.
    const client = await context.newCDPSession(page);
    const kinds = "local_storage,indexeddb";
    await client.send("Storage.clearDataForOrigin", {
        origin: address,
        storageTypes: kinds,
    });
    await client.detach();
    const seen = {pending: new Set(), count: 0};
    const over = (request) => seen.pending.delete(request);
    traffic.set(page, seen);
    page.on("request", (request) => {
        if (ENDS.has(request.resourceType()) && !WORKER.test(request.url())) {
            seen.count += 1;
            seen.pending.add(request);
        }
    });
    page.on("requestfinished", over).on("requestfailed", over);
    return page;
}

/** Moves the page up by most of its height, as a finger or a wheel does. */
export async function scrollOn(page, direction = 1) {
    const {width, height} = page.viewportSize();
    const isPhone = width < 500;
    if (!isPhone) {
        await page.mouse.move(width / 2, height * 0.6);
        await page.mouse.wheel(0, direction * height * 0.8);
        return page.waitForTimeout(120);
    }
    const [from, to] = direction > 0 ? [0.8, 0.2] : [0.35, 0.9];
    const at = (part) => ({x: width / 2, y: height * part});
    await swipe(page, at(from), at(to));
    return page.waitForTimeout(150);
}

/** Moves what lies at some height to the side, such as tabs that are wider than it. */
async function scrollAside(page, y, direction) {
    const {width} = page.viewportSize();
    if (width < 500) {
        const at = (part) => ({x: width * part, y});
        await swipe(page, at(0.5 + 0.3 * direction), at(0.5 - 0.3 * direction));
    } else {
        await page.mouse.move(width / 2, y);
        await page.mouse.wheel(direction * width * 0.5, 0);
    }
    return page.waitForTimeout(150);
}

async function swipe(page, from, to) {
    const client = await page.context().newCDPSession(page);
    const touch = (type, ...touchPoints) =>
        client.send("Input.dispatchTouchEvent", {type, touchPoints});
    await touch("touchStart", from);
    for (let step = 1; step <= 10; step++) {
        const part = step / 10;
        await touch("touchMove", {
            x: from.x + (to.x - from.x) * part,
            y: from.y + (to.y - from.y) * part,
        });
    }
    await touch("touchEnd");
    await client.detach();
}

/** Presses the first of what a selector finds, after it was brought into sight. */
export async function press(page, selector) {
    const target = page.locator(selector).filter({visible: true}).first();
    await target.waitFor();
    for (let turn = 0; turn < 20; turn++) {
        const box = await target.boundingBox();
        const {width, height} = page.viewportSize();
        const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 24)];
        if (x > 0 && x < width && y > 0 && y < height) {
            const free = await target.evaluate(
                (element, [left, top]) => {
                    const hit = document.elementFromPoint(left, top);
                    return element.contains(hit) || hit?.contains(element);
                },
                [x, y]
            );
            if (free) {
                return width < 500
                    ? page.touchscreen.tap(x, y)
                    : page.mouse.click(x, y);
            }
        }
        if (y > 0 && y < height && !(x > 0 && x < width)) {
            await scrollAside(page, y, x < 0 ? -1 : 1);
        } else {
            await scrollOn(page, y < height / 2 ? -1 : 1);
        }
    }
    throw new Error(`${selector} cannot be pressed: out of reach or covered`);
}

/** Waits until a page is there and has asked for nothing and got nothing for a moment. */
export async function settle(page, ready) {
    await page.waitForSelector(`${ready}, .o_error_dialog`);
    const failed = page.locator(".o_error_dialog").filter({visible: true});
    if (await failed.count()) {
        throw new Error((await failed.first().innerText()).replace(/\s+/g, " "));
    }
    const seen = traffic.get(page);
    // A page out of sight is not drawn.
    const drawn = () =>
        new Promise((resolve) => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
            setTimeout(resolve, 500);
        });
    const end = Date.now() + 30000;
    for (let [since, count] = [Date.now(), -1]; Date.now() < end;) {
        // A page that goes on to another one draws nothing.
        await page.evaluate(drawn).catch(() => undefined);
        if (seen.pending.size || seen.count !== count) {
            [since, count] = [Date.now(), seen.count];
        } else if (Date.now() - since > QUIET) {
            return;
        }
        await page.waitForTimeout(40);
    }
}

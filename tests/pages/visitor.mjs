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

/** Calls a method as the user of a page does. */
export async function call(page, model, method, args, kwargs = {}) {
    const ask = async (params) => {
        const response = await fetch("/web/dataset/call_kw", {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({params}),
        });
        return response.json();
    };
    const answer = await page.evaluate(ask, {model, method, args, kwargs});
    if (answer.error) {
        throw new Error(`${model}.${method}: ${answer.error.data.message}`);
    }
    return answer.result;
}

/** Logs in; returns the cookies. The password is the log-in's name, as in the demo. */
export async function logIn(browser, address, login) {
    // Odoo takes over the zone in which somebody is seen first.
    const context = await browser.newContext({timezoneId: "Asia/Shanghai"});
    const page = await context.newPage();
    page.setDefaultTimeout(120000);
    await page.goto(`${address}/web/login`);
    await page.fill("#login", login);
    await page.fill("#password", login);
    await page.press("#password", "Enter");
    await page.waitForURL(/\/(odoo|my)/);
    const cookies = await context.cookies();
    await context.close();
    return cookies;
}

/** Opens a window of a size, with somebody's cookies, in a language. */
export async function openWindow(browser, address, cookies, sizeName, language) {
    const size = SIZES[sizeName];
    const context = await browser.newContext({
        viewport: {width: size.width, height: size.height},
        hasTouch: Boolean(size.touch),
        isMobile: Boolean(size.touch),
        locale: language.replace("_", "-"),
        timezoneId: "Asia/Shanghai",
    });
    const chosen = {name: "frontend_lang", value: language, url: address};
    await context.addCookies([
        ...cookies.filter((c) => c.name !== chosen.name),
        chosen,
    ]);
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
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
    const client = await page.context().newCDPSession(page);
    const touch = (type, y) =>
        client.send("Input.dispatchTouchEvent", {
            type,
            touchPoints: y === undefined ? [] : [{x: width / 2, y}],
        });
    const [from, to] = direction > 0 ? [0.8, 0.2] : [0.35, 0.9];
    await touch("touchStart", height * from);
    for (let step = 1; step <= 10; step++) {
        await touch("touchMove", height * (from + ((to - from) * step) / 10));
    }
    await touch("touchEnd");
    await client.detach();
    return page.waitForTimeout(150);
}

/** Presses the first of what a selector finds, after it was brought into sight. */
export async function press(page, selector) {
    const target = page.locator(selector).filter({visible: true}).first();
    await target.waitFor({timeout: 15000});
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
        await scrollOn(page, y < height / 2 ? -1 : 1);
    }
    throw new Error(`${selector} cannot be pressed: out of reach or covered`);
}

/** Waits until nothing has come from the server for a moment. */
export async function settle(page, ready) {
    await page.waitForSelector(ready, {timeout: 45000});
    const quiet = () =>
        new Promise((resolve) => {
            let [seen, since] = [-1, performance.now()];
            const end = since + 8000;
            const look = () => {
                const now = performance.now();
                const count = performance.getEntriesByType("resource").length;
                if (count !== seen) {
                    [seen, since] = [count, now];
                }
                if (now - since > 350 || now > end) {
                    resolve();
                } else {
                    setTimeout(look, 50);
                }
            };
            look();
        });
    await page.evaluate(quiet);
}

// What is looked at on a page. Each function runs in the page itself.

/** What is wrong at first sight: sizes, edges, cut words. */
export function look({own, phone, wide}) {
    const root = document.querySelector(".o_action_manager, main") ?? document.body;
    const seen = [];
    const words = (el) =>
        (el.innerText || el.value || el.getAttribute("aria-label") || el.title || "")
            .trim()
            .replace(/\s+/g, " ")
            .slice(0, 50);
    for (const el of document.querySelectorAll(
        ".o_action_manager *, main *, .modal *"
    )) {
        const box = el.getBoundingClientRect();
        const style = getComputedStyle(el);
        const shown = el.checkVisibility({
            visibilityProperty: true,
            opacityProperty: true,
        });
        if (
            !box.width ||
            !box.height ||
            !shown ||
            el.closest(".visually-hidden, .sr-only")
        ) {
            continue;
        }
        const acts = el.matches("button,a,input,select,textarea,[role=button]");
        if (!el.children.length || acts) {
            seen.push({el, box, style, acts});
        }
    }
    const name = ({el, box}) =>
        `<${el.tagName.toLowerCase()}${[...el.classList]
            .slice(0, 3)
            .map((c) => `.${c}`)
            .join("")}>` +
        ` "${words(el)}" ${Math.round(box.width)}x${Math.round(box.height)}`;
    const isOurs = ({el}) => el.closest(own);
    const sidewaysScroller = (el) => {
        for (let a = el; a && a !== document.body; a = a.parentElement) {
            const {overflowX} = getComputedStyle(a);
            if (
                ["auto", "scroll"].includes(overflowX) &&
                a.scrollWidth > a.clientWidth + 1
            ) {
                return a;
            }
        }
        return null;
    };
    const problems = [];
    const say = (kind, list) => {
        if (list.length) {
            problems.push(
                `${kind} (${list.length}): ${[...new Set(list)].slice(0, 5).join(" · ")}`
            );
        }
    };
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth + 1) {
        problems.push(`sideways: the page is ${width} px wide`);
    }
    const right = seen.filter(({el, box}) => box.left >= innerWidth && words(el));
    say("beyond the edge", right.filter(({el}) => !sidewaysScroller(el)).map(name));
    // Columns of cards are turned like pages, and so are tabs.
    const turned = ({el}) =>
        el.closest(
            ".o_kanban_grouped, .o-mail-Chatter, .settings_tab, .o_notebook_headers"
        );
    if (phone && !wide) {
        say(
            "in a sideways scroller",
            right.filter((one) => sidewaysScroller(one.el) && !turned(one)).map(name)
        );
    }
    // A box is ticked anywhere around it.
    const reachOf = (el, box) => {
        const around = el.type === "checkbox" && el.closest(".o-checkbox, label");
        const area = around ? around.getBoundingClientRect() : box;
        return [area.width, area.height];
    };
    if (phone) {
        say(
            "small target",
            seen
                .filter(
                    ({el, box}) =>
                        isOurs({el}) &&
                        el.matches(
                            "button, a.btn, [role=button], input[type=checkbox], select, summary"
                        ) &&
                        Math.min(...reachOf(el, box)) < 39.5
                )
                .map(name)
        );
    }
    say(
        "cut",
        seen
            .filter(
                ({el, style}) =>
                    words(el) &&
                    el.clientWidth > 1 && // what only a screen reader reads
                    !el.matches("input, textarea, select, .fa, .oi") &&
                    // Odoo's lists and calendars say the whole under the mouse, which
                    // a phone has not, and its samples, other ones each time, are no
                    // content
                    !el.closest(
                        ".fc-event, .o_column_title, .o_breadcrumb, .o_view_sample_data .o_data_row"
                    ) &&
                    (phone || !el.closest("[data-tooltip], [data-tooltip-template]")) &&
                    el.scrollWidth > el.clientWidth + 1 &&
                    ["hidden", "clip"].includes(style.overflowX)
            )
            .map(name)
    );
    // A word that lacks a part of a pixel ends in dots, too, which whole ones hide.
    const isShortened = ({el, box, style}) => {
        if (style.textOverflow !== "ellipsis" || style.overflowX === "visible") {
            return false;
        }
        const range = document.createRange();
        range.selectNodeContents(el);
        const room =
            box.width -
            ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"]
                .map((side) => parseFloat(style[side]))
                .reduce((sum, part) => sum + part, 0);
        return range.getBoundingClientRect().width > room + 0.05;
    };
    say(
        "shortened",
        seen
            .filter(
                (one) =>
                    one.el.matches(".badge") &&
                    !one.el.closest(".o_view_sample_data .o_data_row") &&
                    isShortened(one)
            )
            .map(name)
    );
    const leaves = [...root.querySelectorAll("*")].filter(
        (el) => !el.children.length && el.checkVisibility({visibilityProperty: true})
    );
    say(
        "without any width",
        leaves
            .filter((el) => el.textContent.trim() && el.getClientRects().length)
            .filter(
                (el) =>
                    !el.getBoundingClientRect().width &&
                    ["hidden", "clip"].includes(getComputedStyle(el).overflowX)
            )
            .map((el) => el.textContent.trim().slice(0, 50))
    );
    const isTornOff = (sign) => {
        const next = sign.nextElementSibling;
        const isRow = /flex|grid/.test(getComputedStyle(sign.parentElement).display);
        const end = sign.getBoundingClientRect().bottom;
        return (
            next?.innerText?.trim() && !isRow && next.getBoundingClientRect().top >= end
        );
    };
    say(
        "a sign in a line of its own, before",
        leaves
            .filter((el) => el.matches(".o_kanban_record .fa") && isTornOff(el))
            .map((el) => el.nextElementSibling.innerText.trim().slice(0, 50))
    );
    // Odoo groups by such words; what is ours says 2026年11月.
    say(
        "a date in another order",
        leaves
            .filter((el) => /[一二三四五六七八九十]月 ?\d{4}/.test(el.textContent))
            .filter(
                (el) =>
                    !el.closest(
                        ".o_pivot, .o_group_header, .o_column_title, .o_searchview, .o_calendar_view"
                    )
            )
            .map((el) => el.textContent.trim().slice(0, 50))
    );
    const broken = [...root.querySelectorAll("img")].filter(
        (img) => img.complete && !img.naturalWidth
    );
    say(
        "no picture",
        broken.map((img) => img.getAttribute("src"))
    );
    return problems;
}

/** What is below the lower edge of the window. */
export function below() {
    const root =
        [...document.querySelectorAll(".modal .modal-content")].at(-1) ??
        document.querySelector(".o_action_manager > .o_action, main") ??
        document.body;
    const isInSight = (el) => {
        // Columns of cards are turned like pages, and read when they are there.
        const page = el.closest(".o_kanban_group") ?? el;
        const {left, width} = page.getBoundingClientRect();
        return left + width < innerWidth + 1;
    };
    return [...root.querySelectorAll("*")]
        .filter(
            (el) =>
                !el.childElementCount &&
                el.textContent.trim() &&
                !el.closest(".o_calendar_sidebar, .o-mail-Form-chatter.o-aside") && // with a wheel of their own
                el.checkVisibility({visibilityProperty: true}) &&
                el.getBoundingClientRect().top >= innerHeight &&
                isInSight(el)
        )
        .map((el) => el.textContent.trim().slice(0, 40));
}

/** Whether the first action is in sight, and can be hit. */
export function firstAction({first, own, phone}) {
    const found = [...document.querySelectorAll(first)].filter((el) =>
        el.checkVisibility({visibilityProperty: true})
    );
    if (!found.length) {
        return [`first action: there is no ${first}`];
    }
    const box = found[0].getBoundingClientRect();
    if (
        box.top < 0 ||
        box.bottom > innerHeight ||
        box.left < 0 ||
        box.right > innerWidth + 1
    ) {
        return [
            `first action: ${first} is out of sight at ${Math.round(box.left)}, ${Math.round(box.top)}`,
        ];
    }
    const hit = document.elementFromPoint(
        box.left + box.width / 2,
        box.top + box.height / 2
    );
    if (!found[0].contains(hit) && !hit?.contains(found[0])) {
        return [
            `first action: ${first} is covered by <${hit?.tagName} ${hit?.className}>`,
        ];
    }
    const ours = found[0].closest(own);
    if (ours && phone && (box.height < 40 || box.width < 40)) {
        return [
            `first action: ${first} is ${Math.round(box.width)}x${Math.round(box.height)}`,
        ];
    }
    return [];
}

/** Every text that a person reads or hears. */
export function texts() {
    // A to-do was written in the language of whom it is for.
    const todo = ".o-mail-ActivityButton, .o-mail-Activity";
    const hints = (root) =>
        [...root.querySelectorAll("[placeholder], [title], [aria-label]")]
            .filter((el) => el.checkVisibility({visibilityProperty: true}))
            .filter((el) => !el.closest(todo))
            .flatMap((el) =>
                ["placeholder", "title", "aria-label"].map((key) =>
                    el.getAttribute(key)
                )
            );
    const said = new Set();
    const add = (text) => text && said.add(text.trim().replace(/\s+/g, " "));
    for (const root of document.querySelectorAll(
        ".o_action_manager, main, .modal, .breadcrumb"
    )) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (
                node.parentElement.closest(
                    "script, style, noscript, .o_field_html, .o-mail-Message, .o-mail-Activity"
                )
            ) {
                continue;
            }
            if (node.parentElement.checkVisibility({visibilityProperty: true})) {
                add(node.data);
            }
        }
        hints(root).forEach(add);
    }
    said.delete("");
    return [...said];
}

/** What a program for who cannot see finds in what is ours. */
export async function listen({own}) {
    const include = [...document.querySelectorAll(own)].filter((el) =>
        el.checkVisibility()
    );
    if (!include.length) {
        return [];
    }
    // The second is in each of Odoo's fields of two dates.
    const exclude = [[".o_select_menu"], [".o_field_daterange .fa-long-arrow-right"]];
    const rules = {
        region: {enabled: false},
        "page-has-heading-one": {enabled: false},
        "landmark-one-main": {enabled: false},
    };
    const {violations} = await globalThis.axe.run(
        {include, exclude},
        {rules, resultTypes: ["violations"]}
    );
    return violations.map(
        ({id, nodes}) =>
            `axe ${id} (${nodes.length}): ${nodes
                .slice(0, 3)
                .map((node) => node.html.slice(0, 140))
                .join(" · ")}`
    );
}

/** @odoo-module ignore */
// The board on a wall: a page of its own, without the web client, that looks after itself
// for months. The key of the link is behind the "#" and is sent in a header.
(function () {
    "use strict";

    const LOOK = 20_000; // ms between two looks
    const AGAIN = 8_000; // ms after a look that failed
    const PATIENCE = 15_000; // ms after which a look has failed
    const OLD = 90_000; // ms after which the figures are called old
    const HOUR = 3_600_000; // ms between two notes that the screen is in use

    const byId = (id) => document.getElementById(id);
    const state = {shown: 0, seen: 0, words: null};

    /** An element with classes and children; texts are texts, never HTML. */
    function make(tag, classes, ...children) {
        const element = document.createElement(tag);
        element.className = classes;
        element.append(...children.filter((child) => child !== null));
        return element;
    }

    function ask(path, method) {
        return fetch(document.body.dataset.path + path, {
            method,
            headers: {"X-Wall-Key": location.hash.slice(1)},
            credentials: "omit",
            cache: "no-store",
            signal: AbortSignal.timeout(PATIENCE),
        });
    }

    function show(id) {
        for (const each of ["wall_loading", "wall_off", "wall_away", "wall_board"]) {
            byId(each).hidden = each !== id;
        }
    }

    // --- what is shown ---

    function tile({key: name, label, count}) {
        const tone = count ? ` o_wall_${name}` : " o_wall_none";
        return make(
            "div",
            `o_wall_tile${tone}`,
            make("strong", "", String(count)),
            make("span", "", label)
        );
    }

    function chart({today, usual, hour, days}) {
        const most = Math.max(...today, ...usual, 1);
        const bars = today.map((count, at) => {
            const bar = make("i", "o_wall_bar_today");
            bar.style.height = `${(count / most) * 100}%`;
            const before = make("i", "o_wall_bar_usual");
            before.style.height = `${((days ? usual[at] : 0) / most) * 100}%`;
            return make(
                "div",
                `o_wall_hour${at === hour ? " o_wall_now" : ""}`,
                make("div", "o_wall_bars", before, bar),
                make("small", "", at % 3 ? "\u00a0" : String(at))
            );
        });
        return make("div", "o_wall_chart", ...bars);
    }

    function stages(states) {
        const most = Math.max(...states.map(({count}) => count), 1);
        return states.map(({name, count}) => {
            const line = make("i", "o_wall_line");
            line.style.width = `${(count / most) * 100}%`;
            return make(
                "div",
                "o_wall_stage",
                make("span", "", name),
                make("strong", "", String(count)),
                line
            );
        });
    }

    function key(classes, word) {
        return make("span", "o_wall_key", make("i", classes), word);
    }

    function draw(board) {
        const {words} = board;
        const opened = board.states.reduce((sum, {count}) => sum + count, 0);
        const place = [board.name, board.team].filter(Boolean).join(" · ");
        byId("wall_board").replaceChildren(
            make(
                "header",
                "o_wall_head",
                make("h1", "", place),
                make("span", "", board.date),
                make("span", "o_wall_time", `${words.as_of} ${board.time}`)
            ),
            make("p", "o_wall_old", words.old),
            make("div", "o_wall_tiles", ...board.parts.map(tile)),
            make(
                "div",
                "o_wall_cards",
                make(
                    "section",
                    "o_wall_card o_wall_inflow",
                    make("h2", "", words.inflow, " ", make("small", "", board.came)),
                    chart(board.inflow),
                    board.inflow.days
                        ? make(
                              "p",
                              "o_wall_keys",
                              key("o_wall_bar_today", words.today),
                              key("o_wall_bar_usual", words.usual)
                          )
                        : null
                ),
                make(
                    "section",
                    "o_wall_card",
                    make("h2", "", words.open, " ", make("strong", "", String(opened))),
                    ...stages(board.states)
                ),
                make(
                    "section",
                    "o_wall_card o_wall_facts",
                    ...board.kept.map(({label, share, of: n}) =>
                        make(
                            "div",
                            "o_wall_fact",
                            make("strong", "", share),
                            make("span", "", label, " ", make("small", "", n))
                        )
                    ),
                    make(
                        "div",
                        "o_wall_fact",
                        make("strong", "", board.oldest),
                        make("span", "", words.oldest)
                    )
                )
            )
        );
        show("wall_board");
    }

    // --- looking ---

    function age() {
        const old = Date.now() - state.shown > OLD;
        document.body.classList.toggle("o_wall_is_old", Boolean(state.shown) && old);
    }

    async function look() {
        let wait = AGAIN;
        try {
            const answer = await ask("/figures", "GET");
            if (answer.status === 404) {
                byId("wall_board").replaceChildren();
                state.shown = 0;
                show("wall_off");
                wait = LOOK;
            } else if (answer.ok) {
                draw(await answer.json());
                state.shown = Date.now();
                wait = LOOK;
                note();
            } else {
                throw new Error(`status ${answer.status}`);
            }
        } catch {
            if (!state.shown) {
                show("wall_away");
            }
        }
        age();
        setTimeout(look, wait);
    }

    /** Tell now and then that the screen is in use. */
    function note() {
        if (Date.now() - state.seen > HOUR) {
            state.seen = Date.now();
            ask("/seen", "POST").catch(() => (state.seen = 0));
        }
    }

    // --- the screen ---

    async function awake() {
        try {
            await navigator.wakeLock?.request("screen");
        } catch {
            // It is a wish: the screen has settings of its own.
        }
    }

    function begin() {
        const full = byId("wall_full");
        full.hidden = !document.documentElement.requestFullscreen;
        full.addEventListener("click", () => {
            document.documentElement.requestFullscreen();
            awake();
        });
        document.addEventListener("fullscreenchange", () => {
            full.hidden = Boolean(document.fullscreenElement);
        });
        window.addEventListener("online", age);
        window.addEventListener("hashchange", () => location.reload());
        setInterval(age, 5_000);
        awake();
        look();
    }

    if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", begin);
    } else {
        begin();
    }
})();

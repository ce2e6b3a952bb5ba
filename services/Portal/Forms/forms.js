// Three comforts of forms; each of them works without: how long a text is while it is typed, a box to find in a long list, and keeping what is typed before anything is pressed.
"use strict";

for (const line of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(line.dataset.counts), most = Number(line.dataset.most), limit = line.textContent;
    // As the page writes its numbers, which is not everywhere as the browser would.
    const number = value => String(value).replace(/\B(?=(\d{3})+$)/g, line.dataset.group);
    const count = () => {
        const typed = field.value.trim().length, isOver = typed > most;
        line.textContent = typed === 0 ? limit : line.dataset.text.replace("{0}", number(typed)).replace("{1}", number(most));
        line.classList.toggle("over", isOver);
        // Said aloud when it begins to matter, and not at each key.
        line.setAttribute("aria-live", isOver ? "polite" : "off");
    };
    field.addEventListener("input", count);
    count();
}

// Letters without their marks, as people search: Cote finds Côte.
const plain = text => text.normalize("NFKD").replace(/[\p{M}\u2019']/gu, "").toLowerCase();

for (const finder of document.querySelectorAll(".finder")) {
    const box = finder.querySelector("input"), ticks = [...finder.parentElement.querySelectorAll(".tick")];
    finder.hidden = false;
    box.addEventListener("input", () => {
        const sought = plain(box.value).split(/[^\p{L}\p{N}]+/u);
        for (const tick of ticks)
            tick.hidden = !tick.querySelector("input").checked && !sought.every(word => plain(tick.textContent).includes(word));
    });
    box.addEventListener("keydown", key => {
        if (key.key === "Enter")
            key.preventDefault(); // it finds, and does not send the form
    });
}

// What is typed is kept on the server when its writer rests, and when they leave the page.
const changed = new Set();
let resting;

const keep = (form, isLeaving) => {
    const typed = new URLSearchParams(new FormData(form));
    typed.set(form.dataset.keeps, "1");
    changed.delete(form);
    return fetch(form.action, { method: "POST", body: typed, keepalive: isLeaving, redirect: "manual" })
        .then(answer => answer.ok || changed.add(form), () => changed.add(form));
};

for (const form of document.querySelectorAll("form[data-keeps]")) {
    form.addEventListener("input", event => {
        if (!event.target.name)
            return; // the box to find is not of the form
        changed.add(form);
        clearTimeout(resting);
        resting = setTimeout(() => [...changed].forEach(it => keep(it, false)), 5000);
    });
    form.addEventListener("submit", async event => {
        changed.delete(form);
        if (changed.size === 0)
            return clearTimeout(resting);
        // Several forms of one page are filled in: first the others are kept, then this one goes.
        event.preventDefault();
        await Promise.all([...changed].map(it => keep(it, false)));
        changed.clear();
        form.requestSubmit(event.submitter);
    });
}

addEventListener("pagehide", () => changed.forEach(form => keep(form, true)));

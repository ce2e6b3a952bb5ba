// Two comforts of forms; each of them works without: how long a text is while it is typed, and a box to find in a long list.
"use strict";

const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });

for (const line of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(line.dataset.counts), most = Number(line.dataset.most), limit = line.textContent;
    const count = () => {
        const typed = field.value.trim().length, isOver = typed > most;
        line.textContent = typed === 0 ? limit : line.dataset.text.replace("{0}", number.format(typed)).replace("{1}", number.format(most));
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
        const sought = plain(box.value.trim());
        for (const tick of ticks)
            tick.hidden = !tick.querySelector("input").checked && !plain(tick.textContent).includes(sought);
    });
    box.addEventListener("keydown", key => {
        if (key.key === "Enter")
            key.preventDefault(); // it finds, and does not send the form
    });
}

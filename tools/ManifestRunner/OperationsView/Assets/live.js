// Brings the part marked data-live up to date every few seconds, unless somebody is at work in it. Without this script everything works; one reloads.
const seconds = 3;
const pause = document.getElementById("pause");
let paused = false;

function atWork(live) {
  return live.querySelector("details[open]") || (live.tagName !== "PRE" && live.contains(document.activeElement)) || !getSelection().isCollapsed;
}

function toEnd(live) {
  if (live?.tagName === "PRE") live.scrollTop = live.scrollHeight;
}

async function refresh() {
  const live = document.querySelector("[data-live]");
  if (paused || document.hidden || !live || atWork(live)) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh || atWork(live) || fresh.innerHTML === live.innerHTML) return;
    const atEnd = live.scrollTop + live.clientHeight >= live.scrollHeight - 4;
    live.replaceChildren(...fresh.childNodes);
    if (atEnd) toEnd(live);
  } catch {
    // The platform is going down or not up yet: the next look will tell.
  }
}

pause.hidden = false;
pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = paused ? "Go on updating" : "Pause updates";
});
toEnd(document.querySelector("[data-live]"));
setInterval(refresh, seconds * 1000);

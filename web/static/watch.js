// @ts-check
// Says that the act has moved on since the page was made. It reloads by itself only while nothing was typed.

const notice = document.querySelector("[data-watch]");
let typed = false;
document.addEventListener("input", () => {
  typed = true;
});

/** @param {HTMLElement} element */
async function look(element) {
  const answer = await fetch(element.dataset["watch"] ?? "").catch(() => undefined);
  if (!answer?.ok) return;
  const status = await answer.json();
  const busy = Object.values(status.uploads ?? {}).some((/** @type {any} */ one) => one.busy);
  if (busy || String(status.ver) === element.dataset["ver"]) return;
  if (typed || document.querySelector("[data-send]:disabled")) element.hidden = false;
  else location.reload();
}

if (notice instanceof HTMLElement) setInterval(() => void look(notice), 4000);

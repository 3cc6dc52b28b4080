// @ts-check
// Many signed files, one after the other: each is hashed here, sent with one PUT, and judged by itself.
import { permissionFor, Refused, sendAll, wait } from "./upload.js";

/** @typedef {{ pack: string | null, files: Record<string, { busy: boolean, title: string, text: string }> }} Status */

/** @param {string} url @returns {Promise<Status | undefined>} */
async function statusOf(url) {
  const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => undefined);
  return answer?.ok ? answer.json() : undefined;
}

/** @param {HTMLElement} control */
function start(control) {
  const input = control.querySelector("input[type=file]");
  const button = control.querySelector("[data-send]");
  const state = control.querySelector("[data-state]");
  const list = control.querySelector("[data-sent]");
  const chosen = control.querySelector("[data-chosen]");
  if (!(input instanceof HTMLInputElement && button instanceof HTMLButtonElement && state && list)) return;
  const words = control.dataset;

  /** @param {File} file @returns {Promise<{ slot: string | undefined, say: (text: string) => void }>} */
  const sendOne = async (file) => {
    const line = document.createElement("li");
    list.append(line);
    const say = (/** @type {string} */ text) => {
      line.textContent = `${file.name}: ${text}`;
    };
    try {
      say(words["hashing"] ?? "");
      const permission = await permissionFor(control, file);
      const shown = (/** @type {number} */ percent) => say(`${words["sending"]} ${percent}%`);
      await sendAll(permission, file, shown, (attempt) => say((words["lost"] ?? "").replace("«n»", String(attempt))));
      say(words["checking"] ?? "");
      return { slot: permission.slotId, say };
    } catch (problem) {
      say(problem instanceof Refused ? problem.message : (words["failed"] ?? ""));
      return { slot: undefined, say };
    }
  };

  /** Shows what became of each file. Answers whether all of them are judged. @param {{ slot: string | undefined, say: (text: string) => void }[]} sent */
  const judged = async (sent) => {
    const status = await statusOf(words["status"] ?? "");
    let busy = 0;
    for (const { slot, say } of sent) {
      const one = slot === undefined ? undefined : status?.files[slot];
      if (slot !== undefined && (!one || one.busy)) busy += 1;
      else if (one) say(`${one.title}. ${one.text}`);
    }
    return busy === 0;
  };

  const all = async () => {
    const files = [...(input.files ?? [])];
    if (files.length === 0) return input.focus();
    button.disabled = true;
    list.replaceChildren();
    const sent = [];
    for (const [at, file] of files.entries()) {
      state.textContent = `${words["sending"]} ${at + 1}/${files.length}`;
      sent.push(await sendOne(file));
    }
    state.textContent = words["checking"] ?? "";
    for (let tries = 0; tries < 150 && !(await judged(sent)); tries += 1) await wait(tries < 20 ? 500 : 2000);
    state.textContent = "";
    button.disabled = false;
    // The page of the server says the whole of it; what never left this browser is said here alone, so it stays.
    if (!sent.every(({ slot }) => slot !== undefined)) return;
    // Another fragment alone would load nothing.
    location.hash = words["done"] ?? "";
    location.reload();
  };

  input.addEventListener("change", () => {
    if (chosen) chosen.textContent = [...(input.files ?? [])].map(({ name }) => name).join(", ");
  });
  button.addEventListener("click", () => void all());
}

/** @param {HTMLElement} notice */
async function watchPack(notice) {
  for (let tries = 0; tries < 90; tries += 1) {
    await wait(2000);
    if ((await statusOf(notice.dataset["status"] ?? ""))?.pack === "READY") return location.reload();
  }
}

for (const control of document.querySelectorAll("[data-batch]")) if (control instanceof HTMLElement) start(control);
for (const notice of document.querySelectorAll("[data-pack]"))
  if (notice instanceof HTMLElement) void watchPack(notice);

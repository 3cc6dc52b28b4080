// @ts-check
import { acceptDrops, fingerprintInWorker } from "./fingerprint.js";

/**
 * One PUT of the bytes, with progress. XMLHttpRequest because fetch tells nothing of what was sent.
 * @param {{ method: string, url: string, headers: Record<string, string> }} permission
 * @param {File} file
 * @param {(percent: number) => void} progress
 * @returns {Promise<void>}
 */
export function send(permission, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(permission.method, permission.url);
    for (const [name, value] of Object.entries(permission.headers)) {
      // The browser itself writes the length, and refuses to be told it.
      if (name.toLowerCase() !== "content-length" && name.toLowerCase() !== "host")
        request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () =>
      request.status >= 200 && request.status < 300 ? resolve() : reject(refusalIn(request)),
    );
    request.addEventListener("error", () => reject(new Error("network")));
    request.send(file);
  });
}

/** What the store says of the bytes that it did not take; an object store answers in XML, which is for nobody to read. @param {XMLHttpRequest} request */
function refusalIn(request) {
  // The first attempt arrived whole, only its answer was lost: the store takes no second file in its place.
  if (request.status === 412) return new Arrived();
  if (!request.getResponseHeader("content-type")?.includes("problem+json")) return new Error(String(request.status));
  return new Refused(JSON.parse(request.responseText).detail);
}

export const wait = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again until the file was judged. What the network does is no verdict: a failed question is asked again.
 * @param {string} url
 * @param {string} label
 * @returns {Promise<{ busy: boolean, tone: string, title: string, text: string } | undefined>}
 */
async function verdictOf(url, label) {
  for (let tries = 0; tries < 150; tries += 1) {
    await wait(tries < 20 ? 500 : 2000);
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok) continue;
    const status = (await answer.json()).uploads?.[label];
    if (status && !status.busy) return status;
  }
  return undefined;
}

/** A no with its reason, as RFC 9457 problem details say it. */
export class Refused extends Error {}
/** The bytes are there already. */
class Arrived extends Error {}

/** Waits, and where the browser knows that there is no network, until it is back. @param {number} milliseconds */
async function pause(milliseconds) {
  await wait(milliseconds);
  if (!navigator.onLine) await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
}

const pauses = [1000, 3000, 8000, 20000];

/**
 * One PUT, and the same again after a connection was lost: never a piece of a file, never a second file.
 * @param {{ method: string, url: string, headers: Record<string, string> }} permission
 * @param {File} file
 * @param {(percent: number) => void} progress
 * @param {(attempt: number) => void} lost
 */
export async function sendAll(permission, file, progress, lost) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(permission, file, progress);
    } catch (problem) {
      const milliseconds = pauses[attempt];
      if (problem instanceof Arrived && attempt > 0) return;
      if (!(problem instanceof Error) || problem.message !== "network" || milliseconds === undefined) throw problem;
      lost(attempt + 1);
      await pause(milliseconds);
    }
  }
}

/**
 * @param {HTMLElement} control
 * @param {File} file
 */
export async function permissionFor(control, file, hashed = () => undefined) {
  const words = control.dataset;
  // Where it cannot be computed here the server computes it from what arrives.
  const sha256 = await fingerprintInWorker(file, hashed).catch(() => undefined);
  const body = {
    csrf: words["csrf"],
    // A new attempt is a new request, not a repetition of the one before.
    idem: `${words["idem"]}.${crypto.randomUUID()}`,
    fileName: file.name,
    length: file.size,
    type: file.type || "application/octet-stream",
    ...(sha256 ? { sha256 } : {}),
  };
  const answer = await fetch(words["permission"] ?? "", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.detail ?? said.title ?? words["failed"]);
  return said;
}

/** @param {HTMLElement} control */
function start(control) {
  const input = control.querySelector("input[type=file]");
  const button = control.querySelector("[data-send]");
  const bar = control.querySelector("progress");
  const state = control.querySelector("[data-state]");
  const zone = control.querySelector(".drop");
  if (!(input instanceof HTMLInputElement && button instanceof HTMLButtonElement && bar && state)) return;
  const words = control.dataset;
  const say = (/** @type {string | undefined} */ text) => {
    state.textContent = text ?? "";
  };

  /** @param {File} file */
  const upload = async (file) => {
    const limit = Number(words["limit"] ?? 0);
    if (limit > 0 && file.size > limit) return say(words["tooLarge"]);
    button.disabled = true;
    let told = -1;
    // Every tenth is said, so that who listens is not told a hundred numbers.
    const shown = (/** @type {string | undefined} */ doing) => (/** @type {number} */ percent) => {
      bar.value = percent;
      if (Math.floor(percent / 10) !== told) say(`${doing} ${percent}%`);
      told = Math.floor(percent / 10);
    };
    try {
      say(words["hashing"]);
      bar.value = 0;
      bar.hidden = false;
      const permission = await permissionFor(control, file, shown(words["hashing"]));
      say(words["sending"]);
      bar.value = 0;
      await sendAll(permission, file, shown(words["sending"]), (attempt) => {
        say((words["lost"] ?? "").replace("«n»", String(attempt)));
        bar.value = 0;
      });
      say(words["checking"]);
      const verdict = await verdictOf(words["status"] ?? "", words["upload"] ?? "");
      say(verdict ? `${verdict.title}. ${verdict.text}` : words["failed"]);
      if (verdict) leave(goesOn(words["upload"], verdict.tone) ? (words["done"] ?? "") : "");
    } catch (problem) {
      say(problem instanceof Refused ? problem.message : words["failed"]);
    } finally {
      bar.hidden = true;
      button.disabled = false;
    }
  };

  input.addEventListener("change", () => {
    say("");
    const chosen = control.querySelector("[data-chosen]");
    if (chosen) {
      chosen.textContent = input.files?.[0]?.name ?? "";
      chosen.toggleAttribute("data-named", chosen.textContent !== "");
    }
  });
  button.addEventListener("click", () => {
    const file = input.files?.[0];
    if (file) void upload(file);
    else input.focus();
  });
  if (zone instanceof HTMLElement) acceptDrops(zone, (file) => void upload(file));
}

/** A signature that was accepted, and an imported act however it was read, have a page of their own. @param {string | undefined} upload @param {string} tone */
const goesOn = (upload, tone) => upload === "importa" || (upload === "firma" && tone === "success");

/** The page of the server says the whole of it: both digests, signatures, what to do. @param {string} href */
function leave(href) {
  if (href) location.assign(href);
  else location.reload();
}

for (const control of document.querySelectorAll("[data-upload]")) if (control instanceof HTMLElement) start(control);

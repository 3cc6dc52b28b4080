// @ts-check
import { acceptDrops, fingerprintOf, largest } from "./fingerprint.js";

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

/**
 * @param {HTMLElement} control
 * @param {File} file
 */
export async function permissionFor(control, file) {
  const words = control.dataset;
  const body = {
    csrf: words["csrf"],
    // A new attempt is a new request, not a repetition of the one before.
    idem: `${words["idem"]}.${crypto.randomUUID()}`,
    fileName: file.name,
    length: file.size,
    type: file.type || "application/octet-stream",
    ...(file.size <= largest ? { sha256: await fingerprintOf(file) } : {}),
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
    button.disabled = true;
    try {
      say(words["hashing"]);
      const permission = await permissionFor(control, file);
      say(words["sending"]);
      bar.hidden = false;
      await send(permission, file, (percent) => {
        bar.value = percent;
        say(`${words["sending"]} ${percent}%`);
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
    const chosen = control.querySelector("[data-chosen]");
    if (chosen) chosen.textContent = input.files?.[0]?.name ?? "";
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

// @ts-check
import { acceptDrops, fingerprintInWorker, fingerprintOf, largest } from "./fingerprint.js";

const zone = document.querySelector("[data-verify]");
const input = document.querySelector("#file");
const state = document.querySelector("[data-state]");
const result = document.querySelector("[data-result]");

/**
 * @param {string} outcome name of the page's template
 * @param {{ file: File, digest?: string, entry?: { number: number, year: number } }} found
 */
function show(outcome, { file, digest, entry }) {
  const template = document.querySelector(`template[data-outcome="${outcome}"]`);
  if (!(template instanceof HTMLTemplateElement) || !result) return;
  const card = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const name = card.querySelector("[data-name]");
  if (name) name.textContent = file.name;
  const digestLine = card.querySelector("[data-digest-line]");
  const shown = card.querySelector("[data-digest]");
  if (digest && shown) shown.textContent = digest;
  else digestLine?.remove();
  const link = card.querySelector("[data-act]");
  if (entry && link instanceof HTMLAnchorElement) {
    link.href = `/trasparenza/${entry.year}/${entry.number}`;
    link.textContent = `n. ${entry.number}/${entry.year}`;
  } else card.querySelector("[data-act-line]")?.remove();
  result.append(card);
}

/** @param {{ name: string, of: string }} entry */
function outcomeOf(entry) {
  if (entry.of === "content") return "content";
  if (entry.name === "originale" || entry.name === "omissis") return entry.name === "omissis" ? "omissis" : "original";
  if (entry.name.startsWith("visto-")) return "visto";
  // An earlier revision of the copy is a copy too.
  return /^copia(?:-\d+)?$/.test(entry.name) ? "copy" : "attachment";
}

/**
 * In a worker, so that the page stays alive and the size does not matter; where none runs, as much as fits in memory.
 * @param {File} file
 * @param {HTMLElement} told
 */
async function digestOf(file, told) {
  const working = told.dataset["working"] ?? "";
  try {
    return await fingerprintInWorker(file, (percent) => {
      told.textContent = `${working} ${percent}%`;
    });
  } catch (problem) {
    if (file.size > largest) throw problem;
    return fingerprintOf(file);
  }
}

/** @param {File} file */
async function verify(file) {
  if (!result || !(state instanceof HTMLElement)) return;
  result.replaceChildren();
  state.textContent = state.dataset["working"] ?? "";
  try {
    const digest = await digestOf(file, state);
    // Only the first five digits are asked for: the server does not learn which file this is.
    const answer = await fetch(`/impronte/${digest.slice(0, 5)}.json`);
    if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
    const bucket = answer.ok ? await answer.json() : { entries: [] };
    const found = bucket.entries.filter((/** @type {{ sha256: string }} */ entry) => entry.sha256 === digest);
    if (found.length === 0) show("none", { file, digest });
    for (const entry of found) show(outcomeOf(entry), { file, digest, entry });
  } catch {
    show(file.size > largest ? "large" : "failed", { file });
  } finally {
    state.textContent = "";
  }
}

if (zone instanceof HTMLElement) acceptDrops(zone, verify);
if (input instanceof HTMLInputElement)
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void verify(file);
  });

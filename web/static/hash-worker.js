// @ts-check
// Computes the SHA-256 of a file away from the page, so that the page stays alive. Small files by the browser itself;
// larger ones, which would not fit in memory, piece by piece (hash-wasm), as are all where the browser has no digest.

/** Over this the whole file would not fit in a browser's memory with room to spare. */
const largest = 64 * 1024 * 1024;

/** @param {Uint8Array} bytes */
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");

/** @param {File} file */
async function digestOf(file) {
  if (file.size <= largest && self.crypto?.subtle) {
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  }
  importScripts("/static/sha256.umd.min.js");
  const sha256 = await /** @type {any} */ (self).hashwasm.createSHA256();
  sha256.init();
  const reader = file.stream().getReader();
  let done = 0;
  let told = 0;
  for (;;) {
    const part = await reader.read();
    if (part.done) break;
    sha256.update(part.value);
    done += part.value.length;
    const percent = Math.floor((done / file.size) * 100);
    if (percent > told) postMessage({ percent });
    told = percent;
  }
  return String(sha256.digest("hex")).toUpperCase();
}

addEventListener("message", async (event) => {
  try {
    postMessage({ sha256: await digestOf(event.data) });
  } catch (problem) {
    postMessage({ problem: String(problem) });
  }
});

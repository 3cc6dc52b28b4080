// @ts-check

/** Over this the whole file would not fit in a browser's memory with room to spare. */
export const largest = 64 * 1024 * 1024;

/**
 * SHA-256 of a file, upper-case hex, computed here: the file does not leave the browser.
 * @param {File} file
 * @returns {Promise<string>}
 */
export async function fingerprintOf(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
}

/**
 * The same in a worker, for a file of any size.
 * @param {File} file
 * @param {(percent: number) => void} progress only told of files over {@link largest}
 * @returns {Promise<string>} rejects where no worker can run or the file cannot be read
 */
export function fingerprintInWorker(file, progress) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/static/hash-worker.js");
    const end = (/** @type {() => void} */ answer) => {
      worker.terminate();
      answer();
    };
    worker.addEventListener("error", (event) => end(() => reject(new Error(event.message))));
    worker.addEventListener("message", ({ data }) => {
      if (data.percent !== undefined) progress(data.percent);
      else if (data.sha256) end(() => resolve(data.sha256));
      else end(() => reject(new Error(data.problem)));
    });
    worker.postMessage(file);
  });
}

/**
 * Lets files be dropped on an element as well as chosen.
 * @param {HTMLElement} zone
 * @param {(file: File) => void} taken
 */
export function acceptDrops(zone, taken) {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (file) taken(file);
  });
}

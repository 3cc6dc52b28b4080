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

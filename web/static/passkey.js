// @ts-check
// The browser's dialogue for a passkey: its options come from the server, its answer goes into the page's own form.

for (const form of document.querySelectorAll("form[data-passkey]"))
  if (form instanceof HTMLFormElement) form.addEventListener("submit", (event) => begin(event, form));

/**
 * @param {Event} event
 * @param {HTMLFormElement} form
 */
async function begin(event, form) {
  event.preventDefault();
  const state = form.querySelector("[data-passkey-state]");
  try {
    const field = form.querySelector("input[name=code], input[name=answer]");
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(await dialogue(form));
    // Not through this handler again.
    form.submit();
  } catch {
    if (state instanceof HTMLElement) state.textContent = state.dataset["failed"] ?? "";
  }
}

/** @param {HTMLFormElement} form */
async function dialogue(form) {
  const response = await fetch(form.dataset["options"] ?? "", {
    method: "POST",
    body: new URLSearchParams({ csrf: String(new FormData(form).get("csrf")) }),
  });
  if (!response.ok) throw new Error(String(response.status));
  const options = await response.json();
  const made =
    form.dataset["passkey"] === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  if (!(made instanceof PublicKeyCredential)) throw new Error("no passkey");
  return made.toJSON();
}

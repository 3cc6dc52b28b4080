// @ts-check
// The token of a personal link is in the fragment, which is never sent. It is posted once, by the page's own form.

const form = document.querySelector("[data-link]");
const token = location.hash.slice(1);
if (form instanceof HTMLFormElement && /^[A-Za-z0-9_-]{8,200}$/.test(token)) {
  const field = form.querySelector("#token");
  const state = document.querySelector("[data-link-state]");
  if (field instanceof HTMLInputElement) {
    field.value = token;
    // The address bar and the history must not keep the secret.
    history.replaceState(null, "", location.pathname);
    if (state instanceof HTMLElement) state.textContent = state.dataset["opening"] ?? "";
    form.hidden = true;
    form.submit();
  }
}

// @ts-check
// What another site sent the browser back with is posted once, by the page's own form; the address bar forgets it.

const form = document.querySelector("form[data-go-on]");
if (form instanceof HTMLFormElement && location.search !== "") {
  history.replaceState(null, "", location.pathname);
  form.submit();
}

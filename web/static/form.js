// @ts-check
// While an act is written: asks the checks what they say of it, keeps an unsaved text in this tab, adds rows in place.
// All of it is the server's answer put where it belongs; without this script the same buttons send the form.

const quiet = 500;

/** @param {HTMLFormElement} form */
const fieldsOf = (form) => new URLSearchParams(/** @type {any} */ (new FormData(form)));

/** @param {string} name @param {string | undefined} text @param {string} [className] */
function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/**
 * @param {HTMLFormElement} form
 * @param {{ said: Record<string, { tone: string, label: string, text: string }[]>, sums: Record<string, string>, counts: string, parts: Record<string, { tone: string, text: string }[]> }} status
 */
function show(form, status) {
  for (const list of form.querySelectorAll("[data-said]")) {
    const said = status.said[list.getAttribute("data-said") ?? ""] ?? [];
    list.replaceChildren(
      ...said.map(({ tone, label, text }) => {
        const item = element("li", undefined, `said-${tone}`);
        item.append(element("strong", label), " ", element("span", text));
        return item;
      }),
    );
    const wrong = said.some((one) => one.tone === "danger");
    const field = list.closest(".form-field");
    field?.classList.toggle("wrong", wrong);
    const control = field?.querySelector("input:not([type=checkbox]), textarea, select");
    if (wrong) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
  for (const sum of form.querySelectorAll("[data-sum]"))
    sum.textContent = status.sums[sum.getAttribute("data-sum") ?? ""] ?? "";
  for (const place of form.querySelectorAll("[data-count]"))
    place.replaceChildren(
      ...(status.parts[place.getAttribute("data-count") ?? ""] ?? []).map(({ tone, text }) =>
        element("span", text, `tag tag-${tone}`),
      ),
    );
  const counts = form.querySelector("[data-counts]");
  if (counts && counts.textContent !== status.counts) counts.textContent = status.counts;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const kept = `visto.form.${form.dataset["form"] ?? ""}`;
  let asking = new AbortController();
  let waiting = 0;
  let dirty = form.dataset["dirty"] !== undefined;

  const check = async () => {
    asking.abort();
    asking = new AbortController();
    const answer = await fetch(form.dataset["check"] ?? "", {
      method: "POST",
      body: fieldsOf(form),
      headers: { accept: "application/json" },
      redirect: "manual",
      signal: asking.signal,
    }).catch(() => undefined);
    if (answer?.ok) show(form, await answer.json());
  };

  const typed = () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      sessionStorage.setItem(kept, fieldsOf(form).toString());
      void check();
    }, quiet);
  };
  form.addEventListener("input", typed);

  // Rows come from the server as they do without script; only the piece of the page that holds them is put in.
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[name=do]") : null;
    const [how, rows] = button instanceof HTMLButtonElement ? button.value.split(":") : [];
    if (!(button instanceof HTMLButtonElement) || !rows) return;
    event.preventDefault();
    void rearrange(button, String(how), rows);
  });

  /** @param {HTMLButtonElement} button @param {string} how @param {string} rows */
  const rearrange = async (button, how, rows) => {
    const body = fieldsOf(form);
    body.append("do", button.value);
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } }).catch(
      () => undefined,
    );
    if (!answer?.ok) return form.requestSubmit(button);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, fresh] = [document, page].map((one) => one.querySelector(`[data-rows="${rows}"]`));
    if (!old || !fresh) return form.requestSubmit(button);
    old.replaceWith(document.adoptNode(fresh));
    typed();
    const inputs = fresh.querySelectorAll(
      "fieldset:last-of-type input:not([type=hidden]), fieldset:last-of-type select",
    );
    const target = how === "add" ? inputs[0] : fresh.querySelector("button[value^='add:']");
    if (target instanceof HTMLElement) target.focus();
  };

  form.addEventListener("submit", () => {
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  offerKept(form, kept);
}

/** A text that this tab kept and that was never saved: offered once, for the very version that it was written on. @param {HTMLFormElement} form @param {string} key */
function offerKept(form, key) {
  const text = sessionStorage.getItem(key);
  if (!text || text === fieldsOf(form).toString()) return;
  const before = new URLSearchParams(text);
  const now = fieldsOf(form);
  for (const name of ["csrf", "idem"]) before.set(name, now.get(name) ?? "");
  if (before.toString() === now.toString() || document.querySelector("[role=alert]")) return;
  const notice = element("div", undefined, "alert alert-info");
  notice.setAttribute("role", "status");
  const restore = element("button", form.dataset["restore"], "btn btn-primary btn-sm");
  const discard = element("button", form.dataset["discard"], "btn btn-outline-primary btn-sm");
  const buttons = element("p", undefined, "buttons");
  buttons.append(restore, discard);
  notice.append(element("p", form.dataset["kept"], "notice-title"), buttons);
  form.before(notice);
  discard.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    notice.remove();
  });
  // As if it had been typed and checked: the server makes the page of it, rows and all.
  restore.addEventListener("click", () => {
    const send = document.createElement("form");
    send.method = "post";
    send.action = form.action;
    before.set("do", "check");
    for (const [name, value] of before) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      send.append(field);
    }
    document.body.append(send);
    send.submit();
  });
}

for (const form of document.querySelectorAll("form[data-form]")) if (form instanceof HTMLFormElement) start(form);

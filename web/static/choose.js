// @ts-check
// A field without a file says so in the browser's language: it says nothing until there is one.
for (const field of document.querySelectorAll("input.file-input")) {
  if (!(field instanceof HTMLInputElement)) continue;
  const tell = () => field.toggleAttribute("data-held", (field.files?.length ?? 0) > 0);
  field.addEventListener("change", tell);
  tell();
}

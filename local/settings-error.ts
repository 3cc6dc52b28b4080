/** Said to whoever starts the product; nothing was opened. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

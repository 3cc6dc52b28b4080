export function importOf(key: string): { readonly importId: string; readonly slotId: string } | undefined {
  const [, importId, slotId] = /^imports\/([0-9A-Za-z]{1,40})\/([0-9A-Za-z]{1,40})$/.exec(key) ?? [];
  return importId === undefined || slotId === undefined ? undefined : { importId, slotId };
}

import { fileURLToPath } from "node:url";
import { borgoSereno2706 } from "../../shared/act/index.ts";
import type { DemoAct } from "./people-turn.ts";

const attachment = (name: string) => fileURLToPath(new URL(`./attachments/${name}`, import.meta.url));

/** The demo's own act: the fictitious twin of the seed with its three attachments. */
export const twin: DemoAct = {
  data: { ...borgoSereno2706, privacy: { ...borgoSereno2706.privacy, rendition: "integrale" } },
  officer: "bruno.esempio",
  files: {
    A: { path: attachment("allegato-a-lettera-di-invito.pdf"), type: "application/pdf" },
    B: { path: attachment("allegato-b-offerta-economica.pdf.p7m"), type: "application/pkcs7-mime" },
    C: { path: attachment("allegato-c-disciplinare-di-incarico.pdf.p7m"), type: "application/pkcs7-mime" },
  },
  signature: "pades",
};

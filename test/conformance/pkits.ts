// Runs path validation over NIST PKITS, where it lies beside the repository, and prints a table. Exits non-zero when a
// case that must be refused is accepted, or when not every case agrees.
//
//   node test/conformance/pkits.ts [../shared] [--list]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type Crl, readCrl } from "../../shared/signature/revocation/crl.ts";
import { validateCertificate } from "../../shared/signature/revocation/validate-certificate.ts";
import { readCertificate } from "../../shared/signature/x509/certificate.ts";
import { anyPath } from "../../shared/signature/x509/process-path.ts";
import bars from "./bars.json" with { type: "json" };

const casesSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    cert: z.string(),
    other_certs: z.array(z.string()).default([]),
    crls: z.array(z.string()).default([]),
    revocation: z.boolean().default(true),
    params: z
      .strictObject({
        user_initial_policy_set: z.array(z.string()).optional(),
        initial_explicit_policy: z.boolean().optional(),
        initial_policy_mapping_inhibit: z.boolean().optional(),
        initial_any_policy_inhibit: z.boolean().optional(),
      })
      .default({}),
    error: z.looseObject({ class: z.string() }).optional(),
  }),
);
type Case = z.output<typeof casesSchema>[number];

/** Inside the validity of the suite's certificates (2010 to 2030). */
const at = Date.UTC(2021, 5, 1);
const sections: Readonly<Record<string, string>> = {
  "401": "signature verification",
  "402": "validity periods",
  "403": "name chaining",
  "404": "basic revocation",
  "405": "self-issued certificates",
  "406": "basic constraints",
  "407": "key usage",
  "408": "certificate policies",
  "409": "require explicit policy",
  "410": "policy mappings",
  "411": "inhibit policy mapping",
  "412": "inhibit any policy",
  "413": "name constraints",
  "414": "distribution points",
  "415": "delta CRLs",
  "416": "private extensions",
};

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const listing = process.argv.includes("--list");
const folder = join(root, "pkits");

const bytes = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
const certificate = (name: string) => readCertificate(bytes(`certs/${name}`));

type Answer = { readonly accepted: boolean; readonly why: string };

function answerTo(one: Case): Answer {
  try {
    const { params } = one;
    const answer = validateCertificate(certificate(one.cert), {
      anchors: [certificate(anchorFile)],
      certificates: one.other_certs.map(certificate),
      crls: [...new Set([...one.crls, anchorList])].flatMap(crl),
      at,
      revocation: one.revocation,
      parameters: {
        ...anyPath,
        initialPolicies: params.user_initial_policy_set ?? null,
        explicitPolicy: params.initial_explicit_policy ?? false,
        inhibitMapping: params.initial_policy_mapping_inhibit ?? false,
        inhibitAnyPolicy: params.initial_any_policy_inhibit ?? false,
      },
    });
    return answer.ok ? { accepted: true, why: "" } : { accepted: false, why: `${answer.code} ${answer.detail}` };
  } catch (error) {
    return { accepted: false, why: `EXCEPTION ${String(error)}` };
  }
}

/** A list that cannot be read is one that is not there. */
function crl(name: string): Crl[] {
  try {
    return [readCrl(bytes(`crls/${name}`))];
  } catch (error) {
    if (listing) console.log(`${name}: ${String(error)}`);
    return [];
  }
}

const anchorFile = "TrustAnchorRootCertificate.crt";
const anchorList = "TrustAnchorRootCRL.crl";

function run(): void {
  const cases = casesSchema.parse(JSON.parse(readFileSync(join(folder, "pkits.json"), "utf8")));
  const table = new Map<string, { right: number; total: number; wrongAccepts: number; exceptions: number }>();
  const sum = { right: 0, total: 0, wrongAccepts: 0, exceptions: 0 };
  const started = process.hrtime.bigint();
  for (const one of cases) {
    const { accepted, why } = answerTo(one);
    const right = accepted === (one.error === undefined);
    const section = one.id.slice(0, 3);
    const line = table.get(section) ?? { right: 0, total: 0, wrongAccepts: 0, exceptions: 0 };
    table.set(section, line);
    for (const counts of [line, sum]) {
      counts.total++;
      if (right) counts.right++;
      if (accepted && !right) counts.wrongAccepts++;
      if (why.startsWith("EXCEPTION")) counts.exceptions++;
    }
    if (!right || why.startsWith("EXCEPTION") || listing) {
      console.log(`${right ? "agrees" : accepted ? "WRONG ACCEPT" : "wrong refusal"}\t${one.id}\t${one.name}\t${why}`);
    }
  }
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  console.log(`${"section".padEnd(34)}${["agrees", "of", "wrong accepts"].map((name) => name.padStart(14)).join("")}`);
  for (const [section, line] of [...table, ["all", sum] as const]) print(`${section} ${sections[section] ?? ""}`, line);
  console.log(`${(milliseconds / sum.total).toFixed(1)} ms a case`);
  const { agree, wrongAccepts, exceptions } = bars.pkits;
  const holds = sum.right >= agree && sum.wrongAccepts <= wrongAccepts && sum.exceptions <= exceptions;
  console.log(`PKITS: ${sum.right} passed, ${Math.max(sum.total - sum.right, holds ? 0 : 1)} failed`);
  if (!holds) process.exitCode = 1;
}

function print(name: string, { right, total, wrongAccepts }: { right: number; total: number; wrongAccepts: number }) {
  console.log(`${name.padEnd(34)}${[right, total, wrongAccepts].map((value) => String(value).padStart(14)).join("")}`);
}

if (existsSync(join(folder, "pkits.json")) && readdirSync(join(folder, "certs")).length > 0) run();
else console.log(`${folder} is not here: nothing to do.`);

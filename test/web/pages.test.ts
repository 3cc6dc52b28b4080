import { describe, expect, test } from "vitest";
import { borgoSereno2706 } from "../../shared/act/index.ts";
import * as pages from "../../web/pages.ts";
import { securityHeaders, securityHeadersWith } from "../../web/security-headers.ts";
import * as heads from "./sample-heads.ts";
import { samplePages, siteIn } from "./sample-pages.ts";

const samples = { it: samplePages("it"), en: samplePages("en") };
const all = Object.entries(samples).flatMap(([lang, made]) =>
  Object.entries(made).map(([name, page]) => ({ lang, name, page })),
);
const hostile = `<script>alert("1")</script>"'><img src=x onerror=alert(1)>`;

describe.each(all)("$name in $lang", ({ lang, page }) => {
  test("is a whole document in its language with one main heading", () => {
    expect(page.startsWith("<!doctype html><html")).toBe(true);
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    expect(page).not.toMatch(/«\w+»(?=[^<]*<\/(?:p|dd|h1|h2|h3|li)>).*\[object Object\]|undefined</);
  });

  test("has no inline script, style or handler, as its content policy asks", () => {
    expect(page.match(/<script(?![^>]* src="\/static\/)[^>]*>/g)).toBeNull();
    expect(page.match(/<style|\sstyle="|\son[a-z]+="|javascript:/g)).toBeNull();
    expect(page.match(/(?:src|href)="(?:https?:)?\/\/(?!127\.0\.0\.1|trasparenza\.borgosereno\.example)/g)).toBeNull();
  });

  test("gives every field a label and every form that changes something its two tokens", () => {
    const ids = [...page.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag);
    for (const tag of ids.filter((one) => !one.includes('type="hidden"'))) {
      const id = /\sid="([^"]+)"/.exec(tag)?.[1];
      expect(page, tag).toContain(`for="${id}"`);
    }
    for (const [form] of page.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)) {
      // Nobody is signed in yet: `state`, held against the browser's own cookie, is its token (RFC 6749 §10.12).
      if (form.includes('action="/accesso/identita/ritorno"')) continue;
      expect(form).toContain('name="csrf"');
      expect(form).toContain('name="idem"');
    }
  });

  test("uses every id once", () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

test("text of an act, of a person or of a mail never becomes markup", () => {
  const site = { ...siteIn("it", `/x?q=${hostile}`, true), bodyName: hostile };
  const forms = { csrf: hostile, idem: hostile };
  const head = {
    ...heads.blocked,
    subject: hostile,
    department: hostile,
    slots: heads.blocked.slots.map((slot) => ({ ...slot, title: hostile })),
    findings: heads.blocked.findings.map((finding) => ({ ...finding, message: hostile })),
  };
  const block = (style: "plain" | "numbered" | "dash") => ({ style, text: hostile });
  const data = {
    ...borgoSereno2706,
    sections: {
      premises: [block("numbered")],
      motivation: [block("plain"), block("dash")],
      administrativeChecks: [],
      accountingChecks: [],
      legislation: [],
      decision: [block("numbered")],
    },
  };
  const step = heads.inApproval.route[0];
  const assignment = step?.assignments[0];
  if (!step || !assignment) throw new Error("the sample has a step");
  const made = [
    pages.OfficerAct({ site, forms, head, data, history: [], route: [], uploadLimit: 1 }),
    pages.Worklist({ site, heads: [head] }),
    pages.SignatoryAct({
      site,
      forms,
      head: { ...heads.inApproval, subject: hostile },
      data,
      step: { ...step, role: hostile },
      assignment: { ...assignment, name: hostile },
      written: { reason: hostile },
    }),
    pages.PublicAct({
      site,
      space: "trasparenza",
      head: { ...heads.published, subject: hostile },
      data,
      permalink: `javascript:${hostile}`.replace("javascript:", "https://x/"),
    }),
    pages.NewAct({
      site,
      forms,
      examples: [],
      values: { json: hostile, subject: hostile },
      issues: [{ field: hostile, message: hostile }],
    }),
    pages.Mail({
      site,
      mail: { id: "1", to: hostile, from: hostile, subject: hostile, at: site.now, text: `https://x/${hostile}` },
    }),
    pages.TransparencyList({
      site,
      query: { q: hostile, cig: hostile },
      departments: [hostile],
      acts: [],
      total: 0,
      from: 0,
    }),
    pages.ErrorPage({ site, status: 500, reference: hostile }),
  ];
  for (const page of made.map((one) => pages.html(one))) {
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;script&gt;");
  }
});

test("a mail's text cannot make a link that is not http", () => {
  const page = pages.html(
    pages.Mail({
      site: siteIn("it", "/posta/1"),
      mail: {
        id: "1",
        to: "a",
        from: "b",
        subject: "c",
        at: "2025-12-22T09:00:00Z",
        text: "javascript:alert(1) data:text/html,x http://127.0.0.1:3000/f#abc",
      },
    }),
  );
  expect([...page.matchAll(/<a href="([^"]*)">\1<\/a>/g)].map(([, href]) => href)).toEqual([
    "http://127.0.0.1:3000/f#abc",
  ]);
});

test("an approval by link is never called a digital signature", () => {
  const page = samples.it["public-act"] ?? "";
  const approval = page.slice(page.indexOf("Approvazione registrata</h3>"), page.indexOf("Firma dell&#39;atto</h3>"));
  expect(approval).toContain("Non è una firma digitale");
  expect(approval).not.toMatch(/firmat[oa] digitalmente/i);
});

test("a signature whose certificate nobody vouches for is called intact and not valid", () => {
  expect(samples.it["public-act"]).toContain("Firma integra; attendibilità del certificato non verificata");
  expect(samples.it["public-act"]).not.toContain("Firma valida");
  expect(samples.it["public-act"]).toContain("Ora dichiarata dal firmatario, non da una marca temporale.");
});

test("the page of a concluded publication carries nothing of the act but its number", () => {
  expect(samples.it["gone"]).toContain("2706/2025");
  expect(samples.it["gone"]).not.toContain(borgoSereno2706.subject.slice(0, 20));
  expect(samples.it["gone"]).toContain("noindex");
});

test("albo pages are not for search engines, transparency pages are", () => {
  expect(samples.it["albo-act"]).toContain('name="robots"');
  expect(samples.it["public-act"]).not.toContain('name="robots"');
});

test("swapped files are recognised and the swap is offered, with both digests in sight", () => {
  const page = samples.it["act-blocked"] ?? "";
  expect(page).toContain("Scambia i file di A e B");
  expect(page).toContain("A".repeat(64));
  expect(page).toContain("B".repeat(64));
});

test("a decision names the digest that was read", () => {
  expect(samples.it["signatory-approve"]).toContain(`name="seenDigest" value="${heads.inApproval.manifestDigest}"`);
  expect(samples.it["signatory-sign"]).not.toContain('value="APPROVE"');
});

test("a site that makes nothing with test keys shows no ribbon", () => {
  const site = { ...siteIn("it", "/"), test: false, demo: false };
  expect(pages.html(pages.PortalHome({ site, latest: [] }))).not.toContain("ribbon");
});

test("no header allows what is inline, and an object store can be named for uploads alone", () => {
  expect(securityHeaders["content-security-policy"]).not.toContain("unsafe");
  const policy = securityHeadersWith(["https://s3.example"])["content-security-policy"];
  expect(policy).toContain("connect-src 'self' https://s3.example");
  expect(policy).toContain("default-src 'none'");
});

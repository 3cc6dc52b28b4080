import { describe, expect, it } from "vitest";
import { addSignature, newPdf, revise, stream } from "../../support/signing/pdf-writer.ts";
import { adele, bruno, codesOf, expectChanges, expectNeverGreen, verified } from "./never-green.ts";
import { annotated, annotation, certified, form, other, signed, textField, withField, written } from "./shapes.ts";

// Proves, line by line of the list of negative cases, that certifications and locks are kept, and that what acts, hides
// behind validation data or waits to be shown is told.

describe("certifications and locks", () => {
  it("line 35: a certification after an approval", () => {
    const bytes = addSignature(signed(), bruno, { number: 22, name: "Firma2", certify: 2 }).bytes;
    expectChanges(bytes, "forbidden", /certific/);
  });

  it("line 35: two certifications", () => {
    const bytes = addSignature(certified(2), bruno, { number: 22, name: "Firma2", certify: 3 }).bytes;
    expectChanges(bytes, "forbidden", /può certificare solo la prima/);
  });

  it.each([
    ["FieldMDP on all", { fieldMdp: "/Action /All" }],
    ["FieldMDP naming it", { fieldMdp: "/Action /Include /Fields [(oggetto)]" }],
    ["FieldMDP except others", { fieldMdp: "/Action /Exclude /Fields [(altro)]" }],
    ["a lock on all", { lock: "/Action /All" }],
    ["a lock naming it", { lock: "/Action /Include /Fields [(oggetto)]" }],
    ["an action that the standard does not know", { lock: "/Action /Perhaps" }],
  ])("line 36: a field is filled although locked by %s", (_how, lock) => {
    const base = addSignature(withField(), adele, { number: 20, certify: 2, ...lock });
    const bytes = revise(base, { objects: { 11: textField("altro"), 12: written("altro") } }).bytes;
    expectChanges(bytes, "forbidden", /aveva bloccato/);
  });

  it("line 36: a locked field is removed, moved or given kids", () => {
    const base = addSignature(withField(), adele, { number: 20, certify: 3, lock: "/Action /All" });
    for (const revision of [
      { state: { fields: [21] } },
      { objects: { 11: textField("prova").replace("72 500", "72 700") } },
      { objects: { 11: textField("prova", "/Kids [13 0 R]"), 13: annotation("Widget", "/Parent 11 0 R") } },
    ]) {
      expectNeverGreen(verified(revise(base, revision).bytes));
    }
  });

  it("line 36: a later lock that permits more than the signatures before it is told", () => {
    const base = addSignature(newPdf(), adele, { number: 20, lock: "/Action /All /P 1" });
    const bytes = addSignature(base, bruno, { number: 22, name: "Firma2", lock: "/Action /All /P 3" }).bytes;
    expectNeverGreen(verified(bytes));
  });

  it("line 37: the certification is taken out of /Perms", () => {
    expectChanges(revise(certified(1), { state: { catalog: "" } }).bytes, "forbidden", /permessi di certificazione/);
  });

  it("line 37: the certification is replaced by a weaker dictionary", () => {
    const base = certified(1);
    const weak = (base.objects.get(20) ?? "").replace("/P 1", "/P 3");
    expectNeverGreen(verified(revise(base, { objects: { 20: weak } }).bytes));
  });
});

describe("what later revisions bring along", () => {
  it.each([
    ["a page", { 70: "<< /Type /DSS /Certs [71 0 R] >>", 71: "<< /Type /Page /Parent 2 0 R >>" }],
    ["an action", { 70: "<< /Type /DSS /Certs [] /A << /S /JavaScript /JS (app.alert(1)) >> >>" }],
    [
      "a form under a signature's data",
      { 70: "<< /Type /DSS /VRI << /AB 71 0 R >> >>", 71: "<< /Cert [72 0 R] >>", 72: form("0 0 9 9 re f") },
    ],
    ["something that is no dictionary", { 70: "(DSS)" }],
  ])("line 38: a document security store carries %s", (_what, objects: Record<number, string>) => {
    expectChanges(
      revise(signed(), { objects, state: { catalog: "/DSS 70 0 R" } }).bytes,
      "suspicious",
      /né certificato né dato di revoca/,
    );
  });

  const javaScript = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
  it.each([
    ["the catalog, when opened", { state: { catalog: `/OpenAction ${javaScript}` } }],
    ["the catalog, by itself", { state: { catalog: `/AA << /WC ${javaScript} >>` } }],
    ["the names", { state: { catalog: `/Names << /JavaScript << /Names [(a) ${javaScript}] >> >>` } }],
    ["the page", { state: { page: `/AA << /O ${javaScript} >>` } }],
  ])("line 39: a program comes to %s", (_where, revision) => {
    for (const base of [signed(), certified(3)]) {
      const state = {
        ...revision.state,
        catalog: `${base.catalog} ${"catalog" in revision.state ? revision.state.catalog : ""}`,
      };
      expectChanges(revise(base, { state }).bytes, "forbidden", /azione|programma/);
    }
  });

  it.each([
    ["a program", javaScript],
    ["a launch", "<< /S /Launch /F (calc.exe) >>"],
    ["an address", "<< /S /URI /URI (http://prova.invalid/) >>"],
    ["a form that is sent off", "<< /S /SubmitForm /F (http://prova.invalid/) >>"],
    ["a program behind an address", `<< /S /URI /URI (http://prova.invalid/) /Next ${javaScript} >>`],
  ])("line 39: a link with %s comes after an approval", (_what, action) => {
    expectNeverGreen(verified(annotated(signed(), annotation("Link", `/A ${action}`)).bytes));
    if (!action.startsWith("<< /S /URI") || action.includes("/Next")) {
      expectChanges(annotated(certified(3), annotation("Link", `/A ${action}`)).bytes, "forbidden", /azione|programma/);
    }
  });

  it("line 39: a field gains a program while it is filled", () => {
    const base = addSignature(withField(), adele, { number: 20, certify: 2 });
    const bytes = revise(base, { objects: { 11: textField("altro", `/AA << /K ${javaScript} >>`) } }).bytes;
    expectChanges(bytes, "forbidden", /azione|programma/);
  });

  it.each([
    ["by another entry", { state: { form: "/XFA 81 0 R" }, objects: { 81: stream("<xdp/>") } }],
    ["in its own stream", { objects: { 80: stream("<xdp>altro</xdp>") } }],
    ["by being taken away", { state: { form: "" } }],
  ])("line 40: the XFA form is replaced %s", (_how, revision) => {
    const base = addSignature(newPdf({ form: "/XFA 80 0 R" }, { 80: stream("<xdp/>") }), adele, {
      number: 20,
      certify: 2,
    });
    expectChanges(revise(base, revision as Parameters<typeof revise>[1]).bytes, "forbidden", /XFA/);
  });

  it("line 41: title and XMP change, which is allowed and shown", () => {
    const base = signed({ catalog: "/Metadata 90 0 R" }, { 90: stream("<x/>", "/Type /Metadata /Subtype /XML") });
    const later = revise(base, {
      objects: { 6: "<< /Title (Altro titolo) >>", 90: stream("<y/>", "/Type /Metadata /Subtype /XML") },
    });
    expectChanges(later.bytes, "allowed", /metadati/);
    expectNeverGreen(verified(revise(base, { objects: { 6: "<< /Title (x) >>", 4: other } }).bytes));
  });

  it("line 42: objects that were prepared and that nothing shows are remarked when it is signed", () => {
    const hidden = {
      40: "<< /Type /Pages /Kids [41 0 R] /Count 1 >>",
      41: "<< /Type /Page /Parent 40 0 R /Contents 42 0 R >>",
      42: other,
    };
    const report = verified(signed({}, hidden).bytes);
    expect(report.signatures[0]).toMatchObject({ integrity: "valid", laterChanges: "none" });
    expect(codesOf(report)).toContain("PDF_HIDDEN_OBJECTS");
    expect(codesOf(verified(signed().bytes))).not.toContain("PDF_HIDDEN_OBJECTS");
  });
});

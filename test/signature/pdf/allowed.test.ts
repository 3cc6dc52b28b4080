import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fileDigests } from "../../../shared/signature/algorithms/file-digests.ts";
import { pdfDigests, pdfFacts } from "../../../shared/signature/gather/pdf.ts";
import { addSignature, newPdf, revise, stream, type TestPdf } from "../../support/signing/pdf-writer.ts";
import { tokenOver } from "../../support/signing/test-signer.ts";
import { adele, authority, bruno, expectChanges, verified } from "./never-green.ts";
import { annotated, annotation, certified, form, signed, textField, withField, written } from "./shapes.ts";

// Proves that what signatures permit is no alarm: further signatures, validation data, timestamps, fields that may be
// filled, annotations that may come, and the traces that honest tools leave.

const filled = (base: TestPdf) => revise(base, { objects: { 11: textField("altro", "/Ff 1"), 12: written("altro") } });
const isAllowed = (bytes: Uint8Array, words: RegExp) => expectChanges(bytes, "allowed", words);

describe("filling in", () => {
  const lockedOther = { fieldMdp: "/Action /Include /Fields [(altro)]" };
  it.each([
    ["under a certification of level 2", { certify: 2 }],
    ["under a certification of level 3", { certify: 3 }],
    ["where a lock names another field", lockedOther],
    ["under a certification whose lock names another field", { certify: 2, ...lockedOther }],
    ["where everything except this field is locked", { lock: "/Action /Exclude /Fields [(oggetto)]" }],
  ] as const)("is allowed %s", (_where, options) => {
    isAllowed(
      filled(addSignature(withField(), adele, { number: 20, ...options })).bytes,
      /Compilato il campo modulo «oggetto»/,
    );
  });

  it("is left to a person under an approval that says nothing about it", () => {
    expectChanges(filled(addSignature(withField(), adele, { number: 20 })).bytes, "suspicious", /«oggetto»/);
  });

  it("is forbidden under a certification of level 1", () => {
    expectChanges(filled(addSignature(withField(), adele, { number: 20, certify: 1 })).bytes, "forbidden", /«oggetto»/);
  });

  it("may not show what was hidden, nor be followed by viewers drawing every field anew", () => {
    const base = addSignature(withField(), adele, { number: 20, certify: 2 });
    const shown = revise(base, { objects: { 11: textField("altro").replace("/F 4", "/F 6") } });
    expectChanges(shown.bytes, "suspicious", /«oggetto»/);
    expectChanges(revise(base, { state: { form: "/NeedAppearances true" } }).bytes, "suspicious", /NeedAppearances/);
  });

  it("is told when it hides text of the page", () => {
    const over = newPdf(
      { fields: [11], annotations: [11] },
      { 11: textField("a").replace("72 500 272 520", "60 710 400 735"), 12: written("a") },
    );
    const later = revise(addSignature(over, adele, { number: 20, certify: 2 }), {
      objects: { 12: form("1 g 0 0 200 20 re f"), 11: textField("b").replace("72 500 272 520", "60 710 400 735") },
    });
    expectChanges(later.bytes, "suspicious", /copre/);
  });
});

describe("signatures", () => {
  it("may follow approvals and certifications of level 2", () => {
    for (const base of [signed(), certified(2)]) {
      isAllowed(addSignature(base, bruno, { number: 22, name: "Firma2" }).bytes, /Aggiunta la firma «Firma2»/);
    }
    expectChanges(addSignature(certified(1), bruno, { number: 22, name: "Firma2" }).bytes, "forbidden", /Firma2/);
  });

  it("may be made in a field that was prepared, with a picture beside the text", () => {
    const empty = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Firma2) /P 3 0 R /Rect [300 100 500 150] /F 4 >>";
    const base = addSignature(newPdf({ fields: [31], annotations: [31] }, { 31: empty }), adele, { number: 20 });
    const bytes = addSignature(base, bruno, {
      number: 22,
      name: "Firma2",
      prepared: 31,
      rect: "300 100 500 150",
      field: "/AP << /N 30 0 R >>",
      objects: { 30: form("0.9 g 0 0 200 20 re f") },
    }).bytes;
    isAllowed(bytes, /Firmato il campo «Firma2»/);
  });

  it("may stand with readable letters over others, and with pictures over the lines on which people write", () => {
    const lines = { 4: stream("BT /F1 12 Tf 72 300 Td (______________) Tj ET") };
    const picture = { number: 22, name: "Firma2", rect: "60 290 200 320", field: "/AP << /N 30 0 R >>" };
    isAllowed(
      addSignature(signed({}, lines), bruno, { ...picture, objects: { 30: form("1 g 0 0 9 9 re f") } }).bytes,
      /Firma2/,
    );
    const letters = { 30: form("0 g BT /Helv 8 Tf (Firmato da Bruno Esempio) Tj ET") };
    isAllowed(addSignature(signed(), bruno, { ...picture, rect: "60 710 300 735", objects: letters }).bytes, /Firma2/);
  });

  it("bring the tags that a tagged file needs, and nothing about the signed text", () => {
    const tags = {
      70: "<< /Type /StructTreeRoot /K [71 0 R] /ParentTree 72 0 R /ParentTreeNextKey 1 >>",
      71: "<< /Type /StructElem /S /Document /P 70 0 R /K [73 0 R] >>",
      72: "<< /Nums [0 [73 0 R]] >>",
      73: "<< /Type /StructElem /S /P /P 71 0 R /Pg 3 0 R /K 0 >>",
    };
    const base = signed(
      { catalog: "/StructTreeRoot 70 0 R /MarkInfo << /Marked true >>", page: "/StructParents 0" },
      tags,
    );
    const more = {
      71: "<< /Type /StructElem /S /Document /P 70 0 R /K [73 0 R 74 0 R] >>",
      72: "<< /Nums [0 [73 0 R] 1 74 0 R] >>",
      74: "<< /Type /StructElem /S /Form /P 71 0 R /K << /Type /OBJR /Obj 23 0 R /Pg 3 0 R >> >>",
    };
    const add = (objects: Record<number, string>) =>
      addSignature(base, bruno, { number: 22, name: "Firma2", field: "/StructParent 1", objects }).bytes;
    isAllowed(add(more), /struttura di accessibilità/);
    const spoken = { ...more, 73: "<< /Type /StructElem /S /P /P 71 0 R /Pg 3 0 R /K 0 /ActualText (altro) >>" };
    expectChanges(add(spoken), "forbidden", /73 \/ActualText/);
    expectChanges(add({ ...more, 72: "<< /Nums [0 [74 0 R] 1 74 0 R] >>" }), "forbidden", /ParentTree 0/);
  });
});

describe("annotations", () => {
  it("that viewers draw by themselves may come, change and go under level 3", () => {
    const base = annotated(certified(3), annotation("Text"));
    isAllowed(base.bytes, /annotazione/);
    const two = certified(3, newPdf({ annotations: [60] }, { 60: annotation("Text") }));
    isAllowed(revise(two, { objects: { 60: annotation("Text", "/C [1 0 0]") } }).bytes, /Modificata un'annotazione/);
    isAllowed(revise(two, { state: { annotations: [21] } }).bytes, /Tolta un'annotazione/);
    isAllowed(
      annotated(certified(3), annotation("Link", "/A << /S /URI /URI (http://prova.invalid/) >>")).bytes,
      /annotazione/,
    );
  });

  it("are forbidden under levels 1 and 2", () => {
    for (const level of [1, 2] as const) {
      expectChanges(annotated(certified(level), annotation("Text")).bytes, "forbidden", /annotazione/);
    }
  });

  it("may give the page the usual tab order, and another one only under level 3", () => {
    isAllowed(revise(certified(2), { state: { page: "/Tabs /S" } }).bytes, /tabulazione/);
    isAllowed(revise(certified(3), { state: { page: "/Tabs /R" } }).bytes, /tabulazione/);
    expectChanges(revise(certified(2), { state: { page: "/Tabs /R" } }).bytes, "forbidden", /tabulazione/);
  });
});

describe("what keeps a signature provable", () => {
  const store = {
    70: "<< /Type /DSS /Certs [71 0 R] /OCSPs [] /VRI << /AB << /Cert [71 0 R] >> >> >>",
    71: stream("0"),
  };

  it("comes even after a certification that allows no change", () => {
    for (const base of [signed(), certified(1)]) {
      const data = revise(base, {
        objects: store,
        state: {
          catalog: `${base.catalog} /DSS 70 0 R /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >> /Version /2.0`,
        },
      });
      isAllowed(data.bytes, /dati di validazione/);
      const stamp = addSignature(data, authority, {
        number: 24,
        name: "Marca",
        subFilter: "ETSI.RFC3161",
        contents: (covered) => tokenOver(authority, covered),
      });
      isAllowed(stamp.bytes, /marca temporale «Marca»/);
    }
  });

  it("is told when it goes away or when the format is declared older", () => {
    const base = signed({ catalog: "/DSS 70 0 R /Version /2.0" }, store);
    expectChanges(revise(base, { state: { catalog: "/Version /2.0" } }).bytes, "suspicious", /tolti/);
    expectChanges(revise(base, { state: { catalog: "/DSS 70 0 R /Version /1.4" } }).bytes, "suspicious", /Version/);
  });

  it("reaches each signature as material that nobody has verified yet", () => {
    const data = {
      70: "<< /Type /DSS /CRLs [71 0 R] /OCSPs [72 0 R] /VRI << /AB << /CRL [73 0 R 71 0 R] >> >> >>",
      71: stream("crl one"),
      72: stream("ocsp one"),
      73: stream("crl two"),
    };
    const { bytes } = revise(signed(), { objects: data, state: { catalog: "/DSS 70 0 R" } });
    const [facts] = pdfFacts(bytes, { anchors: [], certificates: [], revocation: { crls: [], ocsps: [] } }).signatures;
    const texts = (list: readonly Uint8Array[] = []) => list.map((each) => Buffer.from(each).toString("latin1"));
    expect(texts(facts?.cms?.revocation.crls)).toEqual(["crl one", "crl two"]);
    expect(texts(facts?.cms?.revocation.ocsps)).toEqual(["ocsp one"]);
  });
});

describe("the catalog", () => {
  it("may be written under another number and is compared entry by entry", () => {
    const base = signed();
    const body = base.objects.get(1) ?? "";
    isAllowed(revise(base, { root: 99, objects: { 99: body } }).bytes, /catalogo/);
    const evil = body.replace(">>", "/OpenAction << /S /JavaScript /JS (x) >> >>");
    expectChanges(revise(base, { root: 99, objects: { 99: evil } }).bytes, "forbidden", /OpenAction/);
  });

  it("may repeat values direct or behind a reference", () => {
    const base = signed({ page: "/Resources << /Font << /F1 5 0 R >> >>" });
    isAllowed(
      revise(base, {
        state: { page: "/Resources 95 0 R" },
        objects: { 6: "<< /Title (x) >>", 95: "<< /Font << /F1 5 0 R >> >>" },
      }).bytes,
      /metadati/,
    );
  });
});

describe("bytes hashed", () => {
  it("any number of signatures and the impronta cost no more than 1.2 of a file", () => {
    let pdf = newPdf({}, { 4: stream(`% ${"x".repeat(600_000)}\n${"BT ET\n".repeat(10)}`) });
    for (let each = 0; each < 8; each++)
      pdf = addSignature(pdf, each % 2 === 0 ? adele : bruno, { number: 20 + 2 * each, name: `Firma${each}` });
    const digests = pdfDigests(pdf.bytes);
    const facts = pdfFacts(pdf.bytes, { anchors: [], certificates: [], revocation: { crls: [], ocsps: [] } }, digests);
    expect(facts.signatures.map(({ cms }) => cms?.digestMatches)).toEqual(Array(8).fill(true));
    expect(Buffer.from(digests.whole("sha256"))).toEqual(createHash("sha256").update(pdf.bytes).digest());
    expect(digests.hashed()).toBeLessThanOrEqual(1.2 * pdf.bytes.length);
    expect(verified(pdf.bytes).signatures.every(({ integrity }) => integrity === "valid")).toBe(true);
  });

  it("asked in any order, gaps give what hashing them alone gives", () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_each, at) => at % 251);
    const digests = fileDigests(bytes, [100, 2000]);
    const alone = ([, length, second, rest]: readonly number[]) =>
      createHash("sha384")
        .update(bytes.subarray(0, length))
        .update(bytes.subarray(second, (second ?? 0) + (rest ?? 0)))
        .digest();
    for (const range of [
      [0, 2000, 2100, 2900],
      [0, 100, 150, 400],
      [0, 700, 900, 10],
      [0, 2000, 2100, 2900],
    ] as const) {
      expect(Buffer.from(digests.gapped("sha384", range))).toEqual(alone(range));
    }
    expect(Buffer.from(digests.whole("sha384"))).toEqual(createHash("sha384").update(bytes).digest());
  });
});

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gather, materialNeeds, ocspRequest } from "../../shared/signature/index.ts";
import { anchors, bytesOf } from "../signature/revocation/fixtures.ts";
import { tempFolder } from "../support/temp-folder.ts";

// Proves that the questions we send are questions to OpenSSL.

describe("an OCSP request", () => {
  it("is read by OpenSSL with its issuer, serial number and nonce", async () => {
    const [need] = materialNeeds(gather(bytesOf("adele.p7m"), { anchors })).statuses;
    if (need === undefined) throw new Error("the certificate names a responder");
    const file = join(await tempFolder(), "request.der");
    writeFileSync(file, ocspRequest(need.certificate, need.issuer, new Uint8Array(32).fill(7)));
    const text = execFileSync("openssl", ["ocsp", "-reqin", file, "-req_text"], { encoding: "utf8", stdio: "pipe" });
    expect(text).toContain("Hash Algorithm: sha1");
    expect(text.replaceAll(/\s/g, "")).toContain(`SerialNumber:${need.certificate.serialNumber}`);
    expect(text).toContain("OCSP Nonce:");
    expect(text).toMatch(/0420(07){32}/);
  });
});

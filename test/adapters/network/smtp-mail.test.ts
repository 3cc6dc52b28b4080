// Mail over SMTP against a real server on this machine: what is sent, what is refused for good, what comes again.

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { type SmtpOptions, smtpMail } from "../../../shared/adapters/network/smtp-mail.ts";
import type { Message } from "../../../shared/workflow/index.ts";

const open: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))));
});

async function server(options: SMTPServerOptions = {}): Promise<{ port: number; taken: string[] }> {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (part: Buffer) => {
        text += part.toString("latin1");
      });
      stream.on("end", () => {
        taken.push(text);
        done();
      });
    },
    ...options,
  });
  smtp.on("error", () => undefined);
  open.push(smtp);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  return { port: (smtp.server.address() as AddressInfo).port, taken };
}

const to = (port: number, over: Partial<SmtpOptions> = {}): SmtpOptions => ({
  host: "127.0.0.1",
  port,
  security: "none",
  from: "visto@borgosereno.example",
  fromName: "Comune di Borgo Sereno",
  milliseconds: 2_000,
  ...over,
});

const message: Message = {
  id: "01KDPROVA",
  to: { name: "Carla Modello", email: "carla.modello@borgosereno.example" },
  subject: "Da approvare: determinazione (proposta 01K) – perché sì",
  text: "Gentile Carla,\nleggere: https://visto.example/f#abc",
  html: '<p>Gentile Carla, <a href="https://visto.example/f#abc">leggere</a></p>',
  at: "2025-12-24T09:00:00.000Z",
  about: { actId: "01K", kind: "da-approvare" },
};

const rejecting = (code: number) =>
  Object.assign(new Error("mailbox of carla.modello@borgosereno.example"), { responseCode: code });

describe("mail over SMTP", () => {
  it("arrives with both texts, its sender, its date and the sign that no holiday notice answers", async () => {
    const { port, taken } = await server();
    await smtpMail(to(port)).send(message);
    const parsed = await simpleParser(Buffer.from(taken[0] ?? "", "latin1"));
    expect(parsed.subject).toBe(message.subject);
    expect(parsed.text?.trim()).toBe(message.text);
    expect(parsed.html).toContain('href="https://visto.example/f#abc"');
    expect(parsed.from?.value).toEqual([{ name: "Comune di Borgo Sereno", address: "visto@borgosereno.example" }]);
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect([parsed.messageId, parsed.date?.toISOString()]).toEqual(["<01KDPROVA@borgosereno.example>", message.at]);
  });

  it("takes no header from a name or a subject with a line break", async () => {
    const { port, taken } = await server();
    await smtpMail(to(port)).send({
      ...message,
      subject: "Oggetto\r\nBcc: ladro@evil.example",
      to: { ...message.to, name: "Carla\r\nBcc: ladro@evil.example" },
    });
    const parsed = await simpleParser(Buffer.from(taken[0] ?? "", "latin1"));
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.headers.has("bcc")).toBe(false);
  });

  it.each([550, 553, 554])("is refused for good when the server answers %i, and says no address", async (code) => {
    const { port } = await server({ onRcptTo: (_address, _session, done) => done(rejecting(code)) });
    const sent = smtpMail(to(port)).send(message);
    await expect(sent).rejects.toMatchObject({ name: "MailRefused", status: `SMTP ${code}` });
    await expect(sent).rejects.not.toThrow(/carla/);
  });

  it.each([421, 450, 451, 452])("comes again when the server answers %i", async (code) => {
    const { port } = await server({ onRcptTo: (_address, _session, done) => done(rejecting(code)) });
    const sent = smtpMail(to(port)).send(message);
    await expect(sent).rejects.toMatchObject({ name: "Error", message: expect.stringContaining(`${code}`) });
    await expect(sent).rejects.not.toThrow(/carla/);
  });

  it("comes again when a greylisting server takes it the second time", async () => {
    let tries = 0;
    const { port, taken } = await server({
      onRcptTo: (_address, _session, done) => {
        tries += 1;
        done(tries === 1 ? rejecting(451) : null);
      },
    });
    const mail = smtpMail(to(port));
    await expect(mail.send(message)).rejects.toThrow("451");
    await mail.send(message);
    expect(taken).toHaveLength(1);
  });

  it("comes again when the password is wrong: that is ours to mend, and no fault of the address", async () => {
    const { port } = await server({ authOptional: false, onAuth: (_auth, _session, done) => done(rejecting(535)) });
    const sent = smtpMail(to(port, { user: "visto", password: "errata" })).send(message);
    await expect(sent).rejects.toMatchObject({ name: "Error" });
    await expect(sent).rejects.not.toThrow(/errata/);
  });

  it("comes again when nobody answers", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await expect(smtpMail(to(port)).send(message)).rejects.toMatchObject({ name: "Error" });
  });

  it("is not sent in clear to a server that offers no TLS, nor to one whose certificate nobody vouches for", async () => {
    const plain = await server();
    await expect(smtpMail(to(plain.port, { security: "starttls" })).send(message)).rejects.toMatchObject({
      name: "Error",
    });
    expect(plain.taken).toEqual([]);
    // smtp-server brings a certificate of its own, for localhost and signed by itself.
    const selfSigned = await server({ disabledCommands: [] });
    await expect(smtpMail(to(selfSigned.port, { security: "starttls" })).send(message)).rejects.toMatchObject({
      name: "Error",
    });
    expect(selfSigned.taken).toEqual([]);
    const secure = await server({ secure: true });
    await expect(smtpMail(to(secure.port, { security: "tls" })).send(message)).rejects.toMatchObject({ name: "Error" });
    expect(secure.taken).toEqual([]);
  });

  it("goes in clear to this machine alone", () => {
    for (const host of ["mail.example", "192.0.2.1", "10.0.0.1"])
      expect(() => smtpMail(to(25, { host }))).toThrow(RangeError);
  });
});

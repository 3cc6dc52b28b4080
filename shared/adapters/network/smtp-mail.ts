import { createTransport } from "nodemailer";
import { type Mail, MailRefused, type Message } from "../../workflow/ports/world.ts";
import { isLoopback } from "./public-address.ts";

export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (port 465); `starttls` upgraded before anything is said (587); `none` only on this machine. */
  readonly security: "tls" | "starttls" | "none";
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Address that mails come from, and that bounces go to. */
  readonly from: string;
  readonly fromName?: string | undefined;
  /** PEM of the authority of a server that no public one vouches for. */
  readonly ca?: string | undefined;
  /** For each of connecting, greeting and silence. */
  readonly milliseconds?: number | undefined;
};

/**
 * Mail over SMTP (RFC 5321), as {@link Mail} promises: 5xx to the recipient or the message is {@link MailRefused},
 * everything else (4xx, no connection, no TLS, a wrong password) is a fault that comes again.
 *
 * A link is a secret on its way: without TLS nothing is sent, except to a server on this very machine.
 * @throws {RangeError} for `none` to any other host.
 */
export function smtpMail(options: SmtpOptions): Mail {
  const { host, port, security, user, password } = options;
  if (security === "none" && host !== "localhost" && !isLoopback(host))
    throw new RangeError(
      `posta: ${host} non è questa macchina, quindi serve TLS / is not this machine, so TLS is needed`,
    );
  const wait = options.milliseconds ?? 20_000;
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    tls: { minVersion: "TLSv1.2", ...(options.ca === undefined ? {} : { ca: options.ca }) },
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      try {
        await transport.sendMail(envelope(options, message));
      } catch (fault) {
        throw judged(fault);
      }
    },
  };
}

function envelope({ from, fromName }: SmtpOptions, { id, to, subject, text, html, at }: Message) {
  return {
    from: { name: fromName ?? "", address: from },
    to: { name: to.name, address: to.email },
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    date: new Date(at),
    messageId: `<${id}@${from.split("@")[1] ?? "visto.invalid"}>`,
    // RFC 3834: no holiday notice answers it.
    headers: { "Auto-Submitted": "auto-generated", "X-Visto-Message": id },
    textEncoding: "quoted-printable" as const,
  };
}

type SmtpFault = Error & { readonly code?: string; readonly responseCode?: number; readonly response?: string };

/** Only a server that spoke of this recipient or this message says that it never will; our own password is not theirs. */
function judged(fault: unknown): Error {
  const { code = "", responseCode = 0 } = fault as SmtpFault;
  const permanent = responseCode >= 500 && responseCode < 600 && (code === "EENVELOPE" || code === "EMESSAGE");
  if (permanent) return new MailRefused(`SMTP ${responseCode}`);
  // The server's own words may quote the address: its code and ours say enough.
  return new Error(`posta non consegnata: ${code || "errore"}${responseCode ? ` ${responseCode}` : ""}`);
}

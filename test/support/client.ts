/** What came back, with its text read. */
export type Got = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
};

type Fields = Record<string, string> | [string, string][];
type Heads = Record<string, string>;
type Sent = { readonly body?: BodyInit; readonly headers?: Heads };

/** One browser's worth of cookies over real HTTP. */
export type Client = {
  readonly send: (method: string, path: string, sent?: Sent) => Promise<Got>;
  readonly get: (path: string, headers?: Heads) => Promise<Got>;
  /** A form as Chromium posts it from our own page. */
  readonly post: (path: string, fields: Fields, headers?: Heads) => Promise<Got>;
  readonly json: (path: string, body: unknown) => Promise<Got>;
  /** The hidden fields of the first form on a page, or of the one that posts to `action`. */
  readonly form: (path: string, action?: string) => Promise<Record<string, string>>;
  readonly signIn: (username: string, password: string) => Promise<Got>;
  readonly cookie: (name: string) => string | undefined;
  /** Every `Set-Cookie` line that came. */
  readonly setCookies: readonly string[];
};

/** A client that follows no redirect, so that each answer can be looked at. */
export function openClient(url: string): Client {
  const jar = new Map<string, string>();
  const setCookies: string[] = [];
  const keep = (line: string) => {
    setCookies.push(line);
    const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  };
  const send: Client["send"] = async (method, path, sent = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      headers: { ...(cookie ? { cookie } : {}), ...sent.headers },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    });
    response.headers.getSetCookie().forEach(keep);
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get("location") };
  };
  const get: Client["get"] = (path, headers = {}) => send("GET", path, { headers });
  const post: Client["post"] = (path, fields, headers = {}) =>
    send("POST", path, {
      body: new URLSearchParams(fields),
      headers: { "sec-fetch-site": "same-origin", origin: "null", ...headers },
    });
  const form: Client["form"] = async (path, action) => hiddenFields((await get(path)).text, action);
  return {
    send,
    get,
    post,
    json: (path, body) =>
      send("POST", path, {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", origin: url },
      }),
    form,
    signIn: async (username, password) =>
      post("/accesso", { ...(await form("/accesso", "/accesso")), username, password }),
    cookie: (name) => jar.get(name),
    setCookies,
  };
}

/** The hidden fields of a form of the page. @throws when there is no such form. */
export function hiddenFields(page: string, action?: string): Record<string, string> {
  const forms = page.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => action === undefined || one.includes(`action="${action}"`));
  if (form === undefined) throw new Error(`no form posts to ${action ?? "anything"}: ${page.slice(0, 200)}`);
  const inputs = form.match(/<input\b[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]));
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";

const here = dirname(fileURLToPath(import.meta.url));

export type RealS3 = {
  readonly endpoint: string;
  /** Path of the certificate to trust: every process that asks the server has it in `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** What each daemon holds in memory at most, MiB. */
  readonly memory: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Why the server cannot run here, or nothing. */
export function whyNot(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64")
    return `the packages are for Linux on x64, not ${process.platform} ${process.arch}`;
  if (process.getuid?.() !== 0) return "not root: unpacking a system and entering it takes root";
  for (const tool of ["apt-get", "dpkg-deb", "unshare", "tar"])
    if (spawnSync("which", [tool]).status !== 0) return `${tool} is not here`;
  const keys = ["gpg", "pgp"].map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`);
  if (keys.every((path) => spawnSync("test", ["-e", path]).status !== 0)) return "Debian's archive keys are not here";
  const namespaces = spawnSync("unshare", ["--mount", "--pid", "--fork", "true"], { encoding: "utf8" });
  return namespaces.status === 0 ? undefined : `namespaces cannot be made: ${namespaces.stderr.trim()}`;
}

/** Unpacks the server into the folder, its words on our output. Answers with why its packages cannot be had. @throws */
export function install(cache: string): string | undefined {
  const ran = spawnSync("bash", [join(here, "install.sh"), cache], { stdio: ["ignore", "inherit", "inherit"] });
  if (ran.status === 75) return "the Debian archive does not answer, or no longer has the packages";
  if (ran.status !== 0) throw new Error(`install.sh ended with ${ran.status}`);
  return undefined;
}

function status(url: string, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { ca }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).once("error", reject);
  });
}

async function answers(url: string, certificate: string, stillRunning: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (!stillRunning()) throw new Error("the S3 server ended before it answered");
    try {
      if ((await status(url, await readFile(certificate, "utf8"))) === 200) return;
    } catch {
      // Not listening yet: asked again until the tries are used up.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the S3 server does not answer");
}

/** The highest memory of each daemon. Their numbers are those inside the namespace, where the gateway is the first. */
async function peaks(state: string): Promise<string> {
  const pidOf = async (name: string) => (await readFile(join(state, "run", `${name}.pid`), "utf8")).trim();
  const daemons = [
    ["ceph-mon", await pidOf("mon.a")],
    ["ceph-osd", await pidOf("osd.0")],
    ["radosgw", "1"],
  ] as const;
  const said = daemons.map(([name, pid]) => {
    const find = `grep -ls '^NSpid:.*[[:space:]]${pid}$' /proc/[0-9]*/status | xargs -r grep -l '^Name:[[:space:]]${name}$'`;
    const { stdout } = spawnSync("sh", ["-c", `${find} | head -n 1 | xargs -r cat`], { encoding: "utf8" });
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(stdout)?.[1];
    return `${name} ${kilobytes === undefined ? "not measured" : Math.round(Number(kilobytes) / 1024)}`;
  });
  return said.join(", ");
}

/** Starts the server that `install.sh` unpacked, on free loopback ports, empty, with one user of its own. */
export async function startRealS3(root: string): Promise<RealS3> {
  const state = await mkdtemp(join(tmpdir(), "visto-s3-"));
  const [http, tls, mon] = [await freePort(), await freePort(), await freePort()];
  const accessKey = "VISTOTESTKEY00000001";
  const secretKey = randomBytes(20).toString("hex");
  await copyFile(join(here, "serve.sh"), join(state, "serve.sh"));
  await mkdir(join(root, "s3"), { recursive: true });
  const child: ChildProcess = spawn(
    "unshare",
    ["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"].concat(
      ["bash", join(here, "enter.sh"), root, state],
      ["/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"],
      [`HTTP_PORT=${http}`, `TLS_PORT=${tls}`, `MON_PORT=${mon}`],
      [`ACCESS_KEY=${accessKey}`, `SECRET_KEY=${secretKey}`, "/bin/bash", "/s3/serve.sh"],
    ),
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  }).then(() => {
    running = false;
  });
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(state, { recursive: true, force: true });
  };
  const certificate = join(state, "tls.crt");
  const endpoint = `https://localhost:${tls}`;
  try {
    await answers(endpoint, certificate, () => running);
  } catch (fault) {
    for (const log of ["serve", "setup", "openssl", "mon.out", "osd.out", "rgw.out", "client.admin.log"])
      console.error(`${log}: ${(await readFile(join(state, "log", log), "utf8").catch(() => "")).slice(-1500)}`);
    await stop();
    throw fault;
  }
  return { endpoint, certificate, accessKey, secretKey, memory: () => peaks(state), stop };
}

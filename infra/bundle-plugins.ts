import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";
import { repository } from "./repository.ts";

/** What a package, or a file of one, is read in place of: the stand-in of the same name says why. */
const standIns: Readonly<Record<string, string>> = {
  "@xmldom/xmldom": "xmldom.cjs",
  "@cantoo/fontkit": "fontkit.cjs",
  "brotli/decompress.js": "no-brotli.cjs",
  "mnemonist/lru-cache": "no-endpoint-cache.cjs",
};

/** Reads stand-ins in place of packages. Types and tests know only the package. */
export const inPlaceOfPackages: Plugin = {
  name: "stand-ins",
  resolveId: {
    filter: { id: /^(?:@xmldom\/xmldom|@cantoo\/fontkit|brotli\/decompress\.js|mnemonist\/lru-cache)$/ },
    handler: (id) => {
      const name = standIns[id];
      return name === undefined ? null : repository(`infra/stand-ins/${name}`);
    },
  },
};

/**
 * Leaves out how zod describes schemas as JSON schemas, for all that describe none. Whoever calls for it is told so by
 * the stand-in.
 */
export const noJsonSchemas: Plugin = {
  name: "no-json-schemas",
  resolveId: {
    filter: { id: /[\\/](?:json-schema-processors|to-json-schema)\.js$/ },
    handler: (_id, importer = "") =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? repository("infra/stand-ins/no-json-schemas.cjs") : null,
  },
};

/** Packages that are bundled each into a file beside the pieces, for stand-ins that ask for it by `require`. */
export const readLater: Readonly<Record<string, string>> = {
  "../later/xmldom.cjs": "@xmldom/xmldom",
  "../later/fontkit.cjs": "@cantoo/fontkit",
};

/** Leaves those files outside: pieces lie in a folder beside theirs. */
export const laterFiles: Plugin = {
  name: "later-files",
  resolveId: {
    filter: { id: /^\.\.\/later\// },
    handler: (id) => ({ id, external: true }),
  },
};

/** Has the pages read their texts part by part: `functions/web/kept-texts.ts` says why. */
export const textsInParts: Plugin = {
  name: "texts",
  resolveId: {
    filter: { id: /^\.\/texts\.ts$/ },
    handler: (_id, importer) =>
      importer === repository("web/messages/messages.ts") ? repository("functions/web/kept-texts.ts") : null,
  },
};

const prefix = "\0builtin:";

/**
 * Asks for Node's own modules by `process.getBuiltinModule`. A module that imports one reads every export of it, and some
 * are getters that load what nobody asked for: `node:http` the client for browsers' APIs (40 ms of CPU), `node:process`
 * the standard streams (9 ms), `node:fs` and `node:util` 4 ms each.
 */
export const builtinsAsTheyAre: Plugin = {
  name: "builtins",
  resolveId: {
    filter: { id: /^(?:node:)?[a-z_]+(?:\/[a-z_]+)?$/ },
    // What the bundler itself adds makes the wrappers, and cannot be in one.
    handler: (id, importer) =>
      isBuiltin(id) && !importer?.startsWith("\0rolldown/")
        ? { id: `${prefix}${id.replace(/^node:/, "")}`, moduleSideEffects: false }
        : null,
  },
  load: {
    filter: { id: new RegExp(`^${prefix}`) },
    handler: (id) => `module.exports = process.getBuiltinModule("node:${id.slice(prefix.length)}");`,
  },
};

/** The SDK's clients tell AWS their version, and would carry their whole package.json for it. */
export const versionsAlone: Plugin = {
  name: "versions",
  load: {
    filter: { id: /[\\/]@aws-sdk[\\/][\w-]+[\\/]package\.json$/ },
    handler: async function (id) {
      const { version } = JSON.parse(await this.fs.readFile(id, { encoding: "utf8" }));
      return { code: JSON.stringify({ version }), moduleType: "json" };
    },
  },
};

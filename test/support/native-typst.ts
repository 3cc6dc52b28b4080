import { createRequire } from "node:module";

/** The slice of the native Typst compiler that the oracles use. */
export type NativeCompiler = {
  readonly addSource: (path: string, source: string) => void;
  readonly mapShadow: (path: string, bytes: Uint8Array) => void;
  readonly pdf: (
    main: { readonly mainFilePath?: string; readonly mainFileContent?: string },
    options?: { readonly pdfStandard: string },
  ) => Uint8Array;
};
type NativeTypst = {
  readonly NodeCompiler: {
    readonly create: (options: {
      readonly workspace: string;
      readonly fontArgs: readonly { readonly fontBlobs: readonly Uint8Array[] }[];
    }) => NativeCompiler;
  };
};

/**
 * The native compiler, or why it is not here. Its loader package is not used: it names platform packages that are in no
 * registry, and `npm ci` refuses a lock with such names. The one platform package is an optional dependency instead.
 */
export function findNativeTypst(): NativeTypst | { readonly missing: string } {
  const name = "@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu";
  try {
    return createRequire(import.meta.url)(name) as NativeTypst;
  } catch {
    return { missing: `${name} is only for Linux on x64 with glibc` };
  }
}

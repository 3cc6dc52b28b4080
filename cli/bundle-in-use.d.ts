export declare function bundleInUse(root: string, folder: string): string | null;

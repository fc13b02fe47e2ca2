/** Types of build.mjs for the TypeScript that uses it. */
export const serverFolder: string;
export function buildIsStale(): boolean;
export function build(): void;

/** Types of postgres.mjs for the TypeScript that uses it. */
export type RunningPostgres = {
  ownerUrl: string;
  appUrl: string;
  superUrl: string;
  port: number;
  pid: number;
  isNew: boolean;
  stop: () => Promise<void>;
};
export function startPostgres(options: { folder: string; settings?: Record<string, string> }): Promise<RunningPostgres>;
export function freePort(): Promise<number>;

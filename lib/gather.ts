/**
 * Makes one look-up of those that are asked for at the same time: while one runs, all who ask wait for the next, which asks
 * for their keys together. A busy server so asks the database less often the busier it is, and an idle one at once.
 * @param load given different keys, at most `most`, gives what was found; it rejects for all of them
 * @returns the value of a key, or null when `load` has none
 */
export function gather<V>(
  load: (keys: string[]) => Promise<ReadonlyMap<string, V>>,
  most = 200,
): (key: string) => Promise<V | null> {
  type Asked = { key: string; settle: (value: V | null) => void; fail: (error: unknown) => void };
  let waiting: Asked[] = [];
  let runs = false;

  async function serve(): Promise<void> {
    runs = true;
    // Requests that came in one go are read within one turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const some = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const found = await load([...new Set(some.map(({ key }) => key))]);
        for (const { key, settle } of some) settle(found.get(key) ?? null);
      } catch (error) {
        for (const { fail } of some) fail(error);
      }
    }
    runs = false;
  }

  return (key) =>
    new Promise((settle, fail) => {
      waiting.push({ key, settle, fail });
      if (!runs) void serve();
    });
}
